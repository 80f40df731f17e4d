// Package journal knows where a night stands. From a plan and what was logged
// of it (cutover/journal.jsonl, one JSON object per line) it says what is next,
// and which steps lead back to everything on Fly.
package journal

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// A State is where one step stands.
type State byte

const (
	Todo   State = iota // not begun, or undone
	Done                // done and verified
	Failed              // begun; nobody knows how far it got
)

// A Course is a plan's order, worked out once. Steps are known by their place
// in the plan.
type Course struct {
	After  [][]int  // what must be done before each step
	Redo   [][]int  // what must be undone after the step's undo, before going on
	keeps  [][]bool // by step with a point of no return: steps that may not be undone after it; nil for others
	points []int    // the steps with a point of no return
	index  map[string]int
}

// Plot works out the course of a plan. Names in after that the plan lacks are
// left out; plan.Parse has refused them before.
func Plot(p plan.Plan) Course {
	c := Course{index: map[string]int{}}
	for i, s := range p.Steps {
		c.index[s.ID] = i
	}
	for _, s := range p.Steps {
		c.After = append(c.After, c.places(s.After))
		c.Redo = append(c.Redo, c.places(s.Undo.Redo))
	}
	for i, s := range p.Steps {
		c.keeps = append(c.keeps, c.kept(p, i, s))
		if len(s.NoReturn) > 0 {
			c.points = append(c.points, i)
		}
	}
	return c
}

func (c Course) places(ids []string) []int {
	var at []int
	for _, id := range ids {
		if i, ok := c.index[id]; ok {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	return at
}

// kept are the steps that a point of no return makes final: itself, the rest
// of its wave, and everything that these rest on.
func (c Course) kept(p plan.Plan, i int, s plan.Step) []bool {
	if len(s.NoReturn) == 0 {
		return nil
	}
	kept := make([]bool, len(p.Steps))
	kept[i] = true
	for j, other := range p.Steps {
		kept[j] = kept[j] || s.Wave > 0 && other.Wave == s.Wave
	}
	for j := len(kept) - 1; j >= 0; j-- {
		if !kept[j] {
			continue
		}
		for _, a := range c.After[j] {
			kept[a] = true
		}
	}
	return kept
}

// Project is the course of some of the steps, with the order that the others
// between them impose. Places are those in steps.
func (c Course) Project(steps []int) Course {
	place := make(map[int]int, len(steps))
	for i, s := range steps {
		place[s] = i
	}
	sub := Course{keeps: make([][]bool, len(steps)), After: c.between(steps, place)}
	for i, s := range steps {
		var redo []int
		for _, r := range c.Redo[s] {
			if at, ok := place[r]; ok {
				redo = append(redo, at)
			}
		}
		sub.Redo = append(sub.Redo, redo)
		if c.keeps[s] == nil {
			continue
		}
		sub.points = append(sub.points, i)
		sub.keeps[i] = make([]bool, len(steps))
		for j, other := range steps {
			sub.keeps[i][j] = c.keeps[s][other]
		}
	}
	return sub
}

// between is, for each chosen step, the chosen steps it must follow.
func (c Course) between(steps []int, place map[int]int) [][]int {
	after := make([][]int, len(steps))
	for i, s := range steps {
		seen := map[int]bool{}
		queue := append([]int{}, c.After[s]...)
		for len(queue) > 0 {
			a := queue[0]
			queue = queue[1:]
			if seen[a] {
				continue
			}
			seen[a] = true
			if at, ok := place[a]; ok {
				after[i] = append(after[i], at)
				continue
			}
			queue = append(queue, c.After[a]...)
		}
	}
	return after
}

// Ready says whether a step may begin: it is not done, and all before it is.
func (c Course) Ready(states []State, i int) bool {
	if states[i] == Done {
		return false
	}
	for _, a := range c.After[i] {
		if states[a] != Done {
			return false
		}
	}
	return true
}

// final says whether a step can't be undone any more.
func (c Course) final(states []State, i int) bool {
	for _, p := range c.points {
		if states[p] == Done && c.keeps[p][i] {
			return true
		}
	}
	return false
}

// Back is the next step to undo on the way to everything on Fly: the last one
// in the plan's order that was begun and isn't final. It is -1 when there is none.
func (c Course) Back(states []State) int {
	for i := len(states) - 1; i >= 0; i-- {
		if states[i] != Todo && !c.final(states, i) {
			return i
		}
	}
	return -1
}

// Pending says whether the undo of a step left work that must be undone, too.
func (c Course) Pending(states []State, undone int) bool {
	for _, r := range c.Redo[undone] {
		if states[r] != Todo {
			return true
		}
	}
	return false
}
