package nodepool

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// cloneApps copies as deep as Assign writes.
func cloneApps(apps []spec.App) []spec.App {
	out := slices.Clone(apps)
	for i := range out {
		out[i].Processes = slices.Clone(out[i].Processes)
		for p := range out[i].Processes {
			cloneProcess(&out[i].Processes[p])
		}
		out[i].Jobs = slices.Clone(out[i].Jobs)
		for j := range out[i].Jobs {
			cloneProcess(&out[i].Jobs[j].Process)
		}
		out[i].Schedules = slices.Clone(out[i].Schedules)
		for j := range out[i].Schedules {
			cloneProcess(&out[i].Schedules[j].Process)
		}
		if r := out[i].Release; r != nil {
			release := *r
			out[i].Release = &release
		}
	}
	return out
}

func cloneProcess(p *spec.Process) {
	p.Volumes = slices.Clone(p.Volumes)
	p.Place.Taints = slices.Clone(p.Place.Taints)
}

func cloneStores(c spec.Company) ([]spec.Database, []spec.Cache) {
	databases, caches := slices.Clone(c.Databases), slices.Clone(c.Caches)
	for i := range databases {
		cloneProcess(&databases[i].Store.Process)
	}
	for i := range caches {
		cloneProcess(&caches[i].Store.Process)
	}
	return databases, caches
}
