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

// The kinds of routes that an edge may get.
const (
	httpRoute = "HTTPRoute"
	grpcRoute = "GRPCRoute"
)

// RouteKind is the kind of an edge's routes.
func RouteKind(env spec.Environment, e spec.Edge) string {
	if e.GRPC && env.GRPCRoutes {
		return grpcRoute
	}
	return httpRoute
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
		for _, by := range entrances(e) {
			if RouteKind(w.around.Env, e) == grpcRoute {
				w.add(Base, "grpcroute.yaml", grpcRoute, name+by.suffix, w.grpcRoute(p, e, by, name+by.suffix, service, port, hosts))
				continue
			}
			w.add(Base, "httproute.yaml", httpRoute, name+by.suffix, w.route(p, e, by, name+by.suffix, service, port, hosts))
		}
		w.traceRoute(p, e, name)
	}
}

// An entrance is the listeners that one route hangs on, and what the app is told
// of them.
type entrance struct {
	suffix    string // of the route's name
	listeners []string
	headers   []gateway.HTTPHeader
}

// entrances: a route hangs on the https listener, and on the http one when the
// app doesn't force https: its host is more specific than the redirect for all.
// Where the app is told which of them a request came by, each has its own route.
func entrances(e spec.Edge) []entrance {
	switch {
	case e.Compat && !e.ForceHTTPS:
		return []entrance{
			{listeners: []string{"https"}, headers: compatHeaders("443", "on")},
			{suffix: "-plain-http", listeners: []string{"http"}, headers: compatHeaders("80", "off")},
		}
	case e.Compat:
		return []entrance{{listeners: []string{"https"}, headers: compatHeaders("443", "on")}}
	case e.ForceHTTPS:
		return []entrance{{listeners: []string{"https"}}}
	}
	return []entrance{{listeners: []string{"https", "http"}}}
}

func (w *writer) route(p spec.Process, e spec.Edge, by entrance, name, service string, port spec.Port, hosts []string) *gateway.HTTPRoute {
	r := &gateway.HTTPRoute{TypeMeta: typeMeta(gateway.GroupVersion.String(), "HTTPRoute"), ObjectMeta: w.meta(name, containerName(p.Name))}
	r.Spec.ParentRefs, r.Spec.Hostnames = parents(w.around.Env, by), hostnames(hosts)
	backend := gateway.HTTPBackendRef{BackendRef: backendRef(service, port)}
	r.Spec.Rules = []gateway.HTTPRouteRule{{Filters: filters(e, by), BackendRefs: []gateway.HTTPBackendRef{backend}}}
	return r
}

func parents(env spec.Environment, by entrance) []gateway.ParentReference {
	var refs []gateway.ParentReference
	for _, name := range gateways(env) {
		for _, section := range by.listeners {
			refs = append(refs, listener(name, section))
		}
	}
	return refs
}

func hostnames(hosts []string) []gateway.Hostname {
	var out []gateway.Hostname
	for _, h := range hosts {
		out = append(out, gateway.Hostname(h))
	}
	return out
}

func backendRef(service string, port spec.Port) gateway.BackendRef {
	ref := gateway.BackendRef{}
	ref.Name, ref.Port = gateway.ObjectName(service), ptr.To(gateway.PortNumber(port.Number))
	return ref
}

func listener(name, section string) gateway.ParentReference {
	return gateway.ParentReference{
		Namespace:   ptr.To(gateway.Namespace(gatewayNamespace)),
		Name:        gateway.ObjectName(name),
		SectionName: ptr.To(gateway.SectionName(section)),
	}
}
