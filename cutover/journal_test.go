package cutover

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/cutover/acme"
	"github.com/fly2k8s/fly2k8s/cutover/journal"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// A night logs steps one minute apart.
type nightLog struct {
	t    *testing.T
	plan plan.Plan
	data []byte
	at   time.Time
}

func newNight(t *testing.T, p plan.Plan) *nightLog {
	return &nightLog{t: t, plan: p, at: time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC)}
}

func (n *nightLog) log(step string, o journal.Outcome) error {
	n.at = n.at.Add(time.Minute)
	data, err := Log(n.plan, n.data, journal.Entry{Step: step, Outcome: o, By: "Ada", Second: "Bo", At: n.at})
	if err == nil {
		n.data = data
	}
	return err
}

func (n *nightLog) must(step string, o journal.Outcome) {
	n.t.Helper()
	if err := n.log(step, o); err != nil {
		n.t.Fatal(err)
	}
}

func (n *nightLog) status() journal.Status {
	n.t.Helper()
	s, err := Status(n.plan, n.data)
	if err != nil {
		n.t.Fatal(err)
	}
	return s
}

// until does every step that is next, in the plan's order, up to one.
func (n *nightLog) until(step string) {
	n.t.Helper()
	for _, s := range n.plan.Steps {
		n.must(s.ID, journal.Finished)
		if s.ID == step {
			return
		}
	}
}

func TestANightCanBeWalkedByItsStatus(t *testing.T) {
	n := newNight(t, acmePlan(t))
	for s := n.status(); len(s.Next) > 0; s = n.status() {
		n.must(s.Next[0].ID, journal.Finished)
	}
	if s := n.status(); s.Done != s.All || s.Left != 0 || len(s.Passed) == 0 {
		t.Errorf("ended with %d of %d done, %d s left, passed %v", s.Done, s.All, s.Left, s.Passed)
	}
}

func TestTheWayBackFromAnywhere(t *testing.T) {
	p := acmePlan(t)
	for stop, s := range p.Steps {
		n := newNight(t, p)
		for _, before := range p.Steps[:stop] {
			n.must(before.ID, journal.Finished)
		}
		n.must(s.ID, journal.Broke)
		w, err := Rollback(p, n.data)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range w.Undo {
			n.must(u.ID, journal.Undone)
		}
		passed := len(n.status().Passed) > 0
		if w.Whole() == passed || passed && w.Why == "" {
			t.Errorf("after %s: whole %t, passed %v, why %q", s.ID, w.Whole(), n.status().Passed, w.Why)
		}
		if !passed && n.status().Done != 0 {
			t.Errorf("after %s: %d steps are left done", s.ID, n.status().Done)
		}
	}
}

// Every journal that a random night can write has a way back that the journal
// itself accepts, step by step.
func TestTheWayBackFromEveryJournal(t *testing.T) {
	c, d, f := acme.Random(5, 6)
	p, _, err := Plan(c, Options{Decisions: d, Facts: f})
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Steps {
		p.Steps[i].Blocked = ""
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		n := newNight(t, p)
		for range r.IntN(len(p.Steps)) {
			next := n.status().Next
			if len(next) == 0 {
				break
			}
			n.must(next[r.IntN(len(next))].ID, journal.Finished)
		}
		w, err := Rollback(p, n.data)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range w.Undo {
			n.must(u.ID, journal.Undone)
		}
		if w.Whole() && n.status().Done > 0 {
			t.Errorf("%d steps are left done after the whole way back", n.status().Done)
		}
	}
}

