package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

const raw = "[[services]]\ninternal_port = 5432\n[[services.ports]]\nport = 5432\n"

const rawSaid = "FLY008 changed services[0].ports[0].port"

func TestChecks(t *testing.T) {
	ready := func(a spec.App) any { return a.Processes[0].Readiness }
	run(t, map[string]behaviour{
		"an HTTP check is the readiness probe and the load balancer's check": {
			add: web + "[[http_service.checks]]\npath = \"/up\"\ninterval = \"20s\"\ntimeout = \"2500ms\"\ngrace_period = \"4s\"\nmethod = \"get\"\nprotocol = \"http\"\n", change: settled(t),
			check: func(a spec.App) any { return []any{a.Processes[0].Readiness, firstEdge(a).Health} },
			is: []any{
				&spec.Probe{Type: "http", Port: "http", Path: "/up", Period: 20, Timeout: 3},
				spec.Health{Type: "HTTP", Path: "/up", Interval: 20, Timeout: 3, Healthy: 1, Unhealthy: 3},
			},
		},
		"a start may take as long as a deploy waits, and never kills earlier": {
			add: web + "[[http_service.checks]]\npath = \"/up\"\ngrace_period = \"5s\"\n[deploy]\nwait_timeout = \"8m\"\n", change: settled(t),
			check: func(a spec.App) any { s := a.Processes[0].Startup; return s.Period * s.Failures }, is: 480,
		},
		"a longer grace period is longer": {
			add: web + "[[http_service.checks]]\npath = \"/up\"\ngrace_period = \"10m\"\n", change: settled(t),
			check: func(a spec.App) any { s := a.Processes[0].Startup; return s.Period * s.Failures }, is: 600,
		},
		"nothing ever restarts a pod that fails its check": {
			add: web + webCheck, change: settled(t), check: func(a spec.App) any { return a.Processes[0].Liveness }, is: (*spec.Probe)(nil),
		},
		"a check with another method asks with GET": {
			add: web + "[[http_service.checks]]\npath = \"/up\"\nmethod = \"HEAD\"\n", change: settled(t),
			want: []string{"FLY026 changed http_service.checks[0].method"},
		},
		"a header reaches the pod, but only Host the load balancer": {
			add: web + "[[http_service.checks]]\npath = \"/up\"\n[http_service.checks.headers]\nHost = \"shop.example\"\nX-Probe = \"1\"\n", change: settled(t),
			want:  []string{"FLY011 changed http_service.checks[0].headers.X-Probe"},
			check: func(a spec.App) any { return firstEdge(a).Health.Host }, is: "shop.example",
		},
		"TLS is not verified": {
			add: web + "[[http_service.checks]]\npath = \"/up\"\nprotocol = \"https\"\ntls_skip_verify = false\ntls_server_name = \"shop.example\"\n", change: settled(t),
			want:  []string{"FLY026 changed http_service.checks[0].tls_skip_verify", "FLY026 dropped http_service.checks[0].tls_server_name"},
			check: func(a spec.App) any { return firstEdge(a).Health.Type }, is: "HTTPS",
		},
		"a second check of a service is told of": {
			add: web + webCheck + "[[http_service.checks]]\npath = \"/deep\"\n", change: settled(t),
			want: []string{"FLY026 changed http_service.checks[1].path"},
		},
		"an HTTP check comes before a TCP check": {
			add:    "[[services]]\ninternal_port = 80\n[[services.ports]]\nport = 80\nhandlers = [\"http\"]\n[[services.tcp_checks]]\ninterval = \"9s\"\n[[services.http_checks]]\npath = \"/up\"\n",
			change: settled(t), want: []string{"FLY026 changed services[0].tcp_checks[0].interval"},
			check: func(a spec.App) any { return a.Processes[0].Readiness.Path }, is: "/up",
		},
		"a TCP check opens the port": {
			add: raw + "[[services.tcp_checks]]\ninterval = \"9s\"\ntimeout = \"1s\"\n", change: settled(t), want: []string{rawSaid},
			check: ready, is: &spec.Probe{Type: "tcp", Port: "tcp-5432", Period: 9, Timeout: 1},
		},
		"a service without a check is asked whether its port is open": {
			add: web, change: settled(t), want: []string{"FLY011 changed http_service.checks"},
			check: ready, is: &spec.Probe{Type: "tcp", Port: "http", Period: 15, Timeout: 5},
		},
		"a check that is only shown becomes the probe where there is no other": {
			add: "[checks.up]\ntype = \"http\"\nport = 9090\npath = \"/up\"\n", want: []string{"FLY026 changed checks.up.type"},
			check: ready, is: &spec.Probe{Type: "http", Number: 9090, Path: "/up", Period: 15, Timeout: 5},
		},
		"beside a service's check it is dropped": {
			add: web + webCheck + "[checks.up]\ntype = \"tcp\"\nport = 9090\n", change: settled(t),
			want: []string{"FLY026 dropped checks.up.type", "FLY026 dropped checks.up.port"},
		},
		"a machine check has no moment to run in": {
			add: web + webCheck + "[[http_service.machine_checks]]\nimage = \"curl\"\ncommand = [\"curl\", \"-f\"]\nentrypoint = [\"/bin/sh\"]\nkill_signal = \"SIGKILL\"\nkill_timeout = \"5s\"\n", change: settled(t),
			want: []string{
				"FLY026 dropped http_service.machine_checks[0].image", "FLY026 dropped http_service.machine_checks[0].command",
				"FLY026 dropped http_service.machine_checks[0].entrypoint",
				"FLY026 dropped http_service.machine_checks[0].kill_signal", "FLY026 dropped http_service.machine_checks[0].kill_timeout",
			},
		},
	})
}
