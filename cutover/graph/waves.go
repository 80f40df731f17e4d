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
	g.lonely()
}

// lonely finds a night for each domain whose writers all moved early: that of
// their other data, or one of its own.
func (g *Graph) lonely() {
	for _, d := range g.Domains {
		if g.waveOf[d.Name] > 0 {
			continue
		}
		n := g.nightBeside(d)
		if n == 0 {
			n = len(g.Waves) + 1
			g.Waves = append(g.Waves, plan.Wave{Number: n, Night: true, Why: "everything that writes to " + d.Name + " moved early, so only the data is left"})
		}
		g.waveOf[d.Name] = n
		g.Waves[n-1].Domains = append(g.Waves[n-1].Domains, d.Name)
	}
}

func (g *Graph) nightBeside(d Domain) int {
	for _, other := range g.Domains {
		shared := slices.ContainsFunc(other.Writers, func(w string) bool { return slices.Contains(d.Writers, w) })
		if shared && g.waveOf[other.Name] > 0 {
			return g.waveOf[other.Name]
		}
	}
	return 0
}

// sets are apps that can't be separated, each set by name.
func (g *Graph) sets(early []string) [][]string {
	u := newUnion(g.names())
	for _, d := range g.Domains {
		together := slices.DeleteFunc(slices.Concat(d.Writers, g.Readers[d.Name]), func(a string) bool { return slices.Contains(early, a) })
		u.join(together...)
	}
	g.joinCircles(u)
	for _, a := range early {
		u.join(g.beside(a, early)...)
	}
	for changed := true; changed; {
		changed = g.joinSetCircles(u)
		for _, e := range g.Edges {
			if e.Kind == "calls" && !slices.Contains(early, e.From) && !slices.Contains(early, e.To) && g.stateful(u.set(e.To), early) {
				changed = u.join(e.From, e.To) || changed
			}
		}
	}
	return u.sets()
}

// beside are the others that write to the data of an app that moves early: its
// data must all move in one night, or it would stand still between two.
func (g *Graph) beside(app string, early []string) []string {
	var others []string
	for _, d := range g.Domains {
		if slices.Contains(d.Writers, app) || slices.Contains(g.Readers[d.Name], app) {
			others = append(others, slices.DeleteFunc(slices.Clone(d.Writers), func(w string) bool { return slices.Contains(early, w) })...)
		}
	}
	return others
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
		for _, w := range slices.Concat(d.Writers, g.Readers[d.Name]) {
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
	levels := make([][][]string, len(sets))
	for i, set := range sets {
		levels[depth[i]] = append(levels[depth[i]], set)
	}
	return slices.DeleteFunc(levels, func(l [][]string) bool { return len(l) == 0 })
}

func (g *Graph) calls(from, to []string) bool {
	return slices.ContainsFunc(g.Edges, func(e plan.Edge) bool {
		return e.Kind == "calls" && slices.Contains(from, e.From) && slices.Contains(to, e.To)
	})
}

func (g *Graph) wave(sets [][]string, night bool, early []string) {
	w := plan.Wave{Number: len(g.Waves) + 1, Night: night, Apps: slices.Concat(sets...)}
	for _, d := range g.Domains {
		in := slices.ContainsFunc(slices.Concat(d.Writers, g.Readers[d.Name]), func(a string) bool { return slices.Contains(w.Apps, a) && !slices.Contains(early, a) })
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
