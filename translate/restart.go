package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// restart: a pod of a Deployment is always started again, with a growing pause
// and without an end.
func restart(v view, p *spec.Process, l *ledger) {
	r := v.Restart
	if r == nil {
		return
	}
	policy, retries := r.Field+".policy", r.Field+".retries"
	switch r.Policy {
	case "always":
		l.carried(policy, "")
		l.carried(r.Field+".processes", "")
		l.dropped(advise(report.RuleRestartPolicy, "nothing"), retries, "a pod is started again without a limit")
		return
	case "never":
		l.undecided(advise(report.RuleRestartPolicy, "make it a Job, or accept that it is started again"), policy, "",
			"Fly leaves this process stopped when it ends; a Deployment starts it again")
	case "spot-price":
		p.Place.Spot = true
		l.changed(report.RuleRestartPolicy, policy, "place.spot", "it runs on spot nodes, which Google takes away without a bid")
	default:
		l.changed(advise(report.RuleRestartPolicy, "make it a Job, if it is meant to end"), policy, "",
			"Fly leaves a process stopped that ends with status 0; a Deployment starts it again")
	}
	l.dropped(advise(report.RuleRestartPolicy, "nothing"), retries, "a pod is started again without a limit")
	l.dropped(report.RuleRestartPolicy, r.Field+".gpu_bid_price", "Google sells spot nodes at one price")
	l.carried(r.Field+".processes", "")
}
