package budget

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

func step(id, owner string, seconds int, after ...string) plan.Step {
	return plan.Step{ID: id, Phase: plan.Freeze, Wave: 1, Owner: owner, After: after, Estimate: plan.Estimate{Seconds: seconds}}
}

func TestOf(t *testing.T) {
	waits := step("wait", "apps", 500, "a")
	waits.Waits = true
	tests := map[string]struct {
		steps    []plan.Step
		needs    int
		critical []string
	}{
		"steps of two roles run side by side":    {[]plan.Step{step("a", "apps", 60), step("b", "database", 90)}, 90, []string{"b"}},
		"one role does one thing at a time":      {[]plan.Step{step("a", "apps", 60), step("b", "apps", 90)}, 150, []string{"a", "b"}},
		"a step starts when what it follows end": {[]plan.Step{step("a", "apps", 60), step("b", "database", 10), step("c", "dns", 5, "a", "b")}, 65, []string{"a", "c"}},
		"waiting keeps nobody busy":              {[]plan.Step{step("a", "apps", 60), waits, step("b", "apps", 90, "a")}, 560, []string{"a", "wait"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := Of(plan.Plan{Waves: []plan.Wave{{Number: 1, Night: true}}, Steps: tt.steps}, 0)
			if b.Needs != tt.needs {
				t.Errorf("needs %d, want %d", b.Needs, tt.needs)
			}
			if diff := cmp.Diff(tt.critical, b.Critical); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWavesWithoutDataAreOutsideTheNight(t *testing.T) {
	b := Of(plan.Plan{Waves: []plan.Wave{{Number: 1}}, Steps: []plan.Step{step("a", "apps", 60)}}, 0)
	if b.Needs != 0 || len(b.Night) != 0 {
		t.Errorf("got %+v", b)
	}
}

func TestLatest(t *testing.T) {
	steps := []plan.Step{
		{ID: "quota", Phase: plan.Prepare, Lead: 24, Estimate: plan.Estimate{Seconds: 10 * 24 * 3600}},
		{ID: "platform", Phase: plan.Prepare, After: []string{"quota"}, Lead: 48, Estimate: plan.Estimate{Seconds: 3600}},
		{ID: "copy", Phase: plan.Copy, After: []string{"platform"}, Lead: 72},
		{ID: "night", Phase: plan.Freeze, After: []string{"copy"}},
	}
	Latest(steps)
	var got []int
	for _, s := range steps {
		got = append(got, s.Latest)
	}
	if diff := cmp.Diff([]int{73 + 240, 73, 72, 0}, got); diff != "" {
		t.Error(diff)
	}
}
