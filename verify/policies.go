package verify

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// frontEnds are the ranges that Google's load balancers connect from, for
// traffic and for health checks.
// https://docs.cloud.google.com/load-balancing/docs/firewall-rules
func frontEnds() []string { return []string{"35.191.0.0/16", "130.211.0.0/22"} }

// networkPolicies checks the ports that policies name, and that the load
// balancer reaches every pod that a route sends to.
func (s scene) networkPolicies() outcome {
	var seen outcome
	for _, o := range s.own {
		policy, ok := o.typed.(*networkingv1.NetworkPolicy)
		if !ok {
			continue
		}
		seen.checked++
		for i, rule := range policy.Spec.Ingress {
			for j, port := range rule.Ports {
				if port.Port != nil && !s.selectedHas(policy, *port.Port) {
					seen.findings = append(seen.findings, s.fault(o, fmt.Sprintf("spec.ingress[%d].ports[%d].port", i, j),
						"port "+port.Port.String()+", which no selected pod has", "a container port (not a Service port)",
						"correct the port: what should come in is refused"))
				}
			}
		}
	}
	for _, o := range s.own {
		if _, ok := routeParents(o); ok {
			seen.findings = append(seen.findings, s.shutOut(o)...)
		}
	}
	return seen
}

// selectedHas says whether a pod that the policy selects has the port. Without
// any selected pod the selectors rung speaks.
func (s scene) selectedHas(policy *networkingv1.NetworkPolicy, port intstr.IntOrString) bool {
	selector, err := metav1.LabelSelectorAsSelector(&policy.Spec.PodSelector)
	any := false
	for _, p := range s.pods {
		if err != nil || p.owner.GetNamespace() != policy.Namespace || !selector.Matches(p.labels) {
			continue
		}
		if any = true; podHasPort(p, port) {
			return true
		}
	}
	return !any
}

// shutOut finds backends that network policies close to the load balancer.
func (s scene) shutOut(o object) []Finding {
	var found []Finding
	for _, r := range references(o) {
		service := s.service(r.to)
		if service == nil || r.key == "" {
			continue
		}
		for _, p := range s.behind(service) {
			port := targetPort(service, r.key)
			if port.Type == intstr.String && !podHasPort(p, port) {
				continue // servicePorts says so
			}
			if policy, ok := s.closed(p, port); ok {
				found = append(found, s.fault(policy, "spec.ingress",
					fmt.Sprintf("no way in from the load balancer to port %s of %s", port.String(), p.owner.id()),
					fmt.Sprintf("ingress from %s and %s", frontEnds()[0], frontEnds()[1]),
					"allow the load balancer's ranges on the container port"))
			}
		}
	}
	return found
}

func (s scene) service(at ref) *corev1.Service {
	for _, o := range s.objects {
		if service, ok := o.typed.(*corev1.Service); ok && o.ref() == at {
			return service
		}
	}
	return nil
}

// targetPort is the container port behind a Service port.
func targetPort(service *corev1.Service, port string) intstr.IntOrString {
	for _, p := range service.Spec.Ports {
		if fmt.Sprint(p.Port) == port && p.TargetPort != (intstr.IntOrString{}) {
			return p.TargetPort
		}
	}
	return intstr.Parse(port)
}

// closed finds a policy that selects the pods, if none of those that do lets
// the load balancer in. Policies add up: one that allows is enough.
func (s scene) closed(p pods, port intstr.IntOrString) (object, bool) {
	var last object
	any := false
	for _, o := range s.objects {
		policy, ok := o.typed.(*networkingv1.NetworkPolicy)
		if !ok || !appliesTo(policy, p) {
			continue
		}
		if allows(policy, p, port) {
			return object{}, false
		}
		last, any = o, true
	}
	return last, any
}

func appliesTo(policy *networkingv1.NetworkPolicy, p pods) bool {
	selector, err := metav1.LabelSelectorAsSelector(&policy.Spec.PodSelector)
	ingress := len(policy.Spec.PolicyTypes) == 0
	for _, t := range policy.Spec.PolicyTypes {
		ingress = ingress || t == networkingv1.PolicyTypeIngress
	}
	return err == nil && ingress && policy.Namespace == p.owner.GetNamespace() && selector.Matches(p.labels)
}

func allows(policy *networkingv1.NetworkPolicy, p pods, port intstr.IntOrString) bool {
	open := map[string]bool{}
	for _, rule := range policy.Spec.Ingress {
		if !opensPort(rule.Ports, p, port) {
			continue
		}
		if len(rule.From) == 0 {
			return true
		}
		for _, from := range rule.From {
			if from.IPBlock != nil {
				open[from.IPBlock.CIDR] = true
			}
		}
	}
	if open["0.0.0.0/0"] {
		return true
	}
	for _, cidr := range frontEnds() {
		if !open[cidr] {
			return false
		}
	}
	return true
}

// opensPort compares ports by name or number, whichever each side uses.
func opensPort(ports []networkingv1.NetworkPolicyPort, p pods, port intstr.IntOrString) bool {
	if len(ports) == 0 {
		return true
	}
	for _, open := range ports {
		if open.Port == nil || *open.Port == port {
			return true
		}
		for _, c := range containers(&p.template.Spec, p.path) {
			for _, declared := range c.Ports {
				one := []corev1.ContainerPort{declared}
				if hasPort(one, *open.Port) && hasPort(one, port) {
					return true
				}
			}
		}
	}
	return false
}
