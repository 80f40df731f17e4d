package cutover

import (
	"errors"
	"testing"

	"github.com/fly2k8s/fly2k8s/cutover/acme"
)

func TestAnyCompanyGetsAPlanThatHolds(t *testing.T) {
	for seed := range uint64(100) {
		c, d, f := acme.Random(seed, 2+int(seed)%11)
		_, _, err := Plan(c, Options{Decisions: d, Facts: f})
		var refused *Refusal
		if errors.As(err, &refused) {
			t.Fatalf("company %d: %s", seed, refused.Why)
		}
		if err != nil {
			t.Fatalf("company %d: %v", seed, err)
		}
	}
}

func TestAnyCompanyCanRehearse(t *testing.T) {
	for seed := range uint64(30) {
		c, d, f := acme.Random(seed, 2+int(seed)%11)
		d.Cutover.Rehearsal = "rehearsal.example"
		if _, _, err := Plan(c, Options{Decisions: d, Facts: f, Rehearsal: true}); err != nil {
			t.Fatalf("company %d: %v", seed, err)
		}
	}
}

// A plan for 200 apps, simulation included. The aim is ten seconds.
func BenchmarkPlan200(b *testing.B) {
	c, d, f := acme.Random(7, 200)
	for b.Loop() {
		if _, _, err := Plan(c, Options{Decisions: d, Facts: f}); err != nil {
			b.Fatal(err)
		}
	}
}
