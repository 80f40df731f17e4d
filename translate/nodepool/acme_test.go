package nodepool_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flyapi"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
	"github.com/google/go-cmp/cmp"
)

// acme is the sample company: what the fake Fly serves, and its sources.
func acme(t *testing.T) translate.Input {
	t.Helper()
	folder := filepath.Join(testenv.Root(), "testdata", "scenarios", "acme")
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

func TestAcme(t *testing.T) {
	in := acme(t)
	company, _, err := translate.Company(in)
	if err != nil {
		t.Fatal(err)
	}
	estimate, plans, err := translate.Cost(company, in)
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range plans {
		nodepool.CheckPlan(t, plan, nodepool.Options{
			Region: plan.Region, Zones: plan.Zones, Table: machines.Embedded(), Prices: machines.EmbeddedPrices(),
		})
	}
	if estimate.Fly == nil || estimate.Google.Month <= estimate.Fixed {
		t.Errorf("the bills are %+v and %.2f with %.2f fixed", estimate.Fly, estimate.Google.Month, estimate.Fixed)
	}
	for _, a := range company.Apps {
		for _, p := range a.Processes {
			if p.Place.Pool == "" {
				t.Errorf("%s in %s has no pool for %s", a.Name, a.Env, p.Name)
			}
		}
	}
	again, _, _ := nodepool.Assign(company, nodepool.Settings{Table: machines.Embedded(), Prices: machines.EmbeddedPrices(), Map: machines.EmbeddedMap()})
	if diff := cmp.Diff(company, again); diff != "" {
		t.Errorf("assigning twice changes something (-once +twice):\n%s", diff)
	}
}
