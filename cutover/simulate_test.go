package cutover

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/cutover/simulate"
)

func TestARightPlanKeepsItsPromises(t *testing.T) {
	r := simulate.Run(acmePlan(t), simulate.Options{Walks: 100})
	if r.Counter != nil {
		t.Fatalf("%s: %s: %v", r.Counter.Promise, r.Counter.What, r.Counter.Story)
	}
	if r.Partial > 0 {
		t.Errorf("%d of %d parts were too large to be searched whole", r.Partial, r.Cells)
	}
	if len(r.Untried) > 0 {
		t.Errorf("never tried: %v", r.Untried)
	}
	t.Logf("%+v", r)
}
