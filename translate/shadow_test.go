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
