package verify

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
)

// scene is an environment as the ports rung sees it.
type scene struct {
	*site
	own     []object // checked here
	objects []object // what they see
	pods    []pods   // of objects
}

// portsAgree checks that what talks about ports, replicas and health agrees:
// containers, probes, Services, routes, network policies, autoscalers, budgets.
func portsAgree(s *site) outcome {
	seen := outcome{skipped: s.unjudged()}
	for _, v := range s.views() {
		here := scene{s, v.own, v.seen, workloads(v.seen)}
		for _, p := range workloads(v.own) {
			seen.add(len(p.template.Spec.Containers), here.podPorts(p))
		}
		for _, o := range v.own {
			switch t := o.typed.(type) {
			case *corev1.Service:
				seen.add(len(t.Spec.Ports), here.servicePorts(o, t))
			case *crds.PodMonitoring:
				seen.add(len(t.Spec.Endpoints), here.scrapedPorts(o, t))
			case *crds.HealthCheckPolicy:
				seen.add(1, here.healthCheck(o, t))
			}
		}
		seen.join(here.networkPolicies())
		seen.join(here.routes())
		seen.join(here.budgets())
		seen.join(here.autoscalers())
	}
	return seen
}

func (o *outcome) add(checked int, findings []Finding) {
	o.checked += checked
	o.findings = append(o.findings, findings...)
}

func (o *outcome) join(other outcome) { o.add(other.checked, other.findings) }

// podPorts checks the ports of one pod: names, doubles, probes, stop times.
func (s scene) podPorts(p pods) []Finding {
	var found []Finding
	names := map[string]bool{}
	for _, c := range containers(&p.template.Spec, p.path) {
		for i, port := range c.Ports {
			if port.Name == "" {
				continue
			}
			field := fmt.Sprintf("%s.ports[%d].name", c.path, i)
			for _, problem := range validation.IsValidPortName(port.Name) {
				found = append(found, s.fault(p.owner, field, "port name "+port.Name, problem, "choose a shorter or simpler name"))
			}
			if names[port.Name] {
				found = append(found, s.fault(p.owner, field, "a second port "+port.Name, "each name once in a pod", "rename one of them"))
			}
			names[port.Name] = true
		}
		found = append(found, s.probes(p, c)...)
	}
	return append(found, s.stopTime(p)...)
}

func (s scene) probes(p pods, c container) []Finding {
	var found []Finding
	for _, probe := range []struct {
		field string
		*corev1.Probe
	}{{"startupProbe", c.StartupProbe}, {"readinessProbe", c.ReadinessProbe}, {"livenessProbe", c.LivenessProbe}} {
		if probe.Probe == nil {
			continue
		}
		port, field := probePort(probe.Probe)
		if port == nil || port.Type == intstr.Int || hasPort(c.Ports, *port) {
			continue
		}
		found = append(found, s.fault(p.owner, c.path+"."+probe.field+"."+field+".port",
			"a probe of port "+port.String()+", which container "+c.Name+" doesn't have",
			"a port name of the container", "correct the name or add the port"))
	}
	return found
}

func probePort(probe *corev1.Probe) (*intstr.IntOrString, string) {
	switch {
	case probe.HTTPGet != nil:
		return &probe.HTTPGet.Port, "httpGet"
	case probe.TCPSocket != nil:
		return &probe.TCPSocket.Port, "tcpSocket"
	}
	return nil, ""
}

// stopTime checks that a pod isn't killed while it still sleeps before the stop
// signal.
func (s scene) stopTime(p pods) []Finding {
	grace := int64(corev1.DefaultTerminationGracePeriodSeconds)
	if p.template.Spec.TerminationGracePeriodSeconds != nil {
		grace = *p.template.Spec.TerminationGracePeriodSeconds
	}
	var found []Finding
	for _, c := range containers(&p.template.Spec, p.path) {
		if c.Lifecycle == nil || c.Lifecycle.PreStop == nil || c.Lifecycle.PreStop.Sleep == nil {
			continue
		}
		if sleep := c.Lifecycle.PreStop.Sleep.Seconds; sleep >= grace {
			found = append(found, s.fault(p.owner, c.path+".lifecycle.preStop.sleep.seconds",
				fmt.Sprintf("a sleep of %d s before the stop signal, and %d s in all", sleep, grace),
				"time left to stop", "raise terminationGracePeriodSeconds above the sleep"))
		}
	}
	return found
}

// servicePorts checks that every target port is a port of the pods behind it.
func (s scene) servicePorts(o object, service *corev1.Service) []Finding {
	if len(service.Spec.Selector) == 0 {
		return nil
	}
	var found []Finding
	for i, port := range service.Spec.Ports {
		target := port.TargetPort
		if target == (intstr.IntOrString{}) {
			target = intstr.FromInt32(port.Port)
		}
		behind := s.behind(service)
		if len(behind) == 0 || slices.ContainsFunc(behind, func(p pods) bool { return podHasPort(p, target) }) {
			continue
		}
		f := s.fault(o, fmt.Sprintf("spec.ports[%d].targetPort", i),
			"target port "+target.String()+", which no pod behind the Service declares",
			"a port of "+behind[0].owner.id(), "correct the port or declare it on the container")
		if target.Type == intstr.Int {
			f = f.warning() // an undeclared number still works, if the process listens there
		}
		found = append(found, f)
	}
	return found
}

// behind lists the workloads whose pods a Service sends to.
func (s scene) behind(service *corev1.Service) []pods {
	var found []pods
	selector := labels.SelectorFromSet(service.Spec.Selector)
	for _, p := range s.pods {
		if p.owner.GetNamespace() == service.Namespace && len(service.Spec.Selector) > 0 && selector.Matches(p.labels) {
			found = append(found, p)
		}
	}
	return found
}

func podHasPort(p pods, port intstr.IntOrString) bool {
	for _, c := range containers(&p.template.Spec, p.path) {
		if hasPort(c.Ports, port) {
			return true
		}
	}
	return false
}

func hasPort(ports []corev1.ContainerPort, port intstr.IntOrString) bool {
	return slices.ContainsFunc(ports, func(p corev1.ContainerPort) bool {
		return port.Type == intstr.String && p.Name == port.StrVal || port.Type == intstr.Int && p.ContainerPort == port.IntVal
	})
}
