package simulate

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/journal"
)

// A search walks through every state that a night can reach, nearest first, so
// that the first breach it meets has the shortest story.
type search struct {
	night
	limit int // states; beyond it the search gives up
	nodes []node
	seen  map[string]bool
	moves int
	tally tally
	found *Counter
	whole bool // nothing was left out
}

func explore(t night, w world, limit int, tl tally) *search {
	s := &search{night: t, limit: limit, tally: tl, seen: map[string]bool{}, whole: true}
	first := node{states: make([]journal.State, len(t.ids)), failed: -1, world: w, from: -1}
	first.world.settle()
	if b := first.world.check(); b != nil {
		s.found = &Counter{Promise: b.promise, What: b.what, Story: []string{"before the first step"}}
		return s
	}
	s.push(first)
	for i := 0; i < len(s.nodes) && s.found == nil; i++ {
		s.expand(int32(i))
	}
	return s
}

func (s *search) push(n node) {
	key := n.key()
	if s.seen[key] {
		return
	}
	if len(s.nodes) >= s.limit {
		s.whole = false
		return
	}
	s.seen[key] = true
	s.nodes = append(s.nodes, n)
}

func (s *search) move(at int32, n node, b *breach) {
	if s.found != nil {
		return
	}
	s.moves++
	n.from = at
	if b != nil {
		s.found = &Counter{Promise: b.promise, What: b.what, Story: s.story(n)}
		return
	}
	s.push(n)
}

func (s *search) expand(at int32) {
	n := s.nodes[at]
	s.pause(at, n)
	if back := s.course.Back(n.states); back >= 0 {
		next, b := s.undo(n, back)
		s.tally.undone(s.ids[back])
		s.move(at, next, b)
	}
	if len(n.owing) > 0 {
		return
	}
	if n.failed >= 0 {
		next, b := s.do(n, n.failed)
		s.move(at, next, b)
		return
	}
	for i := range s.ids {
		if s.course.Ready(n.states, i) {
			s.begin(at, n, i)
		}
	}
}

func (s *search) begin(at int32, n node, i int) {
	next, b := s.do(n, i)
	s.tally.did(s.ids[i])
	s.move(at, next, b)
	for k := 0; k <= len(s.effects[i]); k++ {
		next, b := s.fail(n, i, k)
		s.tally.broke(s.ids[i])
		s.move(at, next, b)
	}
}

func (s *search) pause(at int32, n node) {
	n.world = n.world.clone()
	n.world.pause()
	n.world.settle()
	n.event = "pause"
	s.move(at, n, n.world.check())
}

func (s *search) story(last node) []string {
	story := []string{last.event}
	for at := last.from; at > 0; at = s.nodes[at].from {
		story = append(story, s.nodes[at].event)
	}
	slices.Reverse(story)
	return story
}
