package translate

import (
	"time"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// standalone: without a check at a service the first of [checks] becomes the
// readiness probe, although it gates nothing on Fly.
func standalone(v view, wait time.Duration, p *spec.Process, l *ledger) {
	if len(v.Checks) == 0 {
		return
	}
	c := v.Checks[0]
	first := found{field: c.Field, Probe: c.Probe}
	if c.Type != nil {
		first.kind = *c.Type
	}
	ask(first, wait, p, l)
	number(c.Port, p)
	if !gates(c, v) {
		r := report.RuleChecksGateOnly
		r.Severity = report.Note
		l.remark(r, report.Changed, c.Field, "readiness", "on Fly the check is only shown; here it decides whether the pod gets requests")
	}
	watchers(v.Checks[1:], l)
}

// number lets both probes ask a port, by name where the pod has one for it.
func number(port *int, p *spec.Process) {
	if port == nil {
		return
	}
	for _, probe := range []*spec.Probe{p.Readiness, p.Startup} {
		probe.Number = *port
		for _, have := range p.Ports {
			if have.Number == *port && have.Protocol == "TCP" {
				probe.Port, probe.Number = have.Name, 0
			}
		}
	}
}

// gates: only a live machine can have a check of the readiness kind.
func gates(c flytoml.Check, v view) bool {
	if v.live == nil {
		return false
	}
	kind := v.live.Checks[c.Name].Kind
	return kind != nil && *kind == "readiness"
}

// watchers are checks that only people see.
func watchers(all []flytoml.Check, l *ledger) {
	for _, c := range all {
		l.dropped(advise(report.RuleChecksGateOnly, "make an uptime check or an alert of it"), c.Field, "the check is only shown on Fly; nothing on GKE asks it")
	}
}
