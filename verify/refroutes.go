package verify

import (
	"fmt"
	"strconv"

	gateway "sigs.k8s.io/gateway-api/apis/v1"
)

// routeReferences lists the Gateways that a route hangs on and the Services
// that it sends to.
func routeReferences(o object) []reference {
	switch t := o.typed.(type) {
	case *gateway.Gateway:
		return []reference{{"spec.gatewayClassName", ref{kind: "GatewayClass", name: string(t.Spec.GatewayClassName)}, ""}}
	case *gateway.HTTPRoute:
		found := parents(t.Namespace, t.Spec.ParentRefs)
		for i, rule := range t.Spec.Rules {
			for j, backend := range rule.BackendRefs {
				found = append(found, backendReferences(t.Namespace, i, j, backend.BackendObjectReference)...)
			}
		}
		return found
	case *gateway.GRPCRoute:
		found := parents(t.Namespace, t.Spec.ParentRefs)
		for i, rule := range t.Spec.Rules {
			for j, backend := range rule.BackendRefs {
				found = append(found, backendReferences(t.Namespace, i, j, backend.BackendObjectReference)...)
			}
		}
		return found
	}
	return nil
}

// parents are Gateways, and the listener of each as its key.
func parents(namespace string, refs []gateway.ParentReference) []reference {
	var found []reference
	for i, parent := range refs {
		to := ref{kind: "Gateway", namespace: namespace, name: string(parent.Name)}
		if parent.Kind != nil {
			to.kind = string(*parent.Kind)
		}
		if parent.Namespace != nil {
			to.namespace = string(*parent.Namespace)
		}
		listener := ""
		if parent.SectionName != nil {
			listener = string(*parent.SectionName)
		}
		found = append(found, reference{fmt.Sprintf("spec.parentRefs[%d].sectionName", i), to, listener})
	}
	return found
}

// backendReferences is a Service, and the port of it as its key.
func backendReferences(namespace string, rule, at int, backend gateway.BackendObjectReference) []reference {
	to := ref{kind: "Service", namespace: namespace, name: string(backend.Name)}
	if backend.Kind != nil {
		to.kind = string(*backend.Kind)
	}
	if backend.Namespace != nil {
		to.namespace = string(*backend.Namespace)
	}
	path := fmt.Sprintf("spec.rules[%d].backendRefs[%d]", rule, at)
	if backend.Port == nil {
		return []reference{{path + ".name", to, ""}}
	}
	return []reference{{path + ".name", to, ""}, {path + ".port", to, strconv.Itoa(int(*backend.Port))}}
}
