package kube

import (
	corev1 "k8s.io/api/core/v1"
)

// udp is UDP, or empty for TCP, which is Kubernetes' default.
func udp(protocol string) corev1.Protocol {
	if protocol == "UDP" {
		return corev1.ProtocolUDP
	}
	return ""
}

// containerProtocols and serviceProtocols write TCP out beside UDP: kustomize
// takes a port without a protocol for the one of its number that has one, and
// drops either.
// https://github.com/kubernetes-sigs/kustomize/issues/4752
func containerProtocols(ports []corev1.ContainerPort) []corev1.ContainerPort {
	var all []*corev1.Protocol
	for i := range ports {
		all = append(all, &ports[i].Protocol)
	}
	writeOut(all)
	return ports
}

func serviceProtocols(ports []corev1.ServicePort) []corev1.ServicePort {
	var all []*corev1.Protocol
	for i := range ports {
		all = append(all, &ports[i].Protocol)
	}
	writeOut(all)
	return ports
}

func writeOut(protocols []*corev1.Protocol) {
	mixed := false
	for _, p := range protocols {
		mixed = mixed || *p != ""
	}
	for _, p := range protocols {
		if mixed && *p == "" {
			*p = corev1.ProtocolTCP
		}
	}
}
