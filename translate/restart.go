package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
)

// restart: a pod of a Deployment is always started again, with a growing pause
// and without an end.
func restart(v view, image *dockerfile.File, plan decisions.GroupPlan, p *spec.Process, l *ledger) {
	if plan.Kind == planJob {
		l.remark(advise(report.RuleRestartPolicy, "set the group's kind to deployment in apps[].groups of fly2k8s.yaml"), report.Undecided, "restart.policy", "kind",
			"fly2k8s.yaml makes group "+v.Name+" a Job, but "+stays(v, image)+"; it stays what it was")
	}
	r := v.Restart
	if r == nil {
		return
	}
	policy, retries := r.Field+".policy", r.Field+".retries"
	l.dropped(advise(noteOf(report.RuleRestartPolicy), "nothing"), retries, "a pod is started again without a limit")
	l.carried(r.Field+".processes", "kind")
	switch r.Policy {
	case "always":
		l.carried(policy, "kind")
	case "never":
		never(policy, v, image, plan, l)
	case "spot-price":
		p.Place.Spot = true
		l.changed(report.RuleRestartPolicy, policy, "place.spot", "it runs on spot nodes, which Google takes away without a bid")
	default:
		onFailure(policy, v, l)
	}
	l.dropped(report.RuleRestartPolicy, r.Field+".gpu_bid_price", "Google sells spot nodes at one price")
}

// never: a group that could be no Job, or that a person wants to go on.
func never(policy string, v view, image *dockerfile.File, plan decisions.GroupPlan, l *ledger) {
	const why = "Fly leaves this process stopped when it ends; a Deployment starts it again"
	if plan.Kind == planDeployment {
		l.changed(advise(report.RuleRestartPolicy, "nothing, as fly2k8s.yaml wants it so"), policy, "kind", why)
		return
	}
	l.undecided(advise(report.RuleRestartPolicy, "set the group's kind in apps[].groups of fly2k8s.yaml: deployment (started again) or, if nothing calls it and it keeps no files, job"),
		policy, "kind", why+", and it is no Job, as "+stays(v, image))
}

// onFailure is what flyctl sends for every machine: it only matters to programs
// that end by themselves, which servers do not.
func onFailure(policy string, v view, l *ledger) {
	r := advise(report.RuleRestartPolicy, "set the group's kind to job in apps[].groups of fly2k8s.yaml, if it is meant to end")
	if serves(v) {
		r = advise(noteOf(report.RuleRestartPolicy), "nothing, as a server does not end by itself")
	}
	l.changed(r, policy, "kind", "Fly leaves a process stopped that ends with status 0; a Deployment starts it again")
}
