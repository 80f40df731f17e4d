package simulate

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/cutover/journal"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// Options say how hard to try.
type Options struct {
	States int    // of a cell, and of the whole plan, before a search gives up; 0: 20000
	Walks  int    // random nights over the whole plan; 0: 20
	Seed   uint64 // of the walks
}

// A Result is what a simulation looked at and found.
type Result struct {
	Steps   int
	Effects int
	Cells   int  // parts searched whole
	Partial int  // parts too large for that
	Whole   bool // the plan itself was searched whole, too
	States  int
	Moves   int
	Walks   int
	Walked  int // moves of the walks
	Done    int // steps with effects that were done, broken off and undone at least once
	Broken  int
	Undone  int
	Untried []string // steps with effects that were never begun
	Counter *Counter // nil: no promise was broken
}

// A Counter is a counter-example: the promise broken, how, and the shortest
// story found that leads there.
type Counter struct {
	Promise string
	What    string
	About   string // the part of the plan that the story tells of; other steps may happen in between
	Story   []string
}

// Run tries to break a plan.
func Run(p plan.Plan, o Options) Result {
	o = o.filled()
	course := journal.Plot(p)
	r := Result{Steps: len(p.Steps)}
	t := newTally()
	var found []*Counter
	for _, c := range cells(p, course) {
		s := explore(newNight(p, c.steps, c.course, c.shows), c.world, o.States, t)
		r.count(s)
		if s.found != nil {
			s.found.About = c.about
		}
		found = append(found, s.found)
	}
	r.Counter = shortest(found)
	if r.Counter == nil {
		r.Counter = r.whole(p, course, o, t)
	}
	r.cover(p, t)
	return r
}

func (o Options) filled() Options {
	if o.States == 0 {
		o.States = 20000
	}
	if o.Walks == 0 {
		o.Walks = 20
	}
	return o
}

func (r *Result) count(s *search) {
	r.Cells++
	r.States += len(s.nodes)
	r.Moves += s.moves
	if !s.whole {
		r.Partial++
	}
}

// whole looks at the plan in one piece: all of it when it is small, random
// nights otherwise. It guards the claim that cells are enough.
func (r *Result) whole(p plan.Plan, course journal.Course, o Options, t tally) *Counter {
	every := make([]int, len(p.Steps))
	for i := range every {
		every[i] = i
	}
	n := newNight(p, every, course, func(plan.Effect) bool { return true })
	if len(every) <= 24 {
		s := explore(n, begin(p.World), o.States, t)
		r.States += len(s.nodes)
		r.Moves += s.moves
		r.Whole = s.whole
		if s.found != nil || s.whole {
			return s.found
		}
	}
	for i := range o.Walks {
		moves, found := walk(n, begin(p.World), o.Seed+uint64(i), t)
		r.Walks++
		r.Walked += moves
		if found != nil {
			found.About = fmt.Sprintf("random night %d", o.Seed+uint64(i))
			return found
		}
	}
	return nil
}

func (r *Result) cover(p plan.Plan, t tally) {
	for _, s := range p.Steps {
		r.Effects += len(s.Effects)
		if len(s.Effects) == 0 {
			continue
		}
		r.Done += one(t.done[s.ID])
		r.Broken += one(t.broken[s.ID])
		r.Undone += one(t.back[s.ID])
		if !t.done[s.ID] {
			r.Untried = append(r.Untried, s.ID)
		}
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
