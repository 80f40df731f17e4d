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

func TestRawPorts(t *testing.T) {
	app := spectest.API("production")
	app.Processes[0].Ports = append(app.Processes[0].Ports, spec.Port{Name: "udp-53", Number: 53, Protocol: "UDP"})
	app.Processes[0].L4 = []spec.L4{
		{Port: "http", Public: 53, Protocol: "TCP", Address: "api--web"},
		{Port: "udp-53", Public: 53, Protocol: "UDP", Address: "api--web"},
		{Port: "http", Public: 54, Protocol: "TCP", Address: "api--web"},
	}
	tests := map[string]struct{ name, path, want string }{
		"ports of one protocol share a Service": {"acme-api-web-public", "spec ports 1 port", "54"},
		"the other protocol has its own":        {"acme-api-web-public-udp", "spec ports 0 protocol", `"UDP"`},
		"at the same address":                   {"acme-api-web-public-udp", "metadata annotations networking.gke.io/load-balancer-ip-addresses", `"api--web"`},
		"the client's address is kept":          {"acme-api-web-public", "spec externalTrafficPolicy", `"Local"`},
		"the address is an IPv4 one":            {"acme-api-web-public", "spec ipFamilies", `["IPv4"]`},
		"on a dual-stack cluster, too":          {"acme-api-web-public", "spec ipFamilyPolicy", `"SingleStack"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := field(object(t, kube.Around{Env: spectest.Production()}, app, "Service", tt.name), tt.path)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.path, diff)
			}
		})
	}
	policy := object(t, kube.Around{Env: spectest.Production()}, app, "NetworkPolicy", "acme-api")
	if got := field(policy, "spec ingress 1 from"); got != `[{"ipBlock":{"cidr":"0.0.0.0/0"}}]` {
		t.Errorf("clients come from %s", got)
	}
	if got := field(policy, "spec ingress 1 ports"); got != `[{"port":8080,"protocol":"TCP"},{"port":53,"protocol":"UDP"}]` {
		t.Errorf("they reach %s", got)
	}
}

func TestCopiesThatFindEachOther(t *testing.T) {
	company := spectest.Acme()
	for i := range company.Apps {
		company.Apps[i].Peers = company.Apps[i].Name == "acme-api"
	}
	platform := kube.Platform(company, company.Environments[0])
	if got := field(found(t, platform, "Service", "acme-api"), "spec externalName"); got != `"acme-api-peers.acme-api.svc.cluster.local"` {
		t.Errorf("acme-api.internal is %s", got)
	}
	app := spectest.API("production")
	app.Peers = true
	peers := object(t, kube.Around{Env: spectest.Production()}, app, "Service", "acme-api-peers")
	for path, want := range map[string]string{
		"spec clusterIP": `"None"`, "spec publishNotReadyAddresses": "true", "spec ports": "none",
		"spec selector": `{"app.kubernetes.io/name":"acme-api"}`,
	} {
		if got := field(peers, path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}
