package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
)

// edgePorts are container ports, not Service ports: a policy sees the pod.
func (w *writer) edgePorts() []networkingv1.NetworkPolicyPort {
	var set portSet
	for _, p := range w.app.Processes {
		for _, e := range p.Edges {
			if port, ok := portNamed(p, e.Port); ok {
				set.add(port.Number, port.Protocol)
				set.add(e.Health.Port, "TCP")
			}
		}
	}
	return set.ports
}

func (w *writer) l4Ports() []networkingv1.NetworkPolicyPort {
	var set portSet
	for _, p := range w.app.Processes {
		for _, l := range p.L4 {
			if port, ok := portNamed(p, l.Port); ok {
				set.add(port.Number, l.Protocol)
			}
		}
	}
	return set.ports
}

func (w *writer) metricsPorts() []networkingv1.NetworkPolicyPort {
	var set portSet
	for _, p := range w.app.Groups() {
		if p.Metrics != nil {
			set.add(p.Metrics.Port, "TCP")
		}
	}
	return set.ports
}

// numbers are ports as a policy writes them; none: all.
func numbers(ports []spec.Port) []networkingv1.NetworkPolicyPort {
	var set portSet
	for _, p := range ports {
		set.add(p.Number, p.Protocol)
	}
	return set.ports
}

// A portSet is ports, each once, in the order in which they were added.
type portSet struct {
	ports []networkingv1.NetworkPolicyPort
}

func (s *portSet) add(number int, protocol string) {
	for _, p := range s.ports {
		if p.Port.IntValue() == number && *p.Protocol == protocolOf(protocol) {
			return
		}
	}
	if number == 0 {
		return
	}
	s.ports = append(s.ports, networkingv1.NetworkPolicyPort{Port: ptr.To(intstr.FromInt(number)), Protocol: ptr.To(protocolOf(protocol))})
}

func protocolOf(s string) corev1.Protocol {
	if s == string(corev1.ProtocolUDP) {
		return corev1.ProtocolUDP
	}
	return corev1.ProtocolTCP
}
