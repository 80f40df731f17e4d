package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
)

// grpcRoute stands in for the HTTPRoute of a host whose every request is gRPC.
// The two kinds never share a host: the Gateway API refuses the younger one.
// https://gateway-api.sigs.k8s.io/reference/api-spec/main/spec/#grpcroutespec
func (w *writer) grpcRoute(p spec.Process, e spec.Edge, by entrance, name, service string, port spec.Port, hosts []string) *gateway.GRPCRoute {
	r := &gateway.GRPCRoute{TypeMeta: typeMeta(gateway.GroupVersion.String(), grpcRoute), ObjectMeta: w.meta(name, containerName(p.Name))}
	r.Spec.ParentRefs, r.Spec.Hostnames = parents(w.around.Env, by), hostnames(hosts)
	backend := gateway.GRPCBackendRef{BackendRef: backendRef(service, port)}
	r.Spec.Rules = []gateway.GRPCRouteRule{{Filters: grpcFilters(e, by), BackendRefs: []gateway.GRPCBackendRef{backend}}}
	return r
}

func grpcFilters(e spec.Edge, by entrance) []gateway.GRPCRouteFilter {
	var out []gateway.GRPCRouteFilter
	for _, f := range filters(e, by) {
		out = append(out, gateway.GRPCRouteFilter{
			Type: gateway.GRPCRouteFilterType(f.Type), RequestHeaderModifier: f.RequestHeaderModifier, ResponseHeaderModifier: f.ResponseHeaderModifier,
		})
	}
	return out
}
