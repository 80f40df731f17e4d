package machines_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/machines"
)

func TestNodeMonth(t *testing.T) {
	cases := map[string]struct {
		machine, region string
		want            float64
	}{
		"the reference region":         {"e2-standard-2", "us-central1", 48.9},
		"four cores":                   {"e2-standard-4", "us-central1", 97.8},
		"much memory":                  {"e2-highmem-4", "us-central1", 132},
		"another family":               {"n2d-standard-4", "us-central1", 123},
		"the newer generation":         {"n4-standard-4", "us-central1", 138},
		"Frankfurt costs more":         {"e2-standard-4", "europe-west3", 97.8 * 1.2884},
		"and less on newer hardware":   {"n4-standard-4", "europe-west3", 138 * 1.18},
		"a GPU has a price of its own": {"g2-standard-8", "us-central1", .91 * 730},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m, _, _ := machines.Embedded().Find(c.machine)
			got, ok := machines.EmbeddedPrices().NodeMonth(m, c.region, "pd-balanced", 0, false)
			if !ok || math.Abs(got-c.want) > c.want*.005 {
				t.Errorf("%s in %s costs %.2f (%v), want about %.2f", c.machine, c.region, got, ok, c.want)
			}
		})
	}
}

func TestNoPriceIsNotFree(t *testing.T) {
	prices := machines.EmbeddedPrices()
	for _, c := range [][2]string{{"c4-standard-4", "us-central1"}, {"g2-standard-96", "us-central1"}, {"e2-standard-4", "mars-north1"}, {"e2-standard-4", "asia-southeast3"}} {
		m, _, ok := machines.Embedded().Find(c[0])
		if !ok {
			t.Fatalf("%s is not in the table", c[0])
		}
		if got, priced := prices.NodeHour(m, c[1]); priced {
			t.Errorf("%s in %s costs %v, but the list doesn't say so", c[0], c[1], got)
		}
	}
}

func TestFlyMachine(t *testing.T) {
	fly := machines.EmbeddedPrices().Fly
	for name, want := range map[string]float64{"shared-cpu-1x": 2.02, "shared-cpu-8x": 16.16, "performance-1x": 32, "performance-8x": 256} {
		g, _ := machines.Preset(name)
		if got := fly.Machine(g); math.Abs(got-want) > .01 {
			t.Errorf("%s costs %.2f a month, want %.2f", name, got, want)
		}
	}
}

func TestPricesFileIsReadStrictly(t *testing.T) {
	good, err := os.ReadFile("prices.yaml")
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct{ old, new, says string }{
		"an unknown key is an error with its line": {"currency: USD", "currency: USD\ncurency: USD", "line "},
		"another currency is refused":              {"currency: USD", "currency: EUR", "currency"},
		"a missing date is refused":                {"as_of: \"2026-08-20\"", "as_of: \"\"", "as_of"},
		"a price below nothing is refused":         {"vcpu_hour: 0.021811", "vcpu_hour: -1", "families e2"},
		"a free cluster is refused":                {"cluster_hour: 0.10", "cluster_hour: 0", "cluster_hour"},
		"a second document is refused":             {"currency: USD", "currency: USD\n---\n", "document"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "prices.yaml")
			if err := os.WriteFile(file, []byte(strings.Replace(string(good), c.old, c.new, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := machines.LoadPrices(file)
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), file) {
				t.Errorf("error %v, want one about %q in %s", err, c.says, file)
			}
		})
	}
}
