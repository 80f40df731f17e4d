package flyapi_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flyapi"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

func faulty(seed uint64, rate float64) *flytest.Faults {
	return &flytest.Faults{Rate: rate, Kinds: flytest.Passing(), Seed: seed, Wait: time.Millisecond}
}

// One answer in twenty goes wrong, in every way that there is: the snapshot is
// the same as if none had.
func TestFaultsThatPassLeaveNoTrace(t *testing.T) {
	clean := save(t, collect(t, hurry(t, serve(t, acme, flytest.Options{}), nil), inventory.Options{}))
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			server := serve(t, acme, flytest.Options{Faults: faulty(seed, 0.05)})
			client := hurry(t, server, func(o *flyapi.Options) { o.Attempts = 8 })
			got := save(t, collect(t, client, inventory.Options{}))
			if client.Pressure().Retries == 0 {
				t.Error("nothing went wrong at all")
			}
			if diff := cmp.Diff(clean, got); diff != "" {
				t.Errorf("-clean +faulty:\n%s", diff)
			}
		})
	}
}

// So many answers go wrong that some sections can't be had: what calls itself
// complete is equal to the fault-free one, the rest is named as a gap.
func TestFaultsThatStayAreNamed(t *testing.T) {
	clean := collect(t, hurry(t, serve(t, acme, flytest.Options{}), nil), inventory.Options{})
	gaps := 0
	for seed := range uint64(12) {
		server := serve(t, acme, flytest.Options{Faults: faulty(seed, 0.5)})
		client := hurry(t, server, func(o *flyapi.Options) { o.Attempts = 2 })
		got, err := inventory.Collect(t.Context(), client, inventory.Options{Org: "acme"}, nil, nil)
		if err != nil {
			continue // not even the organisation answered, and it says so
		}
		gaps += len(inventory.Gaps(got))
		compareComplete(t, fmt.Sprintf("seed %d", seed), tree(t, clean), tree(t, got))
		save(t, got)
	}
	if gaps == 0 {
		t.Error("no seed left a gap: the test shows nothing")
	}
}

func tree(t *testing.T, s *inventory.Snapshot) any {
	t.Helper()
	raw, err := inventory.JSON(s)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// derived parts follow from several sections; hostname and platform_version
// come with config_definition, the organisation's fields with its detail.
var derived = map[string]bool{"stray_machines": true, "networks": true, "postgres_clusters": true, "state": true, "token": true,
	"hostname": true, "platform_version": true, "org": true, "gone": true, "endpoints": true}

// compareComplete walks both trees; where got says that a section is not
// whole, it looks no further.
func compareComplete(t *testing.T, path string, want, got any) {
	t.Helper()
	g, isObject := got.(map[string]any)
	if !isObject {
		compareList(t, path, want, got)
		return
	}
	if s, ok := g["status"].(string); ok && (s == "failed" || s == "partial" || s == "forbidden") {
		return
	}
	w, ok := want.(map[string]any)
	if !ok {
		t.Errorf("%s: an object that the clean run does not have", path)
		return
	}
	for key := range union(w, g) {
		if !derived[key] {
			compareComplete(t, path+"."+key, w[key], g[key])
		}
	}
}

func union(a, b map[string]any) map[string]any {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func compareList(t *testing.T, path string, want, got any) {
	t.Helper()
	g, ok := got.([]any)
	w, both := want.([]any)
	if !ok || !both || len(g) != len(w) {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-clean +faulty):\n%s", path, diff)
		}
		return
	}
	for i := range g {
		compareComplete(t, fmt.Sprintf("%s[%d]", path, i), w[i], g[i])
	}
}

func TestAnAppThatVanishesMidwayIsNamed(t *testing.T) {
	server, err := flytest.Start(os.DirFS(acme), flytest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	client := hurry(t, server, nil)
	deleted := false
	got, err := inventory.Collect(t.Context(), client, inventory.Options{Parallel: 1}, nil, func(p inventory.Progress) {
		if p.AppsDone == 3 && !deleted {
			deleted = true
			server.DeleteApp("acme-ml")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	app := got.App("acme-ml")
	if app == nil || !app.Gone || app.Machines.Status != inventory.Failed {
		t.Errorf("app is %+v", app)
	}
	if others := inventory.Gaps(got); len(others) == 0 || others[0].Where == "acme-api" {
		t.Errorf("gaps are %+v", others)
	}
}
