package graph

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// early lists the apps of a night that could move before it, over the bridge,
// and what that costs them.
func (g *Graph) early(taken []string) {
	for _, a := range g.Apps {
		needs := g.overBridge(a.Name)
		if len(needs) == 0 || g.holdsFiles(a.Name) || g.called(a.Name) {
			continue
		}
		g.Early = append(g.Early, plan.Early{
			App: a.Name, Needs: needs, Taken: slices.Contains(taken, a.Name),
			Cost: fmt.Sprintf("each query or call to %s crosses the bridge once: measure the round trip and multiply it by the calls of one request", strings.Join(needs, ", ")),
		})
	}
}

func (g *Graph) overBridge(app string) []string {
	var needs []string
	for _, e := range g.Edges {
		if e.From != app {
			continue
		}
		if e.Kind == "writes" || e.Kind == "reads" || e.Kind == "calls" && g.Wave(e.To) > 0 && g.Waves[g.Wave(e.To)-1].Night {
			needs = append(needs, e.To)
		}
	}
	return needs
}

// holdsFiles says whether an app has a volume or bucket, which no bridge carries.
func (g *Graph) holdsFiles(app string) bool {
	return slices.ContainsFunc(g.Domains, func(d Domain) bool {
		return slices.Contains(d.Writers, app) && (d.Kind == "volume" || d.Kind == "bucket")
	})
}
