package graph

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

func (g *Graph) edges(c spec.Company, env string) {
	for _, a := range g.Apps {
		for _, t := range a.Talks {
			if t.Kind == "app" && cmp.Or(t.Env, env) == env && g.app(t.To) != nil && t.To != a.Name {
				g.edge(a.Name, t.To, "calls", t.Why)
			}
		}
	}
	for _, d := range g.Domains {
		for _, w := range d.Writers {
			g.edge(w, d.Name, "writes", d.why(w))
		}
		for _, r := range g.Readers[d.Name] {
			g.edge(r, d.Name, "reads", "decided in fly2k8s.yaml")
		}
	}
	for _, h := range g.Hosts {
		g.edge(h.Name, h.App, "serves", "certificate on Fly: "+cmp.Or(h.Status, "unknown"))
	}
	for _, j := range g.Jobs {
		g.edge(j.Name, j.App, "runs", j.Kind)
	}
	for _, e := range c.Egress {
		if g.fly(e.App) != "" {
			g.edge(g.fly(e.App), e.IP, "asks", "fixed outbound address that partners may have on a list")
		}
	}
}

func (g *Graph) edge(from, to, kind, why string) {
	e := plan.Edge{From: from, To: to, Kind: kind, Why: why}
	same := func(o plan.Edge) bool { return o.From == from && o.To == to && o.Kind == kind }
	if !slices.ContainsFunc(g.Edges, same) {
		g.Edges = append(g.Edges, e)
	}
}

// fly is the name of the app that a Fly app became; empty when it doesn't move.
func (g *Graph) fly(name string) string {
	for _, a := range g.Apps {
		if a.FlyApp == name || a.Name == name {
			return a.Name
		}
	}
	return ""
}

func (d Domain) why(app string) string {
	switch {
	case d.Database != nil:
		for _, u := range d.Database.Databases {
			if u.App == app && u.Variable != "" {
				return fmt.Sprintf("secret %s", u.Variable)
			}
		}
		return "attachment"
	case d.Cache != nil && d.Cache.Variable != "":
		return "secret " + d.Cache.Variable
	case d.Volume != nil:
		return "mount " + d.Volume.Path
	}
	return "attachment"
}

// Calls are the apps that an app needs privately.
func (g *Graph) Calls(app string) []string {
	var to []string
	for _, e := range g.Edges {
		if e.Kind == "calls" && e.From == app {
			to = append(to, e.To)
		}
	}
	return to
}
