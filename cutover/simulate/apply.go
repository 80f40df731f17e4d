package simulate

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// apply carries one effect out. It returns why the effect can't work in this
// state, or is a mistake in it; empty when it is fine. An effect on something
// that this world leaves out changes nothing.
func (w *world) apply(e plan.Effect) string {
	switch e.On {
	case plan.Gateway:
		w.gateway = e.Verb == plan.Up
		return ""
	case plan.Bridge:
		w.bridge = e.Verb == plan.Up
		return ""
	case plan.Deploys:
		return w.deploys(e.Arg == "held")
	}
	if i, ok := w.at.hosts[e.On]; ok {
		return w.host(&w.hosts[i], e)
	}
	if i, ok := w.at.jobs[e.On]; ok {
		return w.job(&w.jobs[i], e)
	}
	if i, ok := w.at.domains[e.On]; ok {
		return w.domain(&w.domains[i], e)
	}
	if i, ok := w.at.apps[e.On]; ok {
		return w.app(&w.apps[i], e)
	}
	return ""
}

func (w *world) deploys(held bool) string {
	w.held = held
	for i := range w.domains {
		d := &w.domains[i]
		d.drift = d.drift || !held && d.Schema && d.schema && !d.open
	}
	return ""
}

func (w *world) job(j *job, e plan.Effect) string {
	running := e.Verb == plan.Run
	if e.Arg == "fly" {
		j.fly = running
		return ""
	}
	j.gke = running
	if running && j.app >= 0 && !w.apps[j.app].stocked() {
		return fmt.Sprintf("job %s starts on GKE before its secrets and image are there", j.Name)
	}
	return ""
}

func (w *world) app(a *app, e plan.Effect) string {
	switch e.Verb {
	case plan.Secrets:
		a.secrets = true
	case plan.Image:
		a.image = true
	case plan.Allow:
		a.allowed = true
	case plan.Proxy:
		a.proxy = true
	case plan.Destroy:
		a.gone, a.fly = true, false
	case plan.Route:
		return w.route(a, e.Arg)
	case plan.Run:
		return w.run(a, e.Arg)
	case plan.Halt:
		a.halt(e.Arg)
	}
	return ""
}

func (a *app) stocked() bool { return a.secrets && a.image }

func (w *world) route(a *app, to string) string {
	a.edge = map[string]route{"app": toApp, "hold": toHold, "pass": toPass}[to]
	if a.edge != toApp && !a.proxy {
		return fmt.Sprintf("%s has no hold and pass machines at Fly's edge yet", a.Name)
	}
	if a.edge == toPass {
		return w.untested(a)
	}
	return ""
}

func (w *world) untested(a *app) string {
	for _, i := range a.hosts {
		if h := w.hosts[i]; !h.tested {
			return fmt.Sprintf("%s is switched before it was tested through the new address", h.Name)
		}
	}
	return ""
}

func (w *world) run(a *app, where string) string {
	switch where {
	case "fly":
		a.fly = true
		if a.gone {
			return fmt.Sprintf("%s no longer exists on Fly", a.Name)
		}
		return ""
	case "bridge":
		a.gke = overBridge
	default:
		a.gke = onGKE
	}
	switch {
	case !a.stocked():
		return fmt.Sprintf("%s starts on GKE before its secrets and image are there", a.Name)
	case a.Partner && !a.allowed:
		return fmt.Sprintf("%s starts on GKE before its partners accept the new address", a.Name)
	}
	return ""
}

func (a *app) halt(where string) {
	if where == "fly" {
		a.fly = false
		return
	}
	a.gke = nowhere
}

// pause lets time pass while nobody acts: Fly's proxy wakes stopped machines
// that it still sends requests to.
func (w *world) pause() {
	for i := range w.apps {
		a := &w.apps[i]
		if a.Wakes && a.edge == toApp && !a.gone {
			a.fly = true
		}
	}
}
