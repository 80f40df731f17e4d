package translate_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

func TestASecretHidesAVariable(t *testing.T) {
	tree := fstest.MapFS{"fly.toml": {Data: []byte("app = \"shop\"\n[env]\nMODE = \"plain\"\nLOG = \"1\"\n")}}
	sources, err := translate.FindSources(tree, ".")
	if err != nil {
		t.Fatal(err)
	}
	app := inventory.App{Name: "shop"}
	app.Secrets.Items = []inventory.Secret{{Name: "MODE", Digest: "d"}}
	snapshot := &inventory.Snapshot{}
	snapshot.Apps.Items = []inventory.App{app}
	company, findings, err := translate.Company(translate.Input{Snapshot: snapshot, Sources: sources})
	if err != nil {
		t.Fatal(err)
	}
	if len(company.Apps) != 1 {
		t.Fatalf("%d apps", len(company.Apps))
	}
	if diff := cmp.Diff([]spec.Var{{Name: "LOG", Value: "1"}}, company.Apps[0].Config); diff != "" {
		t.Error(diff)
	}
	checkFinding(t, findings, report.RuleEnvPrecedence, report.Dropped, "beats it")
	for _, f := range findings {
		if f.From.Key == "env.MODE" && f.Code != report.RuleEnvPrecedence.Code {
			t.Errorf("env.MODE is also %s", f.Outcome)
		}
	}
}

// A secret that a container names hides the variable that has its name there,
// whatever the secret itself is called: on servers and on jobs, in the main
// container and in those beside it.
func TestANamedSecretHidesAVariable(t *testing.T) {
	named := []inventory.SecretRef{{EnvVar: "TOKEN", Name: "STRIPE_KEY"}}
	for name, schedule := range map[string]string{"a machine of a process group": "", "a machine that runs by the clock": "daily"} {
		t.Run(name, func(t *testing.T) {
			app, findings, err := translate.App(translate.AppInput{Env: "production", Live: live(shop("a", func(m *inventory.Machine) {
				m.Config.Schedule, m.Config.Env = schedule, map[string]string{"TOKEN": "dummy", "MODE": "fast"}
				m.Config.Containers = []inventory.Container{
					{Name: "app", Image: "shop", Secrets: named},
					{Name: "box", Image: "box", Secrets: named, Env: map[string]string{"TOKEN": "dummy", "LOG": "1"}},
				}
				m.Config.Processes = []inventory.Process{{Cmd: []string{"x"}, Secrets: named, Env: map[string]string{"TOKEN": "dummy", "LOG": "1"}}}
			}))})
			if err != nil {
				t.Fatal(err)
			}
			vars, beside := app.Config, []spec.Container(nil)
			if schedule != "" {
				vars, beside = app.Schedules[0].Process.Env, app.Schedules[0].Process.Sidecars
			} else {
				beside = app.Processes[0].Sidecars
			}
			equal(t, []spec.Var{{Name: "MODE", Value: "fast"}}, vars)
			for _, box := range beside {
				equal(t, []spec.Var{{Name: "LOG", Value: "1"}}, box.Env)
			}
			const config = "machines.items[0].config."
			for key, want := range map[string]string{
				"env.TOKEN": "FLY040 dropped", "containers[1].env.TOKEN": "FLY040 dropped", "processes[0].env.TOKEN": "FLY040 dropped",
				"env.MODE": "carried", "containers[1].env.LOG": "carried", "processes[0].env.LOG": "FLY031 changed",
			} {
				equal(t, []string{want}, fates(findings, config+key))
			}
		})
	}
}
