package source

import "slices"

// automaton finds all words of all detectors in one pass over a file (Aho and
// Corasick, 1975), without regard to case. Most files hold none of the words, so
// this pass is the whole cost of reading them.
type automaton struct {
	next  [][256]int32 // state, byte → state
	found [][]int      // state → detectors that one of its words belongs to
}

// newAutomaton takes the words of each detector, in lower case.
func newAutomaton(words [][]string) *automaton {
	a := &automaton{next: make([][256]int32, 1), found: make([][]int, 1)}
	for detector, ws := range words {
		for _, w := range ws {
			a.add(w, detector)
		}
	}
	a.link()
	for state := range a.next { // fold case once, here, not per byte
		for c := byte('A'); c <= 'Z'; c++ {
			a.next[state][c] = a.next[state][c+'a'-'A']
		}
	}
	return a
}

func (a *automaton) add(word string, detector int) {
	state := int32(0)
	for _, c := range []byte(word) {
		if a.next[state][c] == 0 {
			a.next[state][c] = int32(len(a.next))
			a.next = append(a.next, [256]int32{})
			a.found = append(a.found, nil)
		}
		state = a.next[state][c]
	}
	if !slices.Contains(a.found[state], detector) {
		a.found[state] = append(a.found[state], detector)
	}
}

// link gives each state the way on when its word breaks off: to the longest end
// of what was read that starts another word.
func (a *automaton) link() {
	fail := make([]int32, len(a.next))
	var queue []int32
	for _, s := range a.next[0] {
		if s != 0 {
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		a.found[state] = append(a.found[state], a.found[fail[state]]...)
		for c, s := range a.next[state] {
			if s == 0 {
				a.next[state][c] = a.next[fail[state]][c]
				continue
			}
			fail[s] = a.next[fail[state]][c]
			queue = append(queue, s)
		}
	}
}

// mark is a word that was found: whose, and where it ends.
type mark struct{ detector, end int }

// marks lists the words in data, in the order of their ends.
func (a *automaton) marks(data []byte, into []mark) []mark {
	state := int32(0)
	for i, c := range data {
		state = a.next[state][c]
		for _, d := range a.found[state] {
			into = append(into, mark{d, i})
		}
	}
	return into
}
