package simulate

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/journal"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// A cell is a part of the world that one promise looks at, with the steps that
// touch it. Every promise and every effect reads at most one host, job or
// domain, one or two apps, and some of their states, and a step's turn depends
// on other steps alone. So a plan breaks a promise exactly when one of its cells
// does, and cells are small enough to be searched whole. What a cell doesn't
// see is taken as right there; the cell that does see it proves it.
type cell struct {
	about  string
	world  world
	steps  []int
	course journal.Course
	shows  func(plan.Effect) bool
}

// A view is what a cell sees of something: effects by name and verb.
type view map[string][]plan.Verb

var (
	running  = []plan.Verb{plan.Run, plan.Halt}
	serving  = []plan.Verb{plan.Run, plan.Halt, plan.Route, plan.Destroy}
	traffic  = []plan.Verb{plan.Run, plan.Halt, plan.Route, plan.Proxy, plan.Destroy}
	supplies = []plan.Verb{plan.Run, plan.Halt, plan.Secrets, plan.Image, plan.Allow}
	writing  = []plan.Verb{plan.Fence, plan.Unfence, plan.Admit, plan.Close, plan.Returned, plan.Reverse, plan.Drained}
	copying  = []plan.Verb{
		plan.Fence, plan.Unfence, plan.Admit, plan.Close, plan.Returned, plan.Reverse, plan.Drained, plan.WAL, plan.Schema,
		plan.Replicate, plan.Copied, plan.CatchUp, plan.Sequences, plan.Compare, plan.Backup, plan.Destroy,
	}
	routing = []plan.Verb{plan.Save, plan.TTL, plan.Expire, plan.Certificate, plan.Test, plan.DNS, plan.Origin, plan.Announce, plan.Reopen}
	proving = []plan.Verb{plan.Authorise, plan.CAA, plan.Certificate}
	always  = []plan.Verb{plan.Up, plan.Down, plan.Deploy}
)

// cells cuts a plan up.
func cells(p plan.Plan, c journal.Course) []cell {
	var out []cell
	add := func(part plan.World, v view) { out = append(out, cut(p, c, part, v)) }
	for _, d := range p.World.Domains {
		domainCells(p.World, d, add)
	}
	apps := map[string]plan.App{}
	for _, a := range p.World.Apps {
		apps[a.Name] = a
	}
	for _, h := range p.World.Hosts {
		one := []plan.Host{h}
		add(plan.World{Hosts: one}, view{h.Name: proving})
		add(plan.World{Hosts: one, Apps: known(apps, h.App)}, view{h.Name: routing, h.App: traffic, plan.Gateway: always})
	}
	for _, j := range p.World.Jobs {
		add(plan.World{Jobs: []plan.Job{j}, Apps: known(apps, j.App)}, view{j.Name: running, j.App: {plan.Secrets, plan.Image}})
	}
	for _, a := range p.World.Apps {
		add(plan.World{Apps: []plan.App{a}}, view{a.Name: supplies, plan.Bridge: always})
		for _, to := range a.Calls {
			add(plan.World{Apps: known(apps, a.Name, to)}, view{a.Name: serving, to: serving, plan.Bridge: always})
		}
	}
	return out
}

func domainCells(w plan.World, d plan.Domain, add func(plan.World, view)) {
	one := []plan.Domain{d}
	add(plan.World{Domains: one}, view{d.Name: copying, plan.Deploys: always, plan.Bridge: always})
	for _, a := range w.Apps {
		if slices.Contains(a.Domains, d.Name) {
			add(plan.World{Domains: one, Apps: []plan.App{a}}, view{d.Name: writing, a.Name: serving})
		}
	}
	for _, j := range w.Jobs {
		if slices.Contains(j.Domains, d.Name) {
			add(plan.World{Domains: one, Jobs: []plan.Job{j}}, view{d.Name: writing, j.Name: running})
		}
	}
}

func known(apps map[string]plan.App, names ...string) []plan.App {
	var out []plan.App
	for _, n := range names {
		if a, ok := apps[n]; ok {
			out = append(out, a)
		}
	}
	return out
}

func cut(p plan.Plan, c journal.Course, part plan.World, v view) cell {
	shows := func(e plan.Effect) bool { return slices.Contains(v[e.On], e.Verb) }
	steps := touching(p, shows)
	return cell{about: about(part), world: granted(begin(part), v), steps: steps, course: c.Project(steps), shows: shows}
}

func about(w plan.World) string {
	var names []string
	for _, d := range w.Domains {
		names = append(names, d.Name)
	}
	for _, h := range w.Hosts {
		names = append(names, h.Name)
	}
	for _, j := range w.Jobs {
		names = append(names, j.Name)
	}
	for _, a := range w.Apps {
		names = append(names, a.Name)
	}
	return strings.Join(names, " and ")
}

// granted gives a world everything that its cell doesn't see.
func granted(w world, v view) world {
	sees := func(name string, verb plan.Verb) bool { return slices.Contains(v[name], verb) }
	w.gateway = !sees(plan.Gateway, plan.Up)
	w.bridge = !sees(plan.Bridge, plan.Up)
	for i := range w.apps {
		a := &w.apps[i]
		a.blind = !sees(a.Name, plan.Run)
		a.secrets, a.image = !sees(a.Name, plan.Secrets), !sees(a.Name, plan.Image)
		a.allowed, a.proxy = !sees(a.Name, plan.Allow), !sees(a.Name, plan.Proxy)
	}
	for i := range w.hosts {
		h := &w.hosts[i]
		h.blind = !sees(h.Name, plan.DNS)
		h.owned = !sees(h.Name, plan.Authorise)
		h.caa = h.caa || !sees(h.Name, plan.CAA)
	}
	for i := range w.domains {
		w.domains[i].trusted = !sees(w.domains[i].Name, plan.Copied)
	}
	return w
}

// touching are the steps that change something in view, and the points of no
// return, which change what may be undone.
func touching(p plan.Plan, shows func(plan.Effect) bool) []int {
	var steps []int
	for i, s := range p.Steps {
		if len(s.NoReturn) > 0 || slices.ContainsFunc(s.Effects, shows) || slices.ContainsFunc(s.Undo.Effects, shows) {
			steps = append(steps, i)
		}
	}
	return steps
}

func only(effects []plan.Effect, shows func(plan.Effect) bool) []plan.Effect {
	var out []plan.Effect
	for _, e := range effects {
		if shows(e) {
			out = append(out, e)
		}
	}
	return out
}
