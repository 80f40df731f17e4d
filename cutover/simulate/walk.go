package simulate

import (
	"math/rand/v2"
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/journal"
)

// walk is one random night over the whole plan: steps in any permitted order,
// now and then a failure, a pause, or a change of mind that undoes some or all.
// It ends when everything is done, and the same seed walks the same way.
func walk(t night, w world, seed uint64, tl tally) (moves int, found *Counter) {
	r := rand.New(rand.NewPCG(seed, 0))
	n := node{states: make([]journal.State, len(t.ids)), failed: -1, world: w}
	t.once = true
	var story []string
	turns := 2 // how often the operator still changes their mind
	for !all(n.states) && moves < 20*len(t.ids) {
		next, b := t.step(r, n, &turns, tl)
		moves++
		story = append(story, next.event)
		if b != nil {
			return moves, &Counter{Promise: b.promise, What: b.what, Story: story}
		}
		n = next
	}
	return moves, nil
}

func (t night) step(r *rand.Rand, n node, turns *int, tl tally) (node, *breach) {
	back := t.course.Back(n.states)
	if back >= 0 && (len(n.owing) > 0 || *turns > 0 && r.IntN(40) == 0) {
		if len(n.owing) == 0 {
			*turns--
		}
		return t.retreat(n, back, 1+r.IntN(len(t.ids)), tl)
	}
	if n.failed >= 0 {
		return t.do(n, n.failed)
	}
	if r.IntN(20) == 0 {
		n.world.pause()
		n.world.settle()
		n.event = "pause"
		return n, n.world.check()
	}
	i := t.pick(r, n.states)
	if r.IntN(12) == 0 {
		tl.broke(t.ids[i])
		return t.fail(n, i, r.IntN(len(t.effects[i])+1))
	}
	tl.did(t.ids[i])
	return t.do(n, i)
}

// retreat undoes some steps in a row.
func (t night) retreat(n node, back, steps int, tl tally) (node, *breach) {
	for ; back >= 0 && (steps > 0 || len(n.owing) > 0); steps-- {
		next, b := t.undo(n, back)
		tl.undone(t.ids[back])
		if b != nil {
			return next, b
		}
		n, back = next, t.course.Back(next.states)
	}
	return n, nil
}

func (t night) pick(r *rand.Rand, states []journal.State) int {
	var ready []int
	for i := range t.ids {
		if t.course.Ready(states, i) {
			ready = append(ready, i)
		}
	}
	return ready[r.IntN(len(ready))]
}

// tally counts which steps a run has done, broken off and undone.
type tally struct{ done, broken, back map[string]bool }

func newTally() tally {
	return tally{done: map[string]bool{}, broken: map[string]bool{}, back: map[string]bool{}}
}

func (t tally) did(id string)    { mark(t.done, id) }
func (t tally) broke(id string)  { mark(t.broken, id) }
func (t tally) undone(id string) { mark(t.back, id) }

func mark(m map[string]bool, id string) { m[id] = true }

func shortest(found []*Counter) *Counter {
	found = slices.DeleteFunc(found, func(c *Counter) bool { return c == nil })
	if len(found) == 0 {
		return nil
	}
	return slices.MinFunc(found, func(a, b *Counter) int { return len(a.Story) - len(b.Story) })
}
