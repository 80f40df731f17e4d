package translate

import (
	"strings"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// What a check has that names no times. Fly's documentation gives no defaults;
// these are the ones of Google's HealthCheckPolicy example.
const (
	usualPeriod  = 15
	usualTimeout = 5
)

// A found check is the one that a pod's readiness is asked by.
type found struct {
	field string
	port  string
	kind  string // http or tcp
	flytoml.Probe
}

// checks: a failing check takes a machine out of routing and never restarts it,
// so it becomes a readiness probe and no liveness probe. A pod has one: the
// first HTTP check of a service, else the first check of a service, else the
// first of [checks].
func checks(v view, wait time.Duration, p *spec.Process, l *ledger) {
	all := serviceCheckList(v, p)
	best := pick(all)
	if best < 0 {
		standalone(v, wait, p, l)
		plainEdges(v, p, l)
		return
	}
	ask(all[best], wait, p, l)
	for i, c := range all {
		if i != best {
			also(c, all[best], l)
		}
	}
	for i := range p.Edges {
		edgeHealth(&p.Edges[i], all, v, serviceField(v, p.Edges[i].Port, p), p, l)
	}
	watchers(v.Checks, l)
}

func serviceCheckList(v view, p *spec.Process) []found {
	var all []found
	for _, s := range v.Services {
		port := ""
		for _, have := range p.Ports {
			if have.Number == s.InternalPort && (have.Protocol == "UDP") == (s.Protocol == "udp") {
				port = have.Name
			}
		}
		for _, c := range s.Checks {
			all = append(all, found{field: c.Field, port: port, kind: c.Type, Probe: c.Probe})
		}
	}
	return all
}

func pick(all []found) int {
	for i, c := range all {
		if c.kind == "http" {
			return i
		}
	}
	return min(0, len(all)-1)
}

// ask makes the readiness and the startup probe of one check.
func ask(c found, wait time.Duration, p *spec.Process, l *ledger) {
	ready := spec.Probe{
		Type: c.kind, Port: c.port, Period: usualPeriod, Timeout: usualTimeout,
	}
	if c.kind == "http" {
		askHTTP(c, &ready, l)
	} else {
		ready.Type = "tcp"
		opensOnly(c, l)
	}
	if c.Interval != nil {
		ready.Period = max(1, seconds(*c.Interval))
	}
	if c.Timeout != nil {
		ready.Timeout = max(1, seconds(*c.Timeout))
	}
	p.Readiness = &ready
	p.Startup = startup(ready, c.GracePeriod, wait)
	l.carried(c.field+".interval", "readiness")
	l.carried(c.field+".timeout", "readiness")
	l.carried(c.field+".grace_period", "startup")
	l.carried(c.field+".type", "readiness")
	l.carried(c.field+".port", "readiness")
	l.carried(c.field+".kind", "readiness")
	l.carried(c.field+".processes", "readiness")
}

// startupPeriod is short, so that a pod gets traffic soon after it can take it.
const startupPeriod = 2

// leastStart: a wait_timeout without a unit is nanoseconds, and a machine that
// flyctl didn't wait for goes on starting.
const leastStart = time.Minute

// startup: Kubernetes kills a pod whose startup probe runs out, Fly does not.
// So the budget is never less than what a deploy waits for a healthy machine.
func startup(ready spec.Probe, grace *time.Duration, wait time.Duration) *spec.Probe {
	budget := max(wait, leastStart)
	if grace != nil {
		budget = max(budget, *grace)
	}
	s := ready
	s.Period = startupPeriod
	s.Failures = (seconds(budget) + startupPeriod - 1) / startupPeriod
	return &s
}

func askHTTP(c found, ready *spec.Probe, l *ledger) {
	ready.Path = "/"
	if c.Path != nil {
		ready.Path = *c.Path
	}
	l.carried(c.field+".path", "readiness")
	method(c, l)
	ready.HTTPS = c.Protocol != nil && strings.EqualFold(*c.Protocol, "https")
	l.carried(c.field+".protocol", "readiness")
	for _, h := range c.Headers {
		ready.Headers = append(ready.Headers, spec.Header{Name: h.Name, Value: h.Value})
	}
	l.carried(c.field+".headers", "readiness")
	l.dropped(report.RuleChecksGateOnly, c.field+".tls_server_name", "the kubelet does not verify certificates")
	if ready.HTTPS && (c.TLSSkipVerify == nil || !*c.TLSSkipVerify) {
		l.changed(report.RuleChecksGateOnly, c.field+".tls_skip_verify", "readiness", "the kubelet never verifies certificates")
		return
	}
	l.carried(c.field+".tls_skip_verify", "readiness")
}

// opensOnly: a TCP check does not speak HTTP, whatever else is set on it.
func opensOnly(c found, l *ledger) {
	for _, f := range []string{".method", ".path", ".protocol", ".headers", ".tls_skip_verify", ".tls_server_name"} {
		l.dropped(noteOf(report.RuleChecksGateOnly), c.field+f, "a TCP check only opens the port, on Fly as well")
	}
}

func method(c found, l *ledger) {
	if c.Method == nil || strings.EqualFold(*c.Method, "GET") {
		l.carried(c.field+".method", "readiness")
		return
	}
	l.changed(advise(report.RuleChecksGateOnly, "let the path answer GET with 200"), c.field+".method", "readiness", "probes and the load balancer ask with GET, not "+strings.ToUpper(*c.Method))
}

// also settles a service's further checks.
func also(c, best found, l *ledger) {
	why := "a pod has one readiness probe, and another check is it"
	if c.port == best.port {
		why = "another check of the same port is the pod's readiness probe"
	}
	l.changed(advise(report.RuleChecksGateOnly, "let one path check everything that matters"), c.field, "readiness", why)
}
