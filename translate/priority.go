package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// priorities say who stays when nodes are full. On Fly each machine had its
// place on a host; here a peak of production may take the room of what can wait.
func (c *company) priorities() {
	for i := range c.out.Apps {
		app := &c.out.Apps[i]
		for j := range app.Processes {
			p := &app.Processes[j]
			p.Place.Priority = priority(app.Env, groupPriority(*p))
		}
		for j := range app.Jobs {
			app.Jobs[j].Process.Place.Priority = priority(app.Env, "")
		}
		for j := range app.Schedules {
			app.Schedules[j].Process.Place.Priority = priority(app.Env, "")
		}
		if app.Release != nil { // a migration that is ended halfway is worse than a copy that is
			own := *app.Release // a preview shares it with what it was made from
			own.Place.Priority = priority(app.Env, spec.Serving)
			app.Release = &own
		}
	}
}

func groupPriority(p spec.Process) spec.Priority {
	if len(p.Edges)+len(p.L4)+len(p.Private) > 0 {
		return spec.Serving
	}
	return ""
}

// priority is what a part of an app has in production; elsewhere all parts are
// equal.
func priority(env string, inProduction spec.Priority) spec.Priority {
	switch env {
	case production:
		return inProduction
	case previewEnv:
		return spec.Previews
	}
	return spec.NonProduction
}
