package cutover

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/cutover/steps"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// world is where the simulation starts.
func world(g graph.Graph, c spec.Company) plan.World {
	var w plan.World
	for _, a := range g.Apps {
		w.Apps = append(w.Apps, plan.App{
			Name: a.Name, Fly: a.FlyApp, Wave: g.Wave(a.Name), Domains: steps.Written(&g, a.Name), Calls: steps.Calls(&g, a.Name),
			Edge: graph.HTTP(a), Wakes: graph.HTTP(a), Partner: hasEgress(c, a), Bridge: steps.NeedsBridge(c, a),
		})
	}
	for _, j := range g.Jobs {
		w.Jobs = append(w.Jobs, j.Job)
	}
	for _, h := range g.Hosts {
		w.Hosts = append(w.Hosts, plan.Host{Name: h.Name, App: h.App, TTL: steps.TTL(h), IPv6: steps.IPv6(h) && !h.Proxied, Proxied: h.Proxied, CAA: steps.CAA(h)})
	}
	for _, d := range g.Domains {
		d.Wave = g.Wave(d.Name)
		w.Domains = append(w.Domains, d.Domain)
	}
	return w
}

func hasEgress(c spec.Company, a spec.App) bool {
	return slices.ContainsFunc(c.Egress, func(e spec.Egress) bool { return e.App == a.FlyApp || e.App == a.Name })
}
