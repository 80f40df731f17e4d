package verify

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
)

// scrapedPorts checks that some pod has the port that is scraped.
func (s scene) scrapedPorts(o object, m *crds.PodMonitoring) []Finding {
	selector, err := metav1.LabelSelectorAsSelector(&m.Spec.Selector)
	if err != nil {
		return []Finding{s.fault(o, "spec.selector", err.Error(), "a label selector", "correct the selector")}
	}
	var found []Finding
	for i, endpoint := range m.Spec.Endpoints {
		scraped := slices.ContainsFunc(s.pods, func(p pods) bool {
			inside := o.GetNamespace() == "" || p.owner.GetNamespace() == o.GetNamespace()
			return inside && selector.Matches(p.labels) && podHasPort(p, endpoint.Port)
		})
		if !scraped && endpoint.Port.Type == intstr.String {
			found = append(found, s.fault(o, fmt.Sprintf("spec.endpoints[%d].port", i),
				"port "+endpoint.Port.String()+", which no selected pod has", "a port name of the pods",
				"correct the name or declare the port on the container"))
		}
	}
	return found
}

// healthCheck checks the load balancer's own check: its kind is filled in, and
// it asks a port that pods behind the Service have.
func (s scene) healthCheck(o object, policy *crds.HealthCheckPolicy) []Finding {
	if policy.Spec.Default == nil || policy.Spec.Default.Config == nil {
		return nil
	}
	config := policy.Spec.Default.Config
	field, specification, port := checkedPort(config)
	if field == "" {
		return []Finding{s.fault(o, "spec.default.config.type", "type "+config.Type+" without its settings",
			"the health check that the type names", "fill in the settings for "+config.Type)}
	}
	if specification != "USE_FIXED_PORT" {
		return nil
	}
	for _, service := range s.objects {
		t, ok := service.typed.(*corev1.Service)
		if !ok || t.Namespace != o.GetNamespace() || t.Name != policy.Spec.TargetRef.Name {
			continue
		}
		if slices.ContainsFunc(s.behind(t), func(p pods) bool { return podHasPort(p, intstr.FromInt32(int32(port))) }) {
			return nil
		}
	}
	return []Finding{s.fault(o, "spec.default.config."+field+".port",
		fmt.Sprintf("port %d, which no pod behind Service %s has", port, policy.Spec.TargetRef.Name),
		"a container port", "correct the port: the load balancer would find every pod unhealthy")}
}

// checkedPort is the settings of the check that the type names: the field, how
// the port is chosen and the fixed port. The field is empty if there are none.
func checkedPort(c *crds.HealthCheckKind) (field, specification string, port int64) {
	http := func(field string, h *crds.HTTPHealthCheck) (string, string, int64) {
		if h == nil {
			return "", "", 0
		}
		return field, h.PortSpecification, h.Port
	}
	switch c.Type {
	case "HTTP":
		return http("httpHealthCheck", c.HTTPHealthCheck)
	case "HTTPS":
		return http("httpsHealthCheck", c.HTTPSHealthCheck)
	case "HTTP2":
		return http("http2HealthCheck", c.HTTP2HealthCheck)
	case "TCP":
		if c.TCPHealthCheck != nil {
			return "tcpHealthCheck", c.TCPHealthCheck.PortSpecification, c.TCPHealthCheck.Port
		}
	case "GRPC":
		if c.GRPCHealthCheck != nil {
			return "grpcHealthCheck", c.GRPCHealthCheck.PortSpecification, c.GRPCHealthCheck.Port
		}
	}
	return "", "", 0
}

// routes checks that the Gateway's listeners let a route's namespace in, and
// that every Service that takes traffic has a health check of its own.
func (s scene) routes() outcome {
	var seen outcome
	for _, o := range s.own {
		refs, ok := routeParents(o)
		if !ok {
			continue
		}
		for i, parent := range refs {
			seen.checked++
			if listener, ok := s.closedListener(o.GetNamespace(), parent); ok {
				seen.findings = append(seen.findings, s.fault(o, fmt.Sprintf("spec.parentRefs[%d]", i),
					"listener "+listener+", which takes no routes from namespace "+o.GetNamespace(),
					"a listener whose allowedRoutes select the namespace", "label the namespace as the listener asks"))
			}
		}
		seen.findings = append(seen.findings, s.unchecked(o)...)
	}
	return seen
}

// routeParents are the Gateways of a route; false for an object that is none.
func routeParents(o object) ([]gateway.ParentReference, bool) {
	switch route := o.typed.(type) {
	case *gateway.HTTPRoute:
		return route.Spec.ParentRefs, true
	case *gateway.GRPCRoute:
		return route.Spec.ParentRefs, true
	}
	return nil, false
}

// closedListener names a listener that refuses the route's namespace.
func (s scene) closedListener(namespace string, parent gateway.ParentReference) (string, bool) {
	to := parents(namespace, []gateway.ParentReference{parent})[0]
	for _, o := range s.objects {
		gw, ok := o.typed.(*gateway.Gateway)
		if !ok || o.ref() != to.to {
			continue
		}
		for _, listener := range gw.Spec.Listeners {
			if string(listener.Name) == to.key && !s.lets(listener, gw.Namespace, namespace) {
				return to.key, true
			}
		}
	}
	return "", false
}

func (s scene) lets(listener gateway.Listener, home, namespace string) bool {
	if listener.AllowedRoutes == nil || listener.AllowedRoutes.Namespaces == nil || listener.AllowedRoutes.Namespaces.From == nil {
		return home == namespace
	}
	allowed := listener.AllowedRoutes.Namespaces
	switch *allowed.From {
	case gateway.NamespacesFromAll:
		return true
	case gateway.NamespacesFromSelector:
		labels, made := s.namespaceLabels(namespace)
		selector, err := metav1.LabelSelectorAsSelector(allowed.Selector)
		return !made || err == nil && selector.Matches(labels)
	}
	return home == namespace
}

func (s scene) namespaceLabels(name string) (labels.Set, bool) {
	for _, o := range s.objects {
		if o.GetKind() == "Namespace" && o.GetName() == name {
			return o.GetLabels(), true
		}
	}
	return nil, false
}

// unchecked finds Services behind a route without a HealthCheckPolicy: the load
// balancer would ask for GET / and want 200.
func (s scene) unchecked(o object) []Finding {
	checked := map[string]bool{}
	for _, other := range s.objects {
		if policy, ok := other.typed.(*crds.HealthCheckPolicy); ok && policy.Namespace == o.GetNamespace() {
			checked[policy.Spec.TargetRef.Name] = true
		}
	}
	var found []Finding
	for _, r := range references(o) {
		if r.to.kind == "Service" && r.key == "" && r.to.namespace == o.GetNamespace() && !checked[r.to.name] {
			found = append(found, s.fault(o, r.field, "Service "+r.to.name+" without a HealthCheckPolicy",
				"a policy that names the path the app answers", "add a HealthCheckPolicy; without one the check is GET / and wants 200").warning())
		}
	}
	return found
}
