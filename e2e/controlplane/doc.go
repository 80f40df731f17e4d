// Package controlplane turns Kubernetes' source into a running control plane:
// a real kube-apiserver over a real etcd on loopback, and on request the real
// scheduler and controller manager. There are no nodes; tests register those.
package controlplane
