package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// waves puts every app into one. Apps that write to the same data move in one
// night, and so does whoever calls them, since they stop on Fly. Apps without
// data can run on both sides at once: they go before, those that others call
// first.
func (g *Graph) waves(early []string) {
	sets := g.sets(early)
	var stateless, nights [][]string
	for _, set := range sets {
		if g.stateful(set, early) {
			nights = append(nights, set)
		} else {
			stateless = append(stateless, set)
		}
	}
	for _, level := range g.levels(stateless) {
		g.wave(level, false, early)
	}
	slices.SortStableFunc(nights, func(a, b []string) int { return g.risk(a) - g.risk(b) })
	for _, set := range nights {
		g.wave([][]string{set}, true, early)
	}
}

// sets are apps that can't be separated, each set by name.
func (g *Graph) sets(early []string) [][]string {
	u := newUnion(g.names())
	for _, d := range g.Domains {
		together := slices.DeleteFunc(slices.Concat(d.Writers, g.Readers[d.Name]), func(a string) bool { return slices.Contains(early, a) })
		u.join(together...)
	}
	g.joinCircles(u)
	for changed := true; changed; {
		changed = false
		for _, e := range g.Edges {
			if e.Kind == "calls" && !slices.Contains(early, e.From) && !slices.Contains(early, e.To) && g.stateful(u.set(e.To), early) {
				changed = u.join(e.From, e.To) || changed
			}
		}
	}
	return u.sets()
}

func (g *Graph) names() []string {
	var names []string
	for _, a := range g.Apps {
		names = append(names, a.Name)
	}
	return names
}

func (g *Graph) stateful(set, early []string) bool {
	for _, d := range g.Domains {
		for _, w := range d.Writers {
			if slices.Contains(set, w) && !slices.Contains(early, w) {
				return true
			}
		}
	}
	return false
}

// levels orders sets without data: callees before callers.
func (g *Graph) levels(sets [][]string) [][][]string {
	depth := make([]int, len(sets))
	for range sets {
		for i, set := range sets {
			for j, other := range sets {
				if i != j && g.calls(set, other) {
					depth[i] = max(depth[i], depth[j]+1)
				}
			}
		}
	}
	var levels [][][]string
	for i, set := range sets {
		for len(levels) <= depth[i] {
			levels = append(levels, nil)
		}
		levels[depth[i]] = append(levels[depth[i]], set)
	}
	return levels
}

func (g *Graph) calls(from, to []string) bool {
	return slices.ContainsFunc(g.Edges, func(e plan.Edge) bool {
		return e.Kind == "calls" && slices.Contains(from, e.From) && slices.Contains(to, e.To)
	})
}

func (g *Graph) wave(sets [][]string, night bool, early []string) {
	w := plan.Wave{Number: len(g.Waves) + 1, Night: night, Apps: slices.Concat(sets...)}
	for _, d := range g.Domains {
		in := slices.ContainsFunc(d.Writers, func(a string) bool { return slices.Contains(w.Apps, a) && !slices.Contains(early, a) })
		if night && in {
			w.Domains = append(w.Domains, d.Name)
			g.waveOf[d.Name] = w.Number
		}
	}
	for _, h := range g.Hosts {
		if slices.Contains(w.Apps, h.App) {
			w.Hosts = append(w.Hosts, h.Name)
		}
	}
	for _, a := range w.Apps {
		g.waveOf[a] = w.Number
	}
	for _, set := range sets {
		w.Cycle = append(w.Cycle, g.circle(set)...)
	}
	w.Why = why(w)
	g.Waves = append(g.Waves, w)
}

func why(w plan.Wave) string {
	switch {
	case w.Night:
		return fmt.Sprintf("they write to %s, or call what does, so they stop and start together", strings.Join(w.Domains, ", "))
	case len(w.Hosts) > 0:
		return "they hold no data, so they can serve from both sides while their hosts move"
	}
	return "they hold no data and are called by others, so they run on both sides first"
}

// risk orders nights: fewer hosts, less data, fewer apps first.
func (g *Graph) risk(set []string) int {
	risk := len(set)
	for _, h := range g.Hosts {
		if slices.Contains(set, h.App) {
			risk += 100
		}
	}
	for _, d := range g.Domains {
		if slices.ContainsFunc(d.Writers, func(a string) bool { return slices.Contains(set, a) }) && d.Database != nil {
			risk += 1000 + cmp.Or(d.Database.UsedMiB, d.Database.DiskGB*1024)/1024
		}
	}
	return risk
}
