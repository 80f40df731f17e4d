package translate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

// A variable has the same fate on a machine that runs by the clock as on one of
// a process group.
func TestVariablesOfAScheduledMachine(t *testing.T) {
	const key = "machines.items[0].config.env."
	tests := map[string]struct {
		name, value string
		want        string // the value that it gets
		says        string
	}{
		"a plain one is carried":                        {"MODE", "fast", "fast", "carried"},
		"one that asks for IPv6 asks for IPv4":          {"ECTO_IPV6", "true", "false", "FLY003 changed"},
		"an address of Fly's network to listen on":      {"BIND", "[::]:8080", "0.0.0.0:8080", "FLY003 changed"},
		"a special form of a .internal name is told of": {"PEERS", "fra.shop.internal", "fra.shop.internal", "FLY001 undecided"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for _, schedule := range []string{"daily", ""} {
				app, findings, err := translate.App(translate.AppInput{Env: "production", Live: live(shop("a", func(m *inventory.Machine) {
					m.Config.Schedule, m.Config.Env = schedule, map[string]string{tt.name: tt.value}
				}))})
				if err != nil {
					t.Fatal(err)
				}
				vars := app.Config
				if schedule != "" {
					vars = app.Schedules[0].Process.Env
				}
				if diff := cmp.Diff([]spec.Var{{Name: tt.name, Value: tt.want}}, vars); diff != "" {
					t.Errorf("schedule %q (-want +got):\n%s", schedule, diff)
				}
				equal(t, []string{tt.says}, fates(findings, key+tt.name))
			}
		})
	}
}

// fates are the codes and outcomes of a key's findings.
func fates(findings []report.Finding, key string) []string {
	var out []string
	for _, f := range findings {
		switch {
		case f.From.Key != key:
		case f.Code == "":
			out = append(out, string(f.Outcome))
		default:
			out = append(out, f.Code+" "+string(f.Outcome))
		}
	}
	return out
}
