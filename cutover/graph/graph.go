// Package graph works out who needs whom: which apps write to which data,
// which call each other, which hosts and jobs they carry. From that it cuts a
// company into waves, sets that move together, and lays out the world that a
// plan's simulation starts from.
package graph

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A Graph is one environment, taken apart.
type Graph struct {
	Apps    []spec.App // of the environment, by Name
	Hosts   []spec.Host
	Domains []Domain
	Jobs    []Job
	Edges   []plan.Edge
	Waves   []plan.Wave
	Early   []plan.Early
	Ahead   []string            // apps that move before their data: as decided, but for those that can't
	Readers map[string][]string // by domain: apps that only read it
	waveOf  map[string]int
	reached map[string]map[string]bool // who calls whom, through others too
}

// A Domain is a write domain with the thing on Fly behind it; one of the
// pointers is set.
type Domain struct {
	plan.Domain
	Writers  []string // app names
	Database *spec.Database
	Cache    *spec.Cache
	Bucket   *spec.Bucket
	Volume   *spec.Volume
	App      string // of a volume
	Group    string // the process group of a volume
	Data     string // of a volume: copy or sqlite
	Blocked  string // the decision that is missing
}

// A Job is a schedule, a group of workers, or a group that each deploy starts and
// that ends by itself.
type Job struct {
	plan.Job
	Group   string // process group
	Machine string // Fly's machine, for a schedule
}

// Of is the graph of one environment.
func Of(c spec.Company, env string, d decisions.Decisions) Graph {
	g := Graph{Readers: map[string][]string{}, waveOf: map[string]int{}}
	for _, a := range c.Apps {
		if a.Env == env {
			g.Apps = append(g.Apps, a)
		}
	}
	for _, h := range c.Hosts {
		if h.Env == env && !h.FlyDev && g.app(h.App) != nil {
			g.Hosts = append(g.Hosts, h)
		}
	}
	g.domains(c, env, d)
	g.jobs()
	g.edges(c, env)
	g.reached = g.reach()
	g.Ahead = slices.DeleteFunc(slices.Clone(d.Cutover.Early), func(a string) bool { return g.app(a) == nil || g.called(a) || g.holdsFiles(a) })
	g.waves(g.Ahead)
	g.early(g.Ahead)
	return g
}

func (g *Graph) app(name string) *spec.App {
	for i := range g.Apps {
		if g.Apps[i].Name == name {
			return &g.Apps[i]
		}
	}
	return nil
}

// called says whether other apps call this one. It can't move ahead of its
// data then: it stops once more in the night, and they would stand without it.
func (g *Graph) called(app string) bool {
	return slices.ContainsFunc(g.Edges, func(e plan.Edge) bool { return e.Kind == "calls" && e.To == app })
}

// Wave is the number of an app's or a domain's wave.
func (g *Graph) Wave(name string) int { return g.waveOf[name] }

// Serving are the app's groups that answer requests.
func Serving(a spec.App) []spec.Process {
	return slices.DeleteFunc(slices.Clone(a.Processes), func(p spec.Process) bool { return !side.Serves(p) })
}

// HTTP says whether Fly's edge carries HTTP to the app, so that a machine of
// ours can stand in for it there.
func HTTP(a spec.App) bool {
	return slices.ContainsFunc(a.Processes, func(p spec.Process) bool { return len(p.Edges) > 0 })
}

func (g *Graph) jobs() {
	for _, a := range g.Apps {
		for _, p := range a.Processes {
			if !side.Serves(p) {
				j := plan.Job{Name: a.Name + "/" + p.Name, App: a.Name, Kind: "worker", Domains: g.written(a.Name, p.Name)}
				g.Jobs = append(g.Jobs, Job{Job: j, Group: p.Name})
			}
		}
		for _, o := range a.Jobs {
			name := o.Process.Name
			j := plan.Job{Name: a.Name + "/" + name, App: a.Name, Kind: "job", Domains: g.written(a.Name, name)}
			g.Jobs = append(g.Jobs, Job{Job: j, Group: name})
		}
		for _, s := range a.Schedules {
			j := plan.Job{Name: a.Name + "/" + s.Name, App: a.Name, Kind: "schedule", Domains: g.written(a.Name, s.Process.Name)}
			g.Jobs = append(g.Jobs, Job{Job: j, Group: s.Process.Name, Machine: s.Machine})
		}
	}
}

// written are the domains that one process group of an app writes to.
func (g *Graph) written(app, group string) []string {
	var names []string
	for _, d := range g.Domains {
		if slices.Contains(d.Writers, app) && d.groupWrites(app, group) {
			names = append(names, d.Name)
		}
	}
	return names
}

func (d Domain) groupWrites(app, group string) bool {
	if d.Volume != nil {
		return d.Group == group
	}
	if d.Database == nil {
		return true
	}
	for _, u := range d.Database.Databases {
		if u.App == app && !u.Reader && (len(u.Process) == 0 || slices.Contains(u.Process, group)) {
			return true
		}
	}
	return false
}
