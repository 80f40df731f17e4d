package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
)

func filters(e spec.Edge, by entrance) []gateway.HTTPRouteFilter {
	var out []gateway.HTTPRouteFilter
	if len(by.headers) > 0 {
		out = append(out, gateway.HTTPRouteFilter{Type: gateway.HTTPRouteFilterRequestHeaderModifier, RequestHeaderModifier: &gateway.HTTPHeaderFilter{Set: by.headers}})
	}
	if len(e.Headers) > 0 {
		out = append(out, gateway.HTTPRouteFilter{Type: gateway.HTTPRouteFilterResponseHeaderModifier, ResponseHeaderModifier: headerFilter(e.Headers)})
	}
	return out
}

// compatHeaders are those of Fly's request headers that the load balancer can
// make again: the client from its own variable, the port and TLS from the
// listener. A client's own headers of these names are replaced.
// https://fly.io/docs/networking/request-headers/
// https://docs.cloud.google.com/load-balancing/docs/https/custom-headers-global
func compatHeaders(port, ssl string) []gateway.HTTPHeader {
	return []gateway.HTTPHeader{
		{Name: "Fly-Client-IP", Value: "{client_ip_address}"},
		{Name: "Fly-Forwarded-Port", Value: port},
		{Name: "X-Forwarded-Port", Value: port},
		{Name: "X-Forwarded-Ssl", Value: ssl},
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
