package machines_test

import (
	"errors"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/google/go-cmp/cmp"
)

func TestPlace(t *testing.T) {
	m := machines.EmbeddedMap()
	for code, want := range map[string]string{"fra": "europe-west3", "ord": "us-central1", "sjc": "us-west1", "sea": "us-west1", "waw": "europe-central2"} {
		got, err := m.Place(code)
		if err != nil || got.GCP != want {
			t.Errorf("%s goes to %s (%v), want %s", code, got.GCP, err, want)
		}
	}
}

func TestUnknownCodeIsNotGuessed(t *testing.T) {
	var unknown machines.UnknownRegionError
	if _, err := machines.EmbeddedMap().Place("xyz"); !errors.As(err, &unknown) || !unknown.Fly {
		t.Errorf("error %v, want an UnknownRegionError of Fly's", err)
	}
}

func TestDecide(t *testing.T) {
	m, err := machines.EmbeddedMap().Decide(map[string]string{"fra": "europe-west4", "xyz": "us-east1"})
	if err != nil {
		t.Fatal(err)
	}
	fra, _ := m.Place("fra")
	xyz, _ := m.Place("xyz")
	if diff := cmp.Diff([]string{"europe-west4", "us-east1"}, []string{fra.GCP, xyz.GCP}); diff != "" {
		t.Errorf("decided regions (-want +got):\n%s", diff)
	}
	if again, _ := machines.EmbeddedMap().Place("fra"); again.GCP != "europe-west3" {
		t.Error("a decision changed the embedded map")
	}
	if _, err := m.Decide(map[string]string{"fra": "europe-west99"}); err == nil {
		t.Error("a region that Google doesn't have was accepted")
	}
}

func TestEveryPlaceExists(t *testing.T) {
	m, table, prices := machines.EmbeddedMap(), machines.Embedded(), machines.EmbeddedPrices()
	e2, _ := table.Family("e2")
	for _, f := range m.Fly {
		for _, name := range append([]string{f.GCP}, f.Or...) {
			if _, err := m.Region(name); err != nil {
				t.Errorf("%s: %v", f.Code, err)
			}
			if _, priced := prices.Regions[name]; !e2.In(name) || !priced {
				t.Errorf("%s goes to %s, which has no e2 or no price", f.Code, name)
			}
		}
	}
}

func TestZones(t *testing.T) {
	r, err := machines.EmbeddedMap().Region("us-east1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"us-east1-b", "us-east1-c", "us-east1-d"}, r.Zones()); diff != "" {
		t.Errorf("zones (-want +got):\n%s", diff)
	}
}

// Measured round trips are about 90 ms from Frankfurt to Virginia and 150 ms to Oregon.
func TestRoundTrip(t *testing.T) {
	m := machines.EmbeddedMap()
	for gcp, want := range map[string][2]int{"europe-west3": {1, 5}, "us-east4": {80, 110}, "us-west1": {110, 160}} {
		if got := m.RoundTripMS("fra", gcp); got < want[0] || got > want[1] {
			t.Errorf("fra to %s takes %d ms, want %d to %d", gcp, got, want[0], want[1])
		}
	}
	if got := m.RoundTripMS("xyz", "us-east4"); got != 0 {
		t.Errorf("an unknown region is %d ms away, want 0: unknown", got)
	}
}
