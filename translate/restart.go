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
	l.dropped(advise(noteOf(report.RuleRestartPolicy), "nothing"), retries, "a pod is started again without a limit")
	l.carried(r.Field+".processes", "")
	switch r.Policy {
	case "always":
		l.carried(policy, "")
	case "never":
		l.undecided(advise(report.RuleRestartPolicy, "make it a Job, or accept that it is started again"), policy, "",
			"Fly leaves this process stopped when it ends; a Deployment starts it again")
	case "spot-price":
		p.Place.Spot = true
		l.changed(report.RuleRestartPolicy, policy, "place.spot", "it runs on spot nodes, which Google takes away without a bid")
	default:
		onFailure(policy, v, l)
	}
	l.dropped(report.RuleRestartPolicy, r.Field+".gpu_bid_price", "Google sells spot nodes at one price")
}

// onFailure is what flyctl sends for every machine: it only matters to programs
// that end by themselves, which servers do not.
func onFailure(policy string, v view, l *ledger) {
	r := advise(report.RuleRestartPolicy, "make it a Job, if it is meant to end")
	if serves(v) {
		r = advise(noteOf(report.RuleRestartPolicy), "nothing, as a server does not end by itself")
	}
	l.changed(r, policy, "", "Fly leaves a process stopped that ends with status 0; a Deployment starts it again")
}
