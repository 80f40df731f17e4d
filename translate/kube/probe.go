package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func probe(p *spec.Probe) *corev1.Probe {
	if p == nil {
		return nil
	}
	return &corev1.Probe{
		ProbeHandler:     handler(p),
		PeriodSeconds:    int32(p.Period),
		TimeoutSeconds:   int32(p.Timeout),
		FailureThreshold: int32(p.Failures),
		SuccessThreshold: int32(p.Successes),
	}
}

func handler(p *spec.Probe) corev1.ProbeHandler {
	switch p.Type {
	case "http":
		return corev1.ProbeHandler{HTTPGet: httpGet(p)}
	case "exec":
		return corev1.ProbeHandler{Exec: &corev1.ExecAction{Command: p.Command}}
	case "grpc":
		return corev1.ProbeHandler{GRPC: &corev1.GRPCAction{Port: int32(p.Number)}}
	}
	return corev1.ProbeHandler{TCPSocket: &corev1.TCPSocketAction{Port: probePort(p)}}
}

func httpGet(p *spec.Probe) *corev1.HTTPGetAction {
	get := &corev1.HTTPGetAction{Path: p.Path, Port: probePort(p)}
	if p.HTTPS {
		get.Scheme = corev1.URISchemeHTTPS
	}
	for _, h := range p.Headers {
		get.HTTPHeaders = append(get.HTTPHeaders, corev1.HTTPHeader{Name: h.Name, Value: h.Value})
	}
	return get
}

func probePort(p *spec.Probe) intstr.IntOrString {
	if p.Port != "" {
		return intstr.FromString(p.Port)
	}
	return intstr.FromInt32(int32(p.Number))
}
