package translate_test

import (
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
)

const web = `[http_service]
  internal_port = 8080
`

const webCheck = `[[http_service.checks]]
  path = "/up"
`

// settled keeps the rules out that every bare service runs into.
func settled(t *testing.T, more ...func(*translate.AppInput)) []func(*translate.AppInput) {
	floor := 1
	plain := decided(decisions.App{KeepAlive: "set", Timeout: 30, Scaling: &decisions.Scaling{Floor: floor}})
	return append([]func(*translate.AppInput){plain}, more...)
}

func firstEdge(a spec.App) spec.Edge { return a.Processes[0].Edges[0] }

func TestServices(t *testing.T) {
	run(t, map[string]behaviour{
		"a web service with a check is carried": {
			add: web + "force_https = true\nauto_stop_machines = \"off\"\nmin_machines_running = 1\n" + webCheck, change: settled(t),
			check: func(a spec.App) any { return firstEdge(a).ForceHTTPS }, is: true,
		},
		"idle machines that stop keep a copy": {
			add: web + "auto_stop_machines = \"stop\"\nauto_start_machines = true\n" + webCheck, change: settled(t),
			want: []string{"FLY023 changed http_service.auto_stop_machines", "FLY023 changed http_service.auto_start_machines"},
		},
		"suspended machines keep a copy": {
			add: web + "auto_stop_machines = \"suspend\"\n" + webCheck, change: settled(t),
			want:  []string{"FLY023 changed http_service.auto_stop_machines"},
			check: func(a spec.App) any { return a.Processes[0].Replicas.Min }, is: 1,
		},
		"in production one copy of a service becomes two": {
			add: web + webCheck, change: []func(*translate.AppInput){decided(decisions.App{KeepAlive: "set", Timeout: 30})},
			want:  []string{"FLY047 changed http_service.min_machines_running"},
			check: func(a spec.App) any { return a.Processes[0].Replicas }, is: spec.Replicas{Min: 2, Max: 4, Autoscale: true, CPUTarget: 75},
		},
		"elsewhere one copy stays one": {
			add:    web + webCheck,
			change: settled(t, func(in *translate.AppInput) { in.Production, in.Decisions.Scaling = false, nil }),
			check:  func(a spec.App) any { return a.Processes[0].Replicas.Min }, is: 1,
		},
		"a soft limit of requests becomes a rate": {
			add: web + webCheck + "[http_service.concurrency]\ntype = \"requests\"\nsoft_limit = 20\n", change: settled(t),
			want:  []string{"FLY020 changed http_service.concurrency.soft_limit"},
			check: func(a spec.App) any { return []int{firstEdge(a).Soft, firstEdge(a).MaxRate} }, is: []int{20, 80},
		},
		"a measured latency makes the rate": {
			add:    web + webCheck + "[http_service.concurrency]\ntype = \"requests\"\nsoft_limit = 20\n",
			change: settled(t, func(in *translate.AppInput) { in.Decisions.Latency = 0.1 }),
			want:   []string{"FLY020 changed http_service.concurrency.soft_limit"},
			check:  func(a spec.App) any { return firstEdge(a).MaxRate }, is: 200,
		},
		"limits of connections give no rate, and the hard one nothing": {
			add: web + webCheck + "[http_service.concurrency]\ntype = \"connections\"\nsoft_limit = 20\nhard_limit = 25\n", change: settled(t),
			want: []string{
				"FLY020 changed http_service.concurrency.type", "FLY020 changed http_service.concurrency.soft_limit",
				"FLY020 dropped http_service.concurrency.hard_limit",
			},
			check: func(a spec.App) any { return firstEdge(a).MaxRate }, is: 0,
		},
		"a raw port gets an address of its own": {
			add:   "[[services]]\ninternal_port = 5432\nprotocol = \"tcp\"\n[[services.ports]]\nport = 5433\n",
			want:  []string{"FLY008 changed services[0].ports[0].port"},
			check: func(a spec.App) any { return a.Processes[0].L4 }, is: []spec.L4{{Port: "tcp-5432", Public: 5433, Protocol: "TCP", Address: "shop--app"}},
			change: settled(t),
		},
		"UDP gets one, too": {
			add: "[[services]]\ninternal_port = 53\nprotocol = \"udp\"\n[[services.ports]]\nport = 53\n", change: settled(t),
			want:  []string{"FLY008 changed services[0].ports[0].port"},
			check: func(a spec.App) any { return a.Processes[0].L4 }, is: []spec.L4{{Port: "udp-53", Public: 53, Protocol: "UDP", Address: "shop--app"}},
		},
		"TLS in front of a raw port is for a person": {
			add: "[[services]]\ninternal_port = 5432\n[[services.ports]]\nport = 5432\nhandlers = [\"pg_tls\"]\n", change: settled(t),
			want: []string{"FLY008 changed services[0].ports[0].port", "FLY008 undecided services[0].ports[0].handlers"},
		},
		"a PROXY header is not sent": {
			add: "[[services]]\ninternal_port = 25\n[[services.ports]]\nport = 25\nhandlers = [\"proxy_proto\"]\nproxy_proto_options = { version = \"v2\" }\n", change: settled(t),
			want: []string{"FLY008 changed services[0].ports[0].port", "FLY017 changed services[0].ports[0].handlers", "FLY017 dropped services[0].ports[0].proxy_proto_options.version"},
		},
		"a small range of ports is opened one by one": {
			add: "[[services]]\ninternal_port = 7000\n[[services.ports]]\nstart_port = 7000\nend_port = 7002\n", change: settled(t),
			want:  []string{"FLY008 changed services[0].ports[0].start_port", "FLY008 changed services[0].ports[0].end_port"},
			check: func(a spec.App) any { return len(a.Processes[0].L4) }, is: 3,
		},
		"a port that is none opens nothing": {
			add: "[[services]]\ninternal_port = 7000\n[[services.ports]]\nport = 70000\n[[services.ports]]\nhandlers = [\"tls\"]\n", change: settled(t),
			want:  []string{"FLY008 undecided services[0].ports[0].port", "FLY008 undecided services[0].ports[1].handlers"},
			check: func(a spec.App) any { return len(a.Processes[0].L4) }, is: 0,
		},
		"a port inside that is none is guessed": {
			add: "[[services]]\ninternal_port = -1\n", change: settled(t), want: []string{"FLY107 undecided services[0].internal_port"},
			check: func(a spec.App) any { return a.Processes[0].Ports[0].Number }, is: 8080,
		},
		"TLS for HTTP/2 alone on another port is for a person": {
			add: "[[services]]\ninternal_port = 3593\n[[services.ports]]\nport = 3593\nhandlers = [\"tls\"]\ntls_options = { alpn = [\"h2\"] }\n", change: settled(t),
			want: []string{"FLY008 undecided services[0].ports[0].port", "FLY008 undecided services[0].ports[0].handlers", "FLY008 undecided services[0].ports[0].tls_options.alpn"},
		},
		"a large range is for a person": {
			add: "[[services]]\ninternal_port = 7000\n[[services.ports]]\nstart_port = 7000\nend_port = 7999\n", change: settled(t),
			want:  []string{"FLY008 undecided services[0].ports[0].start_port", "FLY008 undecided services[0].ports[0].end_port"},
			check: func(a spec.App) any { return len(a.Processes[0].L4) }, is: 0,
		},
		"HTTP on another port than 80 and 443 is for a person": {
			add: "[[services]]\ninternal_port = 9001\n[[services.ports]]\nport = 9001\nhandlers = [\"tls\", \"http\"]\n", change: settled(t),
			want:  []string{"FLY008 undecided services[0].ports[0].port", "FLY008 undecided services[0].ports[0].handlers"},
			check: func(a spec.App) any { return len(a.Processes[0].Edges) }, is: 0,
		},
		"a service without internal_port is for a person": {
			add: "[http_service]\nforce_https = false\n" + webCheck, change: settled(t),
			want:  []string{"FLY107 changed http_service.force_https", "FLY107 undecided http_service.internal_port"},
			check: func(a spec.App) any { return a.Processes[0].Ports[0].Number }, is: 8080,
		},
		"two services on one port are one port": {
			add:    "[[services]]\ninternal_port = 80\n[[services.ports]]\nport = 80\nhandlers = [\"http\"]\n[[services]]\ninternal_port = 80\n[[services.ports]]\nport = 443\nhandlers = [\"tls\", \"http\"]\n",
			change: settled(t),
			want:   []string{"FLY011 changed services[0].checks"},
			check:  func(a spec.App) any { return []int{len(a.Processes[0].Ports), len(a.Processes[0].Edges)} }, is: []int{1, 1},
		},
	})
}

