package runbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// phases are the steps under their headings.
func phases(p plan.Plan) []phase {
	slots := map[string]plan.Slot{}
	for _, s := range p.Budget.Night {
		slots[s.Step] = s
	}
	nights := map[int]bool{}
	for _, w := range p.Waves {
		nights[w.Number] = w.Night
	}
	var out []phase
	for i, s := range p.Steps {
		key, title := heading(s, nights)
		if len(out) == 0 || out[len(out)-1].Key != key {
			out = append(out, phase{Key: key, Title: title})
		}
		last := &out[len(out)-1]
		last.Steps = append(last.Steps, shown(p, s, i+1, slots))
	}
	return out
}

// heading groups steps: prepare, copy, each wave, retire.
func heading(s plan.Step, nights map[int]bool) (key, title string) {
	switch {
	case s.Phase == plan.Prepare:
		return "prepare", "Prepare: days ahead, nobody notices"
	case s.Phase == plan.Copy:
		return "copy", "Copy: data flows, Fly still serves"
	case s.Phase == plan.Retire:
		return "retire", "Retire: Fly ends"
	case nights[s.Wave]:
		return fmt.Sprintf("wave-%d", s.Wave), fmt.Sprintf("Wave %d: the night", s.Wave)
	}
	return fmt.Sprintf("wave-%d", s.Wave), fmt.Sprintf("Wave %d: ahead of the night", s.Wave)
}

func shown(p plan.Plan, s plan.Step, n int, slots map[string]plan.Slot) step {
	v := step{Step: s, Number: n, Anchor: anchor(s.ID), Takes: plan.Span(s.Estimate.Seconds), From: s.Estimate.From, Timeout: plan.Span(s.Timeout),
		After: strings.Join(s.After, ", "), NoReturn: strings.Join(s.NoReturn, ", "), Two: s.People > 1, Critical: slices.Contains(p.Budget.Critical, s.ID)}
	if slot, ok := slots[s.ID]; ok {
		v.Clock = "T+" + plan.Span(slot.Start)
	} else if s.Latest > 0 {
		v.Clock = "by " + plan.Before(s.Latest)
	}
	return v
}

// anchor is an id that HTML and a URL's fragment both take.
func anchor(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r == '-' {
			return r
		}
		return '_'
	}, id)
}
