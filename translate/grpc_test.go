package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

func TestGRPC(t *testing.T) {
	const h2 = "[http_service]\ninternal_port = 8080\n" + webCheck + "[http_service.http_options]\nh2_backend = true\n"
	const tcp = "[http_service]\ninternal_port = 8080\n[http_service.http_options]\nh2_backend = true\n"
	const tls = "[[services]]\ninternal_port = 50051\n[[services.tcp_checks]]\ninterval = \"10s\"\n[[services.ports]]\nport = 443\nhandlers = [\"tls\"]\ntls_options = { alpn = [\"h2\"] }\n"
	with := func(decided string, names ...string) []func(*translate.AppInput) {
		return settled(t, func(in *translate.AppInput) {
			in.Decisions.GRPC = decided
			for _, n := range names {
				in.Code = append(in.Code, source.Hit{Kind: source.GRPC, Name: n})
			}
		})
	}
	is := func(a spec.App) any {
		e := firstEdge(a)
		return []any{e.GRPC, a.Processes[0].Ports[0].H2C, e.Health.Type}
	}
	probe := func(a spec.App) any { r := a.Processes[0].Readiness; return []any{r.Type, r.Port, r.Number} }
	const h2Told, guess = "FLY016 changed http_service.http_options.h2_backend", "FLY016 changed http_service.internal_port"
	run(t, map[string]behaviour{
		"HTTP/2 alone is no gRPC":                             {add: h2, change: with(""), check: is, is: []any{false, true, "HTTP"}, want: []string{h2Told}},
		"a gRPC server behind it is a sign":                   {add: h2, change: with("", source.GRPCServer), check: is, is: []any{true, true, "HTTP"}, want: []string{guess, h2Told}},
		"a health service in the code is no proof":            {add: h2, change: with("", source.GRPCServer, source.GRPCHealth), check: is, is: []any{true, true, "HTTP"}, want: []string{guess, h2Told}},
		"a person says that it is none":                       {add: h2, change: with("none", source.GRPCServer), check: is, is: []any{false, true, "HTTP"}, want: []string{h2Told}},
		"a person says that it has a health service":          {add: h2, change: with("health"), check: is, is: []any{true, true, "GRPC"}, want: []string{h2Told}},
		"then the pod is asked the same":                      {add: h2, change: with("health"), check: probe, is: []any{"grpc", "", 8080}, want: []string{h2Told}},
		"without one the port is only opened":                 {add: tcp, change: with("no-health"), check: is, is: []any{true, true, "TCP"}, want: []string{"FLY011 changed http_service.checks", h2Told}},
		"a decision means HTTP/2 where the file says nothing": {add: web + webCheck, change: with("health"), check: is, is: []any{true, true, "GRPC"}},
		"TLS for h2 alone is how Fly serves gRPC": {
			add: tls, change: with(""), check: is, is: []any{true, true, "TCP"},
			want: []string{"FLY016 changed services[0].internal_port", "FLY015 changed services[0].ports[0].port", "FLY016 changed services[0].ports[0].tls_options.alpn"},
		},
		"it needs no address of its own": {
			add: tls, change: with("no-health"), check: func(a spec.App) any { return len(a.Processes[0].L4) }, is: 0,
			want: []string{"FLY015 changed services[0].ports[0].port", "FLY016 changed services[0].ports[0].tls_options.alpn"},
		},
	})
}

func TestGRPCStreamsAreLong(t *testing.T) {
	app, _ := ofFile(t, quiet+web+webCheck, settled(t, func(in *translate.AppInput) { in.Decisions.Timeout, in.Decisions.GRPC = 0, "no-health" })...)
	equal(t, 86400, firstEdge(app).Timeout)
}
