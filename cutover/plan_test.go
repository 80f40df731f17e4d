package cutover

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/cutover/acme"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/decisions"
)

func acmePlan(t testing.TB, change ...func(*Options)) plan.Plan {
	t.Helper()
	o := Options{Decisions: acme.Decisions(), Facts: acme.Facts()}
	for _, f := range change {
		f(&o)
	}
	p, _, err := Plan(acme.Company(), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// method decides how the sample company's database moves.
func method(name string) []decisions.Database {
	return []decisions.Database{{Name: "acme-db", Method: name}}
}

func TestAPlanComesBackAsItWasWritten(t *testing.T) {
	p := acmePlan(t)
	data, err := Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Parse(PlanFile, data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Marshal(back)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(data), string(again)); diff != "" {
		t.Error(diff)
	}
}

func TestTwoRunsGiveTheSamePlan(t *testing.T) {
	if diff := cmp.Diff(acmePlan(t), acmePlan(t)); diff != "" {
		t.Error(diff)
	}
}
