package cutover

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// sideEffects is the table of what must happen on one side only.
func sideEffects(p plan.Plan) []plan.SideEffect {
	var out []plan.SideEffect
	for _, j := range p.World.Jobs {
		start := stepWith(p, plan.Do(plan.Run, j.Name, "gke"))
		out = append(out, plan.SideEffect{What: j.Kind + " " + j.Name, Before: "Fly", During: "neither", After: "GKE", Step: start})
	}
	for _, d := range p.World.Domains {
		during := "neither"
		if d.Kind == "queue" {
			during = "Fly, until it is empty"
		}
		out = append(out, plan.SideEffect{What: "writes to " + d.Name, Before: "Fly", During: during, After: "GKE", Step: stepWith(p, plan.Do(plan.Admit, d.Name, ""))})
	}
	if slices.ContainsFunc(p.Steps, func(s plan.Step) bool { return s.ID == "switch/partners/webhooks" }) {
		out = append(out, plan.SideEffect{What: "incoming webhooks", Before: "Fly", During: "refused with 503: callers retry", After: "GKE", Step: "switch/partners/webhooks"})
	}
	out = append(out, plan.SideEffect{What: "mail, payments and calls out", Before: "Fly", During: "neither: nothing runs", After: "GKE", Step: "follows the apps and jobs above"},
		plan.SideEffect{What: "releases and migrations", Before: "Fly, until they are held", During: "neither", After: "GKE", Step: stepWith(p, plan.Do(plan.Deploy, plan.Deploys, "free"))})
	return out
}

func stepWith(p plan.Plan, e plan.Effect) string {
	for _, s := range p.Steps {
		if slices.Contains(s.Effects, e) {
			return s.ID
		}
	}
	return ""
}
