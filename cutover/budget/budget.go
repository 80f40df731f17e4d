// Package budget works out when the steps of a night run if everything goes as
// estimated, which of them make it as long as it is, and when the long-lead
// steps before it must begin at the latest.
//
// One role does one thing at a time; a step that only waits keeps nobody busy.
package budget

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// Of is the time that a plan's night takes, beside the window in seconds.
func Of(p plan.Plan, window int) plan.Budget {
	n := night{end: map[string]int{}, from: map[string]string{}, busy: map[string]string{}}
	in := nightWaves(p)
	for _, s := range p.Steps {
		if inNight(s, in) {
			n.place(s)
		}
	}
	b := plan.Budget{Window: window, Night: n.slots}
	last := ""
	for _, s := range n.slots {
		if s.End > b.Needs || last == "" {
			b.Needs, last = s.End, s.Step
		}
	}
	for ; last != ""; last = n.from[last] {
		b.Critical = append(b.Critical, last)
	}
	slices.Reverse(b.Critical)
	b.Down = downtimes(p, n)
	return b
}

func nightWaves(p plan.Plan) map[int]bool {
	in := map[int]bool{}
	for _, w := range p.Waves {
		in[w.Number] = w.Night
	}
	return in
}

// inNight says whether a step belongs into the window: the freeze, switch and
// verify steps of waves that freeze writes.
func inNight(s plan.Step, nights map[int]bool) bool {
	return nights[s.Wave] && (s.Phase == plan.Freeze || s.Phase == plan.Switch || s.Phase == plan.Verify)
}

type night struct {
	slots []plan.Slot
	end   map[string]int
	from  map[string]string // the step that a step had to wait for
	busy  map[string]string // what each role did last
}

func (n *night) place(s plan.Step) {
	start, from := 0, ""
	waitFor := func(id string) {
		if end, ok := n.end[id]; ok && (end > start || from == "") {
			start, from = end, id
		}
	}
	for _, a := range s.After {
		waitFor(a)
	}
	if !s.Waits {
		waitFor(n.busy[s.Owner])
		n.busy[s.Owner] = s.ID
	}
	n.end[s.ID], n.from[s.ID] = start+s.Estimate.Seconds, from
	n.slots = append(n.slots, plan.Slot{Step: s.ID, Start: start, End: start + s.Estimate.Seconds})
}

// downtimes are, for each domain, the time from the first step that keeps
// writers away to the one that serves the last of them again.
func downtimes(p plan.Plan, n night) []plan.Downtime {
	at := map[string]plan.Slot{}
	for _, s := range n.slots {
		at[s.Step] = s
	}
	var out []plan.Downtime
	for _, d := range p.World.Domains {
		from, to := -1, 0
		for _, s := range p.Steps {
			slot, ok := at[s.ID]
			if !ok {
				continue
			}
			for _, e := range s.Effects {
				if stops(p, d, e) && (from < 0 || slot.Start < from) {
					from = slot.Start
				}
				if serves(p, d, e) {
					to = max(to, slot.End)
				}
			}
		}
		if from >= 0 {
			out = append(out, plan.Downtime{Domain: d.Name, From: from, Seconds: max(0, to-from)})
		}
	}
	return out
}

func writes(p plan.Plan, d plan.Domain, name string) (app plan.App, ok bool) {
	for _, a := range p.World.Apps {
		if a.Name == name && slices.Contains(a.Domains, d.Name) {
			return a, true
		}
	}
	return app, false
}

func stops(p plan.Plan, d plan.Domain, e plan.Effect) bool {
	_, app := writes(p, d, e.On)
	return e == plan.Do(plan.Fence, d.Name, "") || app && (e.Verb == plan.Route && e.Arg == "hold" || e.Verb == plan.Halt && e.Arg == "fly")
}

func serves(p plan.Plan, d plan.Domain, e plan.Effect) bool {
	a, app := writes(p, d, e.On)
	if !app {
		return e == plan.Do(plan.Admit, d.Name, "")
	}
	return e.Verb == plan.Route && e.Arg == "pass" || !a.Edge && e.Verb == plan.Run && e.Arg == "gke"
}

// Latest sets, on every step before the night, how many hours before T0 it must
// begin: by its own lead, or by those of what follows it.
func Latest(steps []plan.Step) {
	need := map[string]int{}
	for i := len(steps) - 1; i >= 0; i-- {
		s := &steps[i]
		if s.Phase != plan.Prepare && s.Phase != plan.Copy {
			continue
		}
		s.Latest = max(s.Lead, need[s.ID]+hours(s.Estimate.Seconds))
		for _, a := range s.After {
			need[a] = max(need[a], s.Latest)
		}
	}
}

func hours(seconds int) int { return (seconds + 3599) / 3600 }
