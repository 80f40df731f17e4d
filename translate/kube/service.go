package kube

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// services are the Service of a process group, a headless one for a
// StatefulSet's names, and one load balancer per raw public port.
func (w *writer) services(p spec.Process) {
	name := w.workloadName(p.Name)
	if serves(p) {
		w.service(name, p, clusterIP(p, servicePorts(p)))
		for i, port := range servicePorts(p) {
			w.trace(w.path(p, "ports."+port.TargetPort.StrVal), "Service", name, fmt.Sprintf("spec.ports[%d].port", i))
		}
	}
	if len(p.Volumes) > 0 {
		headless := clusterIP(p, nil)
		headless.ClusterIP = corev1.ClusterIPNone
		w.service(headlessName(name), p, headless)
	}
	w.loadBalancers(name, p)
}

// serves says whether anybody reaches the group by a Service. On Fly a group
// without services has no name of its own at the proxy either.
func serves(p spec.Process) bool { return len(p.Edges)+len(p.Private) > 0 }

func headlessName(workload string) string { return label(workload+"-pods", longestLabel) }

func (w *writer) service(name string, p spec.Process, s corev1.ServiceSpec) *corev1.Service {
	svc := &corev1.Service{TypeMeta: typeMeta("v1", "Service"), ObjectMeta: w.meta(name, containerName(p.Name)), Spec: s}
	svc.Spec.Selector = w.podLabels(p.Name)
	w.add(Base, "service.yaml", "Service", name, svc)
	return svc
}

func clusterIP(_ spec.Process, ports []corev1.ServicePort) corev1.ServiceSpec {
	return corev1.ServiceSpec{Ports: ports}
}

// servicePorts has every port under its own number, because callers of
// app.internal use the container's port, and every private port under the
// number that callers of app.flycast use.
func servicePorts(p spec.Process) []corev1.ServicePort {
	var out []corev1.ServicePort
	seen := map[string]bool{}
	for _, port := range p.Ports {
		out = appendPort(out, seen, port, port.Name, port.Number)
	}
	for _, private := range p.Private {
		if port, ok := portNamed(p, private.Port); ok && private.Public > 0 {
			out = appendPort(out, seen, port, label(fmt.Sprintf("%s-%d", port.Name, private.Public), longestLabel), private.Public)
		}
	}
	return serviceProtocols(out)
}

func appendPort(out []corev1.ServicePort, seen map[string]bool, port spec.Port, name string, number int) []corev1.ServicePort {
	key := fmt.Sprintf("%d/%s", number, udp(port.Protocol))
	if seen[key] {
		return out
	}
	seen[key] = true
	sp := corev1.ServicePort{Name: name, Port: int32(number), TargetPort: intstr.FromString(port.Name), Protocol: udp(port.Protocol)}
	if port.H2C {
		h2c := "kubernetes.io/h2c"
		sp.AppProtocol = &h2c
	}
	return append(out, sp)
}

func portNamed(p spec.Process, name string) (spec.Port, bool) {
	for _, port := range p.Ports {
		if port.Name == name {
			return port, true
		}
	}
	return spec.Port{}, false
}
