package journal

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// A Status is where the night stands.
type Status struct {
	Done, All int
	Phase     plan.Phase  // of the next step; retire when all is done
	Next      []plan.Step // that may begin now
	Blocked   []plan.Step // that might begin now if a fact weren't missing
	Broken    []plan.Step // started or failed, neither done nor undone
	Passed    []string    // write domains and apps past their point of no return
	Left      int         // seconds of estimates still ahead, one after the other
}

// StatusOf reads plan and journal.
func StatusOf(p plan.Plan, data []byte) (Status, error) {
	c, states, err := read(p, data)
	if err != nil {
		return Status{}, err
	}
	s := Status{All: len(p.Steps), Phase: plan.Retire}
	for i, step := range p.Steps {
		s.add(c, states, i, step)
	}
	if len(s.Next) > 0 {
		s.Phase = s.Next[0].Phase
	}
	return s, nil
}

func read(p plan.Plan, data []byte) (Course, []State, error) {
	entries, err := Parse("journal.jsonl", data)
	if err != nil {
		return Course{}, nil, err
	}
	c := Plot(p)
	states, err := c.states(entries)
	return c, states, err
}

func (s *Status) add(c Course, states []State, i int, step plan.Step) {
	switch states[i] {
	case Done:
		s.Done++
		s.Passed = append(s.Passed, step.NoReturn...)
		return
	case Failed:
		s.Broken = append(s.Broken, step)
	case Todo:
		if c.Ready(states, i) && step.Blocked != "" {
			s.Blocked = append(s.Blocked, step)
		} else if c.Ready(states, i) {
			s.Next = append(s.Next, step)
		}
	}
	s.Left += step.Estimate.Seconds
}

// A WayBack is the ordered way to everything on Fly.
type WayBack struct {
	Undo  []plan.Step // in the order to undo them
	Stays []string    // ids of begun steps that can't be undone
	Why   string      // why not all; empty when the way leads home
}

// Whole says whether the way ends with everything on Fly.
func (w WayBack) Whole() bool { return len(w.Stays) == 0 }

// Rollback is the way back from where the night stands. Steps past a point of
// no return, and what they rest on, stay; everything else goes back.
func Rollback(p plan.Plan, data []byte) (WayBack, error) {
	c, states, err := read(p, data)
	if err != nil {
		return WayBack{}, err
	}
	var w WayBack
	for i := c.Back(states); i >= 0; i = c.Back(states) {
		w.Undo = append(w.Undo, p.Steps[i])
		states[i] = Todo
	}
	for i, s := range p.Steps {
		if states[i] == Todo {
			continue
		}
		w.Stays = append(w.Stays, s.ID)
		if len(s.NoReturn) > 0 && states[i] == Done {
			w.Why = fmt.Sprintf("%s was done: %s", s.ID, s.Title)
		}
	}
	return w, nil
}
