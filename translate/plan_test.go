package translate_test

import (
	"testing"
	"testing/fstest"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
)

// What is decided for all apps, or for an environment, reaches each app.
func TestCommonDecisionsReachTheApp(t *testing.T) {
	tree := fstest.MapFS{"shop/fly.toml": {Data: []byte(quiet + web + webCheck + "[env]\nLOG = \"info\"\nOWN = \"file\"\n")}}
	company, _, err := translate.Company(translate.Input{
		Sources: []translate.Source{{Dir: "shop", FS: tree, Config: "shop/fly.toml"}},
		Decisions: decisions.Decisions{
			Version:      decisions.Version,
			Environments: []decisions.Environment{{Name: "production", Overrides: []decisions.Value{{Name: "LOG", Value: "warn"}, {Name: "OWN", Value: "environment"}}}},
			Apps: []decisions.App{{Name: "shop", Env: []decisions.Value{{Name: "OWN", Value: "app"}},
				Environments: []decisions.Member{{Env: "production", Fly: "shop", Config: "shop/fly.toml"}}}},
			Edge:    decisions.Edge{CompatHeaders: true},
			Scaling: decisions.Scaling{Floor: 3},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	app := company.Apps[0]
	equal(t, []spec.Var{{Name: "LOG", Value: "warn"}, {Name: "OWN", Value: "app"}}, app.Config)
	equal(t, true, firstEdge(app).Compat)
	equal(t, 3, app.Processes[0].Replicas.Min)
}
