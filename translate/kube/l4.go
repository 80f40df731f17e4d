package kube

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
)

// l4Class is GKE's passthrough load balancer; the annotation names the
// reserved addresses. With external traffic policy Local the socket's peer is
// the client, as behind Fly's raw TCP.
// https://docs.cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters
const (
	l4Class     = "networking.gke.io/l4-regional-external"
	l4Addresses = "networking.gke.io/load-balancer-ip-addresses"
)

// loadBalancers writes one Service per reserved address and protocol. A Service
// with both protocols needs a cluster that was made with GKE 1.34.1 or later; two
// Services share an address on every one. GKE's health check asks the node, so
// no network policy has to let it through to the pod.
// https://docs.cloud.google.com/kubernetes-engine/docs/how-to/mixed-protocol-lb
func (w *writer) loadBalancers(name string, p spec.Process) {
	for i, front := range fronts(p.L4) {
		lb := clusterIP(p, nil)
		lb.Type = corev1.ServiceTypeLoadBalancer
		lb.LoadBalancerClass = ptr.To(l4Class)
		lb.ExternalTrafficPolicy = corev1.ServiceExternalTrafficPolicyLocal
		lb.IPFamilyPolicy, lb.IPFamilies = ptr.To(corev1.IPFamilyPolicySingleStack), []corev1.IPFamily{corev1.IPv4Protocol}
		lb.Ports = l4Ports(p, front)
		svcName := front.service(name, i)
		svc := w.service(svcName, p, lb)
		if front.address != "" {
			svc.Annotations = with(svc.Annotations, map[string]string{l4Addresses: front.address})
		}
		for i, port := range lb.Ports {
			w.trace(w.path(p, "l4."+port.TargetPort.StrVal), "Service", svcName, fmt.Sprintf("spec.ports[%d].port", i))
		}
	}
}

// A front is what one Service of type LoadBalancer stands for.
type front struct {
	address  string
	protocol corev1.Protocol
}

// fronts are in the order of the ports.
func fronts(l4 []spec.L4) []front {
	var out []front
	for _, l := range l4 {
		f := front{l.Address, protocolOf(l.Protocol)}
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// service names the nth front of a workload: most have one.
func (f front) service(workload string, n int) string {
	switch {
	case n == 0:
		return label(workload+"-public", longestLabel)
	case n == 1 && f.protocol == corev1.ProtocolUDP:
		return label(workload+"-public-udp", longestLabel)
	}
	return label(fmt.Sprintf("%s-public-%d", workload, n+1), longestLabel)
}

func l4Ports(p spec.Process, f front) []corev1.ServicePort {
	var out []corev1.ServicePort
	for _, l := range p.L4 {
		if (front{l.Address, protocolOf(l.Protocol)}) != f {
			continue
		}
		name := label(fmt.Sprintf("%s-%d", l.Port, l.Public), longestLabel)
		out = append(out, corev1.ServicePort{
			Name: name, Port: int32(l.Public), TargetPort: intstr.FromString(l.Port), Protocol: udp(l.Protocol),
		})
	}
	return serviceProtocols(out)
}
