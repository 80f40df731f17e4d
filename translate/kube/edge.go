package kube

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"k8s.io/utils/ptr"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
)

// A route takes at most 16 host names.
// https://gateway-api.sigs.k8s.io/reference/api-spec/main/spec/#httproutespec
const hostsPerRoute = 16

// edges writes the HTTP side of a process group: routes from its hosts, the
// load balancer's own check, and its behaviour towards the pods. A policy
// applies to a whole Service, so a second public port gets a Service of its own.
func (w *writer) edges(p spec.Process) {
	for i, e := range p.Edges {
		port, ok := portNamed(p, e.Port)
		if !ok {
			continue
		}
		service := w.workloadName(p.Name)
		if i > 0 {
			service = label(service+"-"+port.Name, longestLabel)
			w.service(service, p, clusterIP(p, servicePorts(spec.Process{Ports: []spec.Port{port}})))
		}
		w.routes(p, e, service, port)
		w.healthCheck(p, e, service, port)
		w.backendPolicy(p, e, service)
	}
}

// routes has none without a host: a route for all hosts would take those of
// every other app on the shared Gateway.
func (w *writer) routes(p spec.Process, e spec.Edge, service string, port spec.Port) {
	n := 0
	for hosts := range slices.Chunk(e.Hosts, hostsPerRoute) {
		n++
		name := service
		if n > 1 {
			name = label(fmt.Sprintf("%s-%d", service, n), longestLabel)
		}
		w.add(Base, "httproute.yaml", "HTTPRoute", name, w.route(p, e, name, service, port, hosts))
		w.traceRoute(p, e, name)
	}
}

func (w *writer) route(p spec.Process, e spec.Edge, name, service string, port spec.Port, hosts []string) *gateway.HTTPRoute {
	r := &gateway.HTTPRoute{TypeMeta: typeMeta(gateway.GroupVersion.String(), "HTTPRoute"), ObjectMeta: w.meta(name, containerName(p.Name))}
	r.Spec.ParentRefs = parents(w.around.Env, e)
	for _, h := range hosts {
		r.Spec.Hostnames = append(r.Spec.Hostnames, gateway.Hostname(h))
	}
	backend := gateway.HTTPBackendRef{}
	backend.Name = gateway.ObjectName(service)
	backend.Port = ptr.To(gateway.PortNumber(port.Number))
	r.Spec.Rules = []gateway.HTTPRouteRule{{Filters: filters(e), BackendRefs: []gateway.HTTPBackendRef{backend}}}
	return r
}

// parents attaches to the https listener, and to the http one when the app
// doesn't force https: its host is more specific than the redirect for all.
func parents(env spec.Environment, e spec.Edge) []gateway.ParentReference {
	var refs []gateway.ParentReference
	for _, name := range gateways(env) {
		refs = append(refs, listener(name, "https"))
		if !e.ForceHTTPS {
			refs = append(refs, listener(name, "http"))
		}
	}
	return refs
}

func listener(name, section string) gateway.ParentReference {
	return gateway.ParentReference{
		Namespace:   ptr.To(gateway.Namespace(gatewayNamespace)),
		Name:        gateway.ObjectName(name),
		SectionName: ptr.To(gateway.SectionName(section)),
	}
}

func filters(e spec.Edge) []gateway.HTTPRouteFilter {
	var out []gateway.HTTPRouteFilter
	if e.Compat {
		out = append(out, gateway.HTTPRouteFilter{Type: gateway.HTTPRouteFilterRequestHeaderModifier, RequestHeaderModifier: &gateway.HTTPHeaderFilter{Set: compatHeaders()}})
	}
	if len(e.Headers) > 0 {
		out = append(out, gateway.HTTPRouteFilter{Type: gateway.HTTPRouteFilterResponseHeaderModifier, ResponseHeaderModifier: headerFilter(e.Headers)})
	}
	return out
}

// compatHeaders are those of Fly's request headers that the load balancer can
// make again from its own variables.
// https://fly.io/docs/networking/request-headers/
// https://docs.cloud.google.com/load-balancing/docs/https/custom-headers-global
func compatHeaders() []gateway.HTTPHeader {
	return []gateway.HTTPHeader{
		{Name: "Fly-Client-IP", Value: "{client_ip_address}"},
		{Name: "X-Forwarded-Ssl", Value: "on"},
	}
}

func headerFilter(hs []spec.Header) *gateway.HTTPHeaderFilter {
	f := &gateway.HTTPHeaderFilter{}
	for _, h := range hs {
		if h.Remove {
			f.Remove = append(f.Remove, h.Name)
			continue
		}
		f.Set = append(f.Set, gateway.HTTPHeader{Name: gateway.HTTPHeaderName(h.Name), Value: h.Value})
	}
	return f
}
