package simulate

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/journal"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// A node is a state of the night: the journal and the world.
type node struct {
	states []journal.State
	failed int   // the step that failed and was not yet retried or undone; -1: none
	owing  []int // steps whose undo left more to undo before going on
	world  world
	from   int32 // the node it came from
	event  string
}

func (n node) key() string {
	b := make([]byte, 0, len(n.states)+64)
	for _, s := range n.states {
		b = append(b, '0'+byte(s))
	}
	b = append(b, byte(n.failed), byte(n.failed>>8), byte(len(n.owing)))
	for _, i := range n.owing {
		b = append(b, byte(i), byte(i>>8))
	}
	return string(n.world.key(b))
}

// next is a node to change, with the step in a new state.
func (t night) next(n node, i int, s journal.State) node {
	if !t.once {
		n.states, n.world = slices.Clone(n.states), n.world.clone()
	}
	n.states[i] = s
	return n
}

// night is what both the search and the walks move through.
type night struct {
	ids     []string
	effects [][]plan.Effect
	undos   [][]plan.Effect
	returns [][]string // what has no way back after each step
	course  journal.Course
	real    bool // not a rehearsal
	once    bool // no state is looked at twice, so none need be kept
}

func newNight(p plan.Plan, steps []int, course journal.Course, shows func(plan.Effect) bool) night {
	n := night{course: course, real: !p.Rehearsal}
	for _, i := range steps {
		n.ids = append(n.ids, p.Steps[i].ID)
		n.effects = append(n.effects, only(p.Steps[i].Effects, shows))
		n.undos = append(n.undos, only(p.Steps[i].Undo.Effects, shows))
		n.returns = append(n.returns, p.Steps[i].NoReturn)
	}
	return n
}

// play carries effects out one by one and stops at the first breach.
func play(w *world, effects []plan.Effect) *breach {
	for _, e := range effects {
		if problem := w.apply(e); problem != "" {
			return &breach{canWork, problem}
		}
		w.settle()
		if b := w.check(); b != nil {
			return b
		}
	}
	return nil
}

// do is a step that succeeds.
func (t night) do(n node, i int) (node, *breach) {
	next := t.next(n, i, journal.Done)
	next.failed, next.event = -1, "do "+t.ids[i]
	b := play(&next.world, t.effects[i])
	if what := next.world.tooEarly(t.returns[i]); b == nil && what != "" {
		b = &breach{allOnFly, what}
	}
	if b == nil && all(next.states) {
		b = t.ended(&next.world)
	}
	return next, b
}

func (t night) ended(w *world) *breach {
	what := w.moved()
	if what == "" && t.real {
		what = w.tidy()
	}
	if what == "" {
		return nil
	}
	return &breach{allOnGKE, what}
}

// fail is a step that breaks off after some of its effects.
func (t night) fail(n node, i, after int) (node, *breach) {
	next := t.next(n, i, journal.Failed)
	next.failed = i
	next.event = fmt.Sprintf("%s fails after %d of %d effects", t.ids[i], after, len(t.effects[i]))
	return next, play(&next.world, t.effects[i][:after])
}

// undo takes the next step on the way back.
func (t night) undo(n node, i int) (node, *breach) {
	next := t.next(n, i, journal.Todo)
	next.failed, next.event = -1, "undo "+t.ids[i]
	owing := slices.Clone(n.owing)
	if len(t.course.Redo[i]) > 0 {
		owing = append(owing, i)
	}
	next.owing = slices.DeleteFunc(owing, func(i int) bool { return !t.course.Pending(next.states, i) })
	b := play(&next.world, t.undos[i])
	if b == nil && none(next.states) {
		if what := next.world.home(); what != "" {
			b = &breach{allOnFly, what}
		}
	}
	return next, b
}

func all(states []journal.State) bool {
	for _, s := range states {
		if s != journal.Done {
			return false
		}
	}
	return true
}

func none(states []journal.State) bool {
	for _, s := range states {
		if s != journal.Todo {
			return false
		}
	}
	return true
}
