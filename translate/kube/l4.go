package kube

import (
	"fmt"

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

// loadBalancers writes one Service per reserved address: an address takes all
// of its ports.
func (w *writer) loadBalancers(name string, p spec.Process) {
	for _, address := range addresses(p.L4) {
		lb := clusterIP(p, nil)
		lb.Type = corev1.ServiceTypeLoadBalancer
		lb.LoadBalancerClass = ptr.To(l4Class)
		lb.ExternalTrafficPolicy = corev1.ServiceExternalTrafficPolicyLocal
		lb.Ports = l4Ports(p, address)
		svcName := l4Name(name, address)
		svc := w.service(svcName, p, lb)
		if address != "" {
			svc.Annotations = with(svc.Annotations, map[string]string{l4Addresses: address})
		}
		for i, port := range lb.Ports {
			w.trace(w.path(p, "l4."+port.TargetPort.StrVal), "Service", svcName, fmt.Sprintf("spec.ports[%d].port", i))
		}
	}
}

func l4Name(workload, address string) string {
	if address == "" {
		return label(workload+"-public", longestLabel)
	}
	return label(workload+"-"+address, longestLabel)
}

// addresses are the addresses that the ports use, in the order of the ports.
func addresses(l4 []spec.L4) []string {
	var out []string
	seen := map[string]bool{}
	for _, l := range l4 {
		if !seen[l.Address] {
			seen[l.Address] = true
			out = append(out, l.Address)
		}
	}
	return out
}

func l4Ports(p spec.Process, address string) []corev1.ServicePort {
	var out []corev1.ServicePort
	for _, l := range p.L4 {
		if l.Address != address {
			continue
		}
		name := label(fmt.Sprintf("%s-%d", l.Port, l.Public), longestLabel)
		out = append(out, corev1.ServicePort{
			Name: name, Port: int32(l.Public), TargetPort: intstr.FromString(l.Port), Protocol: udp(l.Protocol),
		})
	}
	return out
}
