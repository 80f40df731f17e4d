package graph

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// union keeps sets of names that grow together.
type union struct {
	names []string
	root  map[string]string
}

func newUnion(names []string) *union {
	u := &union{names: names, root: map[string]string{}}
	for _, n := range names {
		u.root[n] = n
	}
	return u
}

func (u *union) find(n string) string {
	for u.root[n] != n {
		n = u.root[n]
	}
	return n
}

// join makes one set of several; it says whether anything changed.
func (u *union) join(names ...string) bool {
	changed := false
	for _, n := range names {
		a, b := u.find(names[0]), u.find(n)
		if a != b {
			u.root[max(a, b)] = min(a, b)
			changed = true
		}
	}
	return changed
}

func (u *union) set(name string) []string {
	var set []string
	for _, n := range u.names {
		if u.find(n) == u.find(name) {
			set = append(set, n)
		}
	}
	return set
}

func (u *union) sets() [][]string {
	at := map[string]int{}
	var sets [][]string
	for _, n := range u.names {
		r := u.find(n)
		i, ok := at[r]
		if !ok {
			i = len(sets)
			at[r] = i
			sets = append(sets, nil)
		}
		sets[i] = append(sets[i], n)
	}
	return sets
}

// joinCircles puts apps that call each other in a circle into one set.
func (g *Graph) joinCircles(u *union) {
	reach := g.reached
	for a := range reach {
		for b := range reach[a] {
			if a < b && reach[b][a] {
				u.join(a, b)
			}
		}
	}
}

// joinSetCircles joins sets that call each other in a circle. It says whether
// anything changed.
func (g *Graph) joinSetCircles(u *union) bool {
	next := map[string][]string{}
	for _, e := range g.Edges {
		if from, to := e.From, e.To; e.Kind == "calls" && u.find(from) != u.find(to) {
			next[u.find(from)] = append(next[u.find(from)], u.find(to))
		}
	}
	changed := false
	reach := closure(next)
	for _, a := range u.names {
		for _, b := range u.names {
			if ra, rb := u.find(a), u.find(b); reach[ra][rb] && reach[rb][ra] {
				changed = u.join(a, b) || changed
			}
		}
	}
	return changed
}

// circle are the members of a set that call each other in a circle.
func (g *Graph) circle(set []string) []string {
	if len(set) < 2 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(set), func(a string) bool { return !g.reached[a][a] })
}

// reach says who calls whom, through others too.
func (g *Graph) reach() map[string]map[string]bool {
	next := map[string][]string{}
	for _, e := range g.Edges {
		if e.Kind == "calls" {
			next[e.From] = append(next[e.From], e.To)
		}
	}
	return closure(next)
}

// closure says who reaches whom.
func closure(next map[string][]string) map[string]map[string]bool {
	reach := map[string]map[string]bool{}
	for from := range next {
		seen := map[string]bool{}
		queue := slices.Clone(next[from])
		for len(queue) > 0 {
			n := queue[0]
			queue = queue[1:]
			if !seen[n] {
				seen[n] = true
				queue = append(queue, next[n]...)
			}
		}
		reach[from] = seen
	}
	return reach
}

// Circular says whether two apps call each other, through others too.
func (g *Graph) Circular(a, b string) bool {
	return g.reached[a][b] && g.reached[b][a]
}

// ServingWrites says whether a group of the app that answers requests writes
// to the domain.
func (g *Graph) ServingWrites(app string, d Domain) bool {
	return slices.ContainsFunc(Serving(*g.app(app)), func(p spec.Process) bool { return d.groupWrites(app, p.Name) })
}
