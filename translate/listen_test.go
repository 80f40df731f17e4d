package translate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

func TestValuesThatOnlyFlyHas(t *testing.T) {
	cases := map[string]struct {
		name, value, want string
		rule              report.Rule
		outcome           report.Outcome
		severity          report.Severity
	}{
		"an address to listen on becomes IPv4":   {"HOST", "::", "0.0.0.0", report.RuleIPv6, report.Changed, report.Warning},
		"with its port":                          {"BIND", "tcp://[::]:8080", "tcp://0.0.0.0:8080", report.RuleIPv6, report.Changed, report.Warning},
		"by Fly's own name":                      {"HOST", "fly-local-6pn", "0.0.0.0", report.RuleIPv6, report.Changed, report.Warning},
		"for UDP":                                {"UDP", "fly-global-services:53", "0.0.0.0:53", report.RuleIPv6, report.Changed, report.Warning},
		"Ecto no longer asks for IPv6":           {"ECTO_IPV6", "true", "false", report.RuleIPv6, report.Changed, report.Warning},
		"nor does Erlang":                        {"ERL_AFLAGS", "-proto_dist inet6_tcp", "-proto_dist inet_tcp", report.RuleIPv6, report.Changed, report.Warning},
		"a private name goes on working":         {"API", "http://api.internal:8080", "http://api.internal:8080", report.RuleInternalNames, report.Changed, report.Note},
		"a name by region has no equal":          {"API", "http://fra.api.internal", "http://fra.api.internal", report.RuleInternalNames, report.Undecided, report.Warning},
		"a flycast name goes on working":         {"API", "http://api.flycast", "http://api.flycast", report.RuleFlycast, report.Changed, report.Note},
		"a host on fly.dev":                      {"URL", "https://shop.fly.dev", "https://shop.fly.dev", report.RuleFlyDevHost, report.Changed, report.Warning},
		"Tigris":                                 {"AWS_ENDPOINT_URL_S3", "https://fly.storage.tigris.dev", "https://fly.storage.tigris.dev", report.RuleTigris, report.Changed, report.Warning},
		"the worst of two":                       {"X", "http://a.internal,http://fra.b.internal", "http://a.internal,http://fra.b.internal", report.RuleInternalNames, report.Undecided, report.Warning},
		"a name of the user's own stays":         {"FLY_BUCKET", "x", "x", report.Rule{}, report.Carried, ""},
		"a plain value stays":                    {"MODE", "a::b", "a::b", report.Rule{}, report.Carried, ""},
		"somebody's own private DNS is no Fly's": {"DB", "db.corp.internal", "db.corp.internal", report.Rule{}, report.Carried, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			file, err := flytoml.Parse("fly.toml", []byte("app = \"shop\"\n[env]\n"+c.name+" = \""+c.value+"\"\n"))
			if err != nil {
				t.Fatal(err)
			}
			app, findings, err := translate.App(translate.AppInput{File: file})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]spec.Var{{Name: c.name, Value: c.want}}, app.Config); diff != "" {
				t.Error(diff)
			}
			for _, f := range findings {
				if f.From.Key != "env."+c.name {
					continue
				}
				if f.Code != c.rule.Code || f.Outcome != c.outcome || f.Severity != c.severity || f.From.Line != 3 {
					t.Errorf("got %s %s %s at line %d: %s", f.Code, f.Outcome, f.Severity, f.From.Line, f.Why)
				}
				return
			}
			t.Error("no finding about it")
		})
	}
}

func TestCommandsListenOnIPv4(t *testing.T) {
	cases := map[string]struct {
		command string
		want    []string
	}{
		"an option and its word":    {"uvicorn a:b --host :: --port 80", []string{"uvicorn", "a:b", "--host", "0.0.0.0", "--port", "80"}},
		"with a port":               {"gunicorn -b [::]:8000 a:b", []string{"gunicorn", "-b", "0.0.0.0:8000", "a:b"}},
		"Fly's own name":            {"redis --bind fly-local-6pn", []string{"redis", "--bind", "0.0.0.0"}},
		"inside a shell's line":     {"sh -c 'run --host :: --x'", []string{"sh", "-c", "run --host 0.0.0.0 --x"}},
		"a module's path is no one": {"run A::B ::c", []string{"run", "A::B", "::c"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p, findings := process(t, "app = \"shop\"\n[processes]\napp = \""+c.command+"\"\n", "", nil)
			if diff := cmp.Diff(c.want, p.Args); diff != "" {
				t.Error(diff)
			}
			outcome := report.Changed
			if name == "a module's path is no one" {
				outcome = ""
			}
			checkFinding(t, findings, report.RuleIPv6, outcome, "0.0.0.0")
		})
	}
}
