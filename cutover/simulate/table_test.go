package simulate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// small is a plan that forgets to stop the job on Fly.
func small() plan.Plan {
	return plan.Plan{
		World: plan.World{Jobs: []plan.Job{{Name: "job"}}},
		Steps: []plan.Step{
			{ID: "look"},
			{ID: "start", After: []string{"look"}, Effects: []plan.Effect{plan.Do(plan.Run, "job", "gke")}, Undo: plan.Undo{Effects: []plan.Effect{plan.Do(plan.Halt, "job", "gke")}}},
		},
	}
}

func TestTheShortestStoryIsTold(t *testing.T) {
	r := Run(small(), Options{})
	want := &Counter{Promise: oneSide, What: "job job runs on both sides", About: "job", Story: []string{"do start"}}
	if diff := cmp.Diff(want, r.Counter); diff != "" {
		t.Error(diff)
	}
	var out strings.Builder
	if err := r.Table(&out); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"promises               broken: every job runs on one side", "job job runs on both sides.", "   1. do start"} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("lacks %q:\n%s", line, out.String())
		}
	}
}

func TestASmallPlanIsSearchedInOnePiece(t *testing.T) {
	p := small()
	p.Steps[0].Effects = []plan.Effect{plan.Do(plan.Halt, "job", "fly")}
	p.Steps[0].Undo.Effects = []plan.Effect{plan.Do(plan.Run, "job", "fly")}
	r := Run(p, Options{})
	if r.Counter != nil || !r.Whole || r.Done != 2 || r.Broken != 2 || r.Undone != 2 || len(r.Untried) > 0 {
		t.Errorf("got %+v", r)
	}
}

func TestTheSameSeedWalksTheSameWay(t *testing.T) {
	p := small()
	for i := range 30 { // too large to be searched in one piece
		p.Steps = append(p.Steps, plan.Step{ID: string(rune('a' + i))})
	}
	if diff := cmp.Diff(Run(p, Options{Seed: 4}), Run(p, Options{Seed: 4})); diff != "" {
		t.Error(diff)
	}
}
