package translate_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flyapi"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
	"github.com/fly2k8s/fly2k8s/translate"
)

// scenarioInput is what a scenario's fake Fly serves, and its sources.
func scenarioInput(t testing.TB, name string) translate.Input {
	t.Helper()
	folder := filepath.Join(testenv.Root(), "testdata", "scenarios", name)
	server, err := flytest.Start(os.DirFS(filepath.Join(folder, "fly")), flytest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	client, err := flyapi.New(flyapi.Options{Token: flytest.Token, APIURL: server.URL, MachinesURL: server.URL, Rate: 20_000, PerAction: 1000, Burst: 3000})
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := inventory.Collect(t.Context(), client, inventory.Options{}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	sources, err := translate.FindSources(os.DirFS(filepath.Join(folder, "src")), ".")
	if err != nil {
		t.Fatal(err)
	}
	return translate.Input{Snapshot: snapshot, Sources: sources}
}

// repository translates a scenario whole.
func repository(t testing.TB, name string) (tree.Tree, []report.Finding) {
	t.Helper()
	company, findings, err := translate.Company(scenarioInput(t, name))
	if err != nil {
		t.Fatal(err)
	}
	files, findings, err := translate.Repository(company, findings)
	if err != nil {
		t.Fatal(err)
	}
	return files, findings
}
