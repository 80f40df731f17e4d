package simulate

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/journal"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// A cell is a part of the world that the promises look at together, with the
// steps that touch it. Every promise and every effect reads at most one host,
// job or domain and one or two apps (plus the gateway, the bridge and the
// deploy freeze), and a step's turn depends on other steps alone. So a plan
// breaks a promise exactly when one of its cells does, and cells are small
// enough to be searched whole.
type cell struct {
	about  string
	world  plan.World
	steps  []int
	course journal.Course
	shows  func(plan.Effect) bool
}

// cells cuts a plan up: each domain with each app and each job that writes to
// it, each host with its app, each job with its app, each app with each that
// it calls.
func cells(p plan.Plan, c journal.Course) []cell {
	w := p.World
	var out []cell
	add := func(about string, part plan.World) { out = append(out, cut(p, c, about, part)) }
	for _, d := range w.Domains {
		one := []plan.Domain{d}
		add(d.Name, plan.World{Domains: one})
		for _, a := range w.Apps {
			if slices.Contains(a.Domains, d.Name) {
				add(d.Name+" and "+a.Name, plan.World{Domains: one, Apps: []plan.App{a}})
			}
		}
		for _, j := range w.Jobs {
			if slices.Contains(j.Domains, d.Name) {
				add(d.Name+" and "+j.Name, plan.World{Domains: one, Jobs: []plan.Job{j}})
			}
		}
	}
	apps := map[string]plan.App{}
	for _, a := range w.Apps {
		apps[a.Name] = a
	}
	for _, h := range w.Hosts {
		add(h.Name, plan.World{Hosts: []plan.Host{h}, Apps: known(apps, h.App)})
	}
	for _, j := range w.Jobs {
		add(j.Name, plan.World{Jobs: []plan.Job{j}, Apps: known(apps, j.App)})
	}
	for _, a := range w.Apps {
		for _, to := range append([]string{a.Name}, a.Calls...) {
			add(a.Name+" and "+to, plan.World{Apps: known(apps, a.Name, to)})
		}
	}
	return out
}

func known(apps map[string]plan.App, names ...string) []plan.App {
	var out []plan.App
	for _, n := range slices.Compact(names) {
		if a, ok := apps[n]; ok {
			out = append(out, a)
		}
	}
	return out
}

func cut(p plan.Plan, c journal.Course, about string, part plan.World) cell {
	names := map[string]bool{plan.Gateway: true, plan.Bridge: true, plan.Deploys: true}
	for _, a := range part.Apps {
		names[a.Name] = true
	}
	for _, j := range part.Jobs {
		names[j.Name] = true
	}
	for _, h := range part.Hosts {
		names[h.Name] = true
	}
	for _, d := range part.Domains {
		names[d.Name] = true
	}
	shows := func(e plan.Effect) bool { return names[e.On] }
	steps := touching(p, shows)
	return cell{about: about, world: part, steps: steps, course: c.Project(steps), shows: shows}
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
