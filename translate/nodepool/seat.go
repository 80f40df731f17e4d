package nodepool

import (
	"cmp"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A seat is a pod template of the company with the item that stands for it: a
// process, a release command or a scheduled job. It points into the company that
// is being filled in.
type seat struct {
	app       *spec.App
	item      Item
	path      func(field string) string // of the ledger
	place     *spec.Place
	resources *spec.Resources
	volumes   []spec.Volume
}

// seats are all pod templates of the cluster's environments.
func (c cluster) seats(apps []spec.App, s Settings) []seat {
	var out []seat
	for i := range apps {
		app := &apps[i]
		if !slices.Contains(c.envs, app.Env) {
			continue
		}
		for p := range app.Processes {
			out = append(out, processSeat(app, &app.Processes[p], s))
		}
		out = append(out, jobSeats(app)...)
	}
	return out
}

func processSeat(app *spec.App, p *spec.Process, s Settings) seat {
	if s.Spot && mayBeTaken(*app, *p) {
		p.Place.Spot = true
	}
	st := seatOf(app, p.Name, p)
	st.path = func(field string) string { return spec.ProcessPath(p.Name, field) }
	st.item.Count, st.item.Most = p.Replicas.Min, p.Replicas.Max
	if !st.item.Pinned {
		st.item.Surge = surge(p.Rollout.MaxSurge, p.Replicas.Min)
	}
	return st
}

// jobSeats run now and then: head room and the autoscaler make their room, but
// some node must be large enough. What a deploy starts runs beside its rollout.
func jobSeats(app *spec.App) []seat {
	var out []seat
	for i := range app.Jobs {
		job := &app.Jobs[i].Process
		st := seatOf(app, job.Name, job)
		st.path = func(field string) string { return spec.ProcessPath(job.Name, field) }
		st.item.Surge = job.Replicas.Min
		out = append(out, st)
	}
	for i := range app.Schedules {
		job := &app.Schedules[i]
		st := seatOf(app, "schedule-"+job.Name, &job.Process)
		st.path = func(field string) string { return spec.SchedulePath(job.Name, field) }
		out = append(out, st)
	}
	if app.Release != nil {
		st := seat{app: app, path: spec.ReleasePath, place: &app.Release.Place, resources: &app.Release.Resources}
		st.item = itemFor(app, "release", need{}.plus(app.Release.Resources), releaseClass(*app))
		st.item.Accelerator, _ = accelerator(app.Release.Resources)
		out = append(out, st)
	}
	return out
}

func seatOf(app *spec.App, group string, p *spec.Process) seat {
	st := seat{app: app, place: &p.Place, resources: &p.Resources, volumes: p.Volumes}
	st.item = itemFor(app, group, podNeed(p.Resources, p.Sidecars), classOf(*p))
	st.item.Accelerator, _ = accelerator(p.Resources)
	st.item.Pinned = len(p.Volumes) > 0 || p.Place.Zone != ""
	return st
}

func itemFor(app *spec.App, group string, n need, class Class) Item {
	return Item{
		App: app.Name, Env: app.Env, Group: group, Class: class,
		CPUMilli: n.cpu, MemoryMiB: n.memory, EphemeralMiB: n.ephemeral, GPU: n.gpu,
	}
}

func classOf(p spec.Process) Class {
	switch {
	case p.Resources.GPU > 0:
		return GPU
	case p.Place.Spot:
		return Spot
	case p.Size.Kind == "performance":
		return Perf
	}
	return General
}

// releaseClass is that of the app's first process: the release command runs on
// the kind of node that the app runs on. GPU nodes are for it only when it asks
// for a GPU itself, spot nodes never.
func releaseClass(app spec.App) Class {
	if app.Release.Resources.GPU > 0 {
		return GPU
	}
	if groups := app.Groups(); len(groups) == 0 || classOf(groups[0]) != Perf {
		return General
	}
	return Perf
}

// mayBeTaken says whether a process can live on nodes that Google takes back:
// everything of a preview, elsewhere only what nobody calls and keeps no data.
func mayBeTaken(app spec.App, p spec.Process) bool {
	called := len(p.Edges)+len(p.L4)+len(p.Private) > 0
	return p.Resources.GPU == 0 && (app.Env == "preview" || !called && len(p.Volumes) == 0)
}

// sit fills in the place that the plan found.
func (s seat) sit(plan Plan) {
	at, found := slices.BinarySearchFunc(plan.Assignments, s.item.Name(), func(a Assignment, name string) int {
		return cmp.Compare(a.Item.Name(), name)
	})
	if !found {
		return
	}
	pool, _ := plan.Pool(plan.Assignments[at].Pool)
	// Pools with GPUs aren't spot ones: a selector for both would find no node.
	s.place.Pool, s.place.Taints, s.place.Spot = pool.Name, pool.Taints, pool.Spot
	s.keep(pool.StorageClass)
}

// keep sets the storage class of volumes that have none yet.
func (s seat) keep(class string) {
	for i := range s.volumes {
		s.volumes[i].Class = cmp.Or(s.volumes[i].Class, class)
	}
}