func TestAJournalRefusesWhatTheNightDoesNotAllow(t *testing.T) {
	p := acmePlan(t)
	blocked := acmePlan(t, func(o *Options) { o.Facts.Databases = nil })
	tests := map[string]struct {
		plan  plan.Plan
		upTo  string
		entry journal.Entry
		want  string
	}{
		"a step that the plan lacks":          {p, "", journal.Entry{Step: "x", Outcome: "done", By: "Ada"}, "no such step"},
		"an unknown outcome":                  {p, "", journal.Entry{Step: "prepare/platform/quota", Outcome: "fine", By: "Ada"}, "is no outcome"},
		"a step before what it follows":       {p, "", journal.Entry{Step: "prepare/platform/apply", Outcome: "done", By: "Ada"}, "comes first"},
		"a step twice":                        {p, "prepare/platform/quota", journal.Entry{Step: "prepare/platform/quota", Outcome: "done", By: "Ada"}, "done already"},
		"nobody":                              {p, "", journal.Entry{Step: "prepare/platform/quota", Outcome: "done"}, "nobody is named"},
		"one person where two are needed":     {p, "verify/wave-1/done", journal.Entry{Step: "freeze/wave-2/go", Outcome: "done", By: "Ada"}, "second person"},
		"the same person twice":               {p, "verify/wave-1/done", journal.Entry{Step: "freeze/wave-2/go", Outcome: "done", By: "Ada", Second: "Ada"}, "second person"},
		"an undo of what was not begun":       {p, "", journal.Entry{Step: "prepare/platform/quota", Outcome: "undone", By: "Ada"}, "not begun"},
		"an undo under what rests on it":      {p, "prepare/platform/apply", journal.Entry{Step: "prepare/platform/quota", Outcome: "undone", By: "Ada"}, "rests on it"},
		"an undo past the point of no return": {p, "retire/people/commit", journal.Entry{Step: "retire/people/soak", Outcome: "undone", By: "Ada"}, "point of no return"},
		"a blocked step":                      {blocked, "prepare/acme-web/proxy", journal.Entry{Step: "prepare/acme-db/services", Outcome: "done", By: "Ada"}, "blocked"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := newNight(t, tt.plan)
			if tt.upTo != "" {
				n.until(tt.upTo)
			}
			tt.entry.At = n.at.Add(time.Hour)
			_, err := Log(tt.plan, n.data, tt.entry)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestAVoidedCopyMustBeUndoneBeforeGoingOn(t *testing.T) {
	n := newNight(t, acmePlan(t))
	n.until("freeze/acme-db/detach")
	n.must("freeze/acme-db/detach", journal.Undone)
	if err := n.log("freeze/acme-db/detach", journal.Finished); err == nil || !strings.Contains(err.Error(), "copy/acme-db/ready") {
		t.Errorf("went on with a copy that is worth nothing: %v", err)
	}
}

func TestARehearsalsTimesBecomeEstimates(t *testing.T) {
	rehearsal := acmePlan(t, func(o *Options) { o.Rehearsal = true })
	n := newNight(t, rehearsal)
	n.until("switch/api-acme-example.rehearsal.acme.example/dns")
	times, err := Timings(rehearsal, n.data)
	if err != nil {
		t.Fatal(err)
	}
	p := acmePlan(t, func(o *Options) { o.Measured, o.Decisions.Cutover.Downtime = times, "" })
	for _, id := range []string{"freeze/acme-db/fence", "switch/api.acme.example/dns"} {
		for _, s := range p.Steps {
			want := plan.Estimate{Seconds: s.Estimate.Seconds, From: "measured in a rehearsal"}
			if s.ID == id && (s.Estimate != want || s.Estimate.Seconds%60 != 0) {
				t.Errorf("%s: %+v", id, s.Estimate)
			}
		}
	}
	for _, o := range p.Open {
		if strings.Contains(o.Why, "assumption") {
			t.Errorf("still open: %s", o.Why)
		}
	}
}

func TestABrokenJournalIsNamedByItsLine(t *testing.T) {
	_, err := Status(acmePlan(t), []byte("\n{\"step\":\"prepare/platform/quota\",\"outcome\":\"done\",\"by\":\"a\",\"at\":\"2026-03-01T20:00:00Z\"}\n{\"step\":1}\nnonsense\n"))
	got := fmt.Sprint(err)
	for _, want := range []string{"journal.jsonl:3:", "journal.jsonl:4:"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", got, want)
		}
	}
	_, err = Status(acmePlan(t), []byte(`{"step":"gone","outcome":"done","by":"a","at":"2026-03-01T20:00:00Z"}`))
	if diff := cmp.Diff("journal has step gone, which the plan lacks: a plan must not change once its night has begun", fmt.Sprint(err)); diff != "" {
		t.Error(diff)
	}
}