func TestAnAppThatMayScaleToZeroIsACandidate(t *testing.T) {
	_, findings := ofFile(t, quiet+web+"auto_stop_machines = \"stop\"\n"+webCheck, settled(t, func(in *translate.AppInput) {
		in.Decisions.Scaling = &decisions.Scaling{ToZero: "cloud-run", Floor: 1}
	})...)
	for _, f := range findings {
		if f.Code == "FLY023" && !strings.Contains(f.Do, "Cloud Run") {
			t.Errorf("%s does not say that Cloud Run is an answer: %s", f.From.Key, f.Do)
		}
	}
	equal(t, []string{"FLY023 changed http_service.auto_stop_machines"}, said(findings))
}

func TestHTTPOptions(t *testing.T) {
	run(t, map[string]behaviour{
		"compression moves to the app": {
			add: web + webCheck + "[http_service.http_options]\ncompress = true\n", change: settled(t),
			want: []string{"FLY021 dropped http_service.http_options.compress"},
		},
		"no compression is carried": {add: web + webCheck + "[http_service.http_options]\ncompress = false\n", change: settled(t)},
		"HTTP/2 to the app needs a test": {
			add: web + webCheck + "[http_service.http_options]\nh2_backend = true\n", change: settled(t),
			want:  []string{"FLY016 changed http_service.http_options.h2_backend"},
			check: func(a spec.App) any { return a.Processes[0].Ports[0].H2C }, is: true,
		},
		"an idle time-out becomes one for the answer": {
			add:    web + webCheck + "[http_service.http_options]\nidle_timeout = 90\n",
			change: settled(t, func(in *translate.AppInput) { in.Decisions.Timeout = 0 }),
			want:   []string{"FLY012 changed http_service.http_options.idle_timeout"},
			check:  func(a spec.App) any { return firstEdge(a).Timeout }, is: 90,
		},
		"without one the answer has a minute": {
			add: web + webCheck, change: settled(t, func(in *translate.AppInput) { in.Decisions.Timeout = 0 }),
			want:  []string{"FLY012 changed http_service.http_options.idle_timeout"},
			check: func(a spec.App) any { return firstEdge(a).Timeout }, is: 60,
		},
		"a limit for headers is dropped": {
			add: web + webCheck + "[http_service.http_options]\nheaders_read_timeout = 9\n", change: settled(t),
			want: []string{"FLY012 dropped http_service.http_options.headers_read_timeout"},
		},
		"a replay cache is for a person": {
			add: web + webCheck + "[[http_service.http_options.replay_cache]]\npath_prefix = \"/\"\nttl_seconds = 60\ntype = \"cookie\"\nname = \"s\"\n", change: settled(t),
			want: []string{
				"FLY010 undecided http_service.http_options.replay_cache[0].path_prefix", "FLY010 undecided http_service.http_options.replay_cache[0].ttl_seconds",
				"FLY010 undecided http_service.http_options.replay_cache[0].type", "FLY010 undecided http_service.http_options.replay_cache[0].name",
			},
		},
		"response headers are set once, and removed": {
			add: web + webCheck + "[http_service.http_options.response]\npristine = true\n[http_service.http_options.response.headers]\nX-A = \"b\"\nServer = false\n", change: settled(t),
			want:  []string{"FLY015 dropped http_service.http_options.response.pristine"},
			check: func(a spec.App) any { return firstEdge(a).Headers }, is: []spec.Header{{Name: "Server", Remove: true}, {Name: "X-A", Value: "b"}},
		},
		"TLS options are the gateway's": {
			add: web + webCheck + "[http_service.tls_options]\nalpn = [\"h2\"]\nversions = [\"TLSv1.3\", \"TLSv1.2\"]\ndefault_self_signed = true\n", change: settled(t),
			want: []string{
				"FLY015 changed http_service.tls_options.alpn", "FLY015 changed http_service.tls_options.versions",
				"FLY015 dropped http_service.tls_options.default_self_signed",
			},
			check: func(a spec.App) any { return firstEdge(a).TLSMin }, is: "TLSv1.2",
		},
		"options of a raw port are dropped": {
			add: "[[services]]\ninternal_port = 25\n[[services.ports]]\nport = 25\ntls_options = { versions = [\"TLSv1.2\"] }\nhttp_options = { idle_timeout = 9, response = { headers = { A = \"b\" } } }\n", change: settled(t),
			want: []string{
				"FLY008 changed services[0].ports[0].port", "FLY015 dropped services[0].ports[0].tls_options.versions",
				"FLY012 dropped services[0].ports[0].http_options.idle_timeout", "FLY015 dropped services[0].ports[0].http_options.response.headers.A",
			},
		},
	})
}
