package kube_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"github.com/google/go-cmp/cmp"
)

func TestEdge(t *testing.T) {
	web := func(f func(e *spec.Edge)) spec.App {
		a := spectest.API("production")
		f(&a.Processes[0].Edges[0])
		return a
	}
	same := func(*spec.Edge) {}
	plain := func(e *spec.Edge) { e.Compat, e.ForceHTTPS = true, false }
	in := func(f func(e *spec.Environment)) spec.Environment { e := spectest.Production(); f(&e); return e }
	quiet := in(func(*spec.Environment) {})
	ownKind := in(func(e *spec.Environment) { e.GRPCRoutes = true })
	grpc := func(e *spec.Edge) {
		e.GRPC, e.Health.Type, e.Headers = true, "GRPC", []spec.Header{{Name: "Server", Remove: true}}
	}
	tests := map[string]struct {
		env        spec.Environment
		app        spec.App
		kind, name string
		path, want string
	}{
		"without a decision no policy of Cloud Armor's is named": {quiet, web(same), "GCPBackendPolicy", "acme-api-web", "spec default securityPolicy", "none"},
		"a policy of Cloud Armor's holds for every back end":     {in(func(e *spec.Environment) { e.SecurityPolicy = "edge" }), web(same), "GCPBackendPolicy", "acme-api-web", "spec default securityPolicy", `"edge"`},
		"a tenth of the requests is a tenth of a million":        {in(func(e *spec.Environment) { e.LogPercent = 10 }), web(same), "GCPBackendPolicy", "acme-api-web", "spec default logging", `{"enabled":true,"sampleRate":100000}`},
		"no log is said":                              {quiet, web(same), "GCPBackendPolicy", "acme-api-web", "spec default logging", `{"enabled":false}`},
		"a client may stay on a pod":                  {quiet, web(func(e *spec.Edge) { e.Affinity = "cookie" }), "GCPBackendPolicy", "acme-api-web", "spec default sessionAffinity type", `"GENERATED_COOKIE"`},
		"or be known by its address":                  {quiet, web(func(e *spec.Edge) { e.Affinity = "ip" }), "GCPBackendPolicy", "acme-api-web", "spec default sessionAffinity type", `"CLIENT_IP"`},
		"what the check saw is logged":                {quiet, web(same), "HealthCheckPolicy", "acme-api-web", "spec default logConfig enabled", "true"},
		"behind TLS the app is told so":               {quiet, web(plain), "HTTPRoute", "acme-api-web", "spec rules 0 filters 0 requestHeaderModifier set 3 value", `"on"`},
		"a route for TLS isn't at the plain listener": {quiet, web(plain), "HTTPRoute", "acme-api-web", "spec parentRefs 1", "none"},
		"without TLS it is told that":                 {quiet, web(plain), "HTTPRoute", "acme-api-web-plain-http", "spec rules 0 filters 0 requestHeaderModifier set 3 value", `"off"`},
		"a plain route is at the plain listener":      {quiet, web(plain), "HTTPRoute", "acme-api-web-plain-http", "spec parentRefs 0 sectionName", `"http"`},
		"forced to TLS, there is one route":           {quiet, web(func(e *spec.Edge) { e.Compat = true }), "HTTPRoute", "acme-api-web-plain-http", "", "none"},
		"gRPC has a route like any other":             {quiet, web(grpc), "HTTPRoute", "acme-api-web", "spec hostnames", `["api.acme.example"]`},
		"where wanted, of its own kind":               {ownKind, web(grpc), "GRPCRoute", "acme-api-web", "spec hostnames", `["api.acme.example"]`},
		"and then no other takes the host":            {ownKind, web(grpc), "HTTPRoute", "acme-api-web", "", "none"},
		"that kind leads to the same port":            {ownKind, web(grpc), "GRPCRoute", "acme-api-web", "spec rules 0 backendRefs 0 port", "8080"},
		"it takes headers off as well":                {ownKind, web(grpc), "GRPCRoute", "acme-api-web", "spec rules 0 filters 0 responseHeaderModifier remove", `["Server"]`},
		"HTTP keeps its kind beside it":               {ownKind, web(same), "HTTPRoute", "acme-api-web", "spec hostnames", `["api.acme.example"]`},
		"a gRPC check asks the port that serves":      {quiet, web(grpc), "HealthCheckPolicy", "acme-api-web", "spec default config grpcHealthCheck", `{"portSpecification":"USE_SERVING_PORT"}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := field(object(t, kube.Around{Env: tt.env}, tt.app, tt.kind, tt.name), tt.path)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s/%s %s (-want +got):\n%s", tt.kind, tt.name, tt.path, diff)
			}
		})
	}
}
