package translate

import (
	"math"
	"strconv"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

const (
	usualWait = 5 * time.Minute // https://fly.io/docs/reference/configuration/#the-deploy-section

	// a canary must stay up this long before the rest follows
	canarySeconds = 30
	// Fly replaces a third of the machines at a time
	usualUnavailable = 0.33
)

func waitTimeout(d *flytoml.Deploy) time.Duration {
	if d == nil || d.WaitTimeout == nil || *d.WaitTimeout <= 0 {
		return usualWait
	}
	return *d.WaitTimeout
}

// rollout: how a new version takes the place of the old one.
func rollout(d *flytoml.Deploy, choice string, v view, p *spec.Process, l *ledger) {
	if d == nil {
		d = &flytoml.Deploy{Field: "deploy"}
	}
	r := &p.Rollout
	r.Strategy = d.Strategy
	if !knownStrategy(r.Strategy) {
		r.Strategy = "rolling"
	}
	if choice == "surge" {
		r.Strategy = "bluegreen"
	}
	r.Deadline = seconds(waitTimeout(d)) + startupBudget(p)
	l.carried(d.Field+".wait_timeout", "rollout.deadline")
	limits(d, v, p)
	settleStrategy(d, v, p, l)
}

// knownStrategy are flyctl's four.
func knownStrategy(s string) bool {
	return has([]string{"rolling", "canary", "immediate", "bluegreen"}, s)
}

func startupBudget(p *spec.Process) int {
	if p.Startup == nil {
		return 0
	}
	return p.Startup.Period * p.Startup.Failures
}

// limits: how many may be missing and how many more may run meanwhile.
func limits(d *flytoml.Deploy, v view, p *spec.Process) {
	r := &p.Rollout
	switch {
	case alone(v, p):
		r.MaxUnavailable, r.MaxSurge = "1", "0" // two of a worker that was one is a new bug
	case r.Strategy == "immediate":
		r.MaxUnavailable, r.MaxSurge = "100%", "100%" // Recreate would guarantee a gap
	case r.Strategy == "bluegreen":
		r.MaxUnavailable, r.MaxSurge = "0", "100%"
	case r.Strategy == "canary":
		r.MaxUnavailable, r.MaxSurge, r.MinReady = "0", "1", canarySeconds
	case p.Replicas.Min <= 2:
		r.MaxUnavailable, r.MaxSurge = "0", "1"
	default:
		r.MaxUnavailable, r.MaxSurge = unavailable(d), "1"
	}
}

func unavailable(d *flytoml.Deploy) string {
	n := usualUnavailable
	if d.MaxUnavailable != nil {
		n = *d.MaxUnavailable
	}
	if n = max(0, n); n >= 1 {
		return strconv.Itoa(int(n))
	}
	return strconv.Itoa(int(math.Round(n*100))) + "%"
}

// serves says whether Fly's proxy sends requests to the group.
func serves(v view) bool {
	for _, s := range v.Services {
		if len(s.Ports) > 0 {
			return true
		}
	}
	return false
}

// alone is a worker of which there is one: two of it would be a new bug.
func alone(v view, p *spec.Process) bool { return !serves(v) && p.Replicas.Max <= 1 }

func settleStrategy(d *flytoml.Deploy, v view, p *spec.Process, l *ledger) {
	field, asked := d.Field+".strategy", d.Strategy != "" && d.Strategy != "rolling"
	switch {
	case asked && !knownStrategy(d.Strategy):
		l.changed(report.RuleStrategy, field, "rollout", "flyctl knows no strategy "+d.Strategy+" and refuses to deploy with it; copies are replaced as by rolling")
	case asked && len(p.Volumes) > 0:
		l.changed(report.RuleStrategy, field, "rollout", "a disk belongs to one pod at a time, so copies are replaced one by one")
	case asked && alone(v, p):
		l.changed(report.RuleStrategy, field, "rollout", "the only copy of a group that serves nobody ends before the next one starts")
	case d.Strategy == "bluegreen":
		l.changed(report.RuleStrategy, field, "rollout", "a full second set starts before the first one goes; there is no switch back in one step")
	case d.Strategy == "canary":
		l.changed(report.RuleStrategy, field, "rollout", "one new copy must stay up for "+strconv.Itoa(canarySeconds)+" s before the next one starts")
	case d.Strategy == "immediate":
		l.changed(report.RuleStrategy, field, "rollout", "all copies are replaced at once, and new ones start beside them")
	default:
		l.carried(field, "rollout")
	}
	share(d, asked, v, p, l)
}

// share settles max_unavailable.
func share(d *flytoml.Deploy, asked bool, v view, p *spec.Process, l *ledger) {
	field := d.Field + ".max_unavailable"
	switch {
	case asked:
		l.dropped(noteOf(report.RuleStrategy), field, "it only counts for the rolling strategy")
	case p.Rollout.MaxUnavailable == unavailable(d):
		l.carried(field, "rollout")
	case alone(v, p):
		l.changed(report.RuleStrategy, field, "rollout", "the only copy of a group that serves nobody ends before the next one starts")
	default:
		l.changed(report.RuleStrategy, field, "rollout", "with so few copies a new one starts before an old one goes")
	}
}
