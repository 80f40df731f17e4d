package translate

import (
	"cmp"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Google's limits for a health check (cloud.google.com/load-balancing/docs/health-check-concepts).
const (
	healthy     = 1
	unhealthy   = 3
	maxInterval = 300
)

// edgeHealth is the load balancer's own check of a route's port. Without one it
// would ask for `GET /` and want a plain 200.
func edgeHealth(e *spec.Edge, all []found, v view, service string, p *spec.Process, l *ledger) {
	c, ok := checkOf(e.Port, all)
	if !ok {
		noCheck(e, v, service, p, l)
		return
	}
	healthOf(e, c, l)
}

// healthOf asks what a check asks, within Google's limits.
func healthOf(e *spec.Edge, c found, l *ledger) {
	e.Health = spec.Health{Type: "TCP", Interval: usualPeriod, Timeout: usualTimeout, Healthy: healthy, Unhealthy: unhealthy}
	if c.Interval != nil {
		e.Health.Interval = min(max(1, seconds(*c.Interval)), maxInterval)
	}
	if c.Timeout != nil {
		e.Health.Timeout = max(1, seconds(*c.Timeout))
	}
	e.Health.Timeout = min(e.Health.Timeout, e.Health.Interval) // Google refuses a longer one
	if c.kind == "http" {
		webHealth(e, c, l)
	}
}

func checkOf(port string, all []found) (found, bool) {
	first := -1
	for i, c := range all {
		if c.port == port && (first < 0 || c.kind == "http" && all[first].kind != "http") {
			first = i
		}
	}
	if first < 0 {
		return found{}, false
	}
	return all[first], true
}

func webHealth(e *spec.Edge, c found, l *ledger) {
	to := "edge." + e.Port + ".health"
	e.Health.Type, e.Health.Path = "HTTP", "/"
	if c.Protocol != nil && strings.EqualFold(*c.Protocol, "https") {
		e.Health.Type = "HTTPS"
	}
	if c.Path != nil {
		e.Health.Path = healthPath(*c.Path)
	}
	for _, h := range c.Headers {
		if strings.EqualFold(h.Name, "Host") {
			healthHost(e, c, h.Value, l)
			continue
		}
		l.remark(advise(report.RuleHealthCheck, "let the path answer 200 without the header"), report.Changed, cmp.Or(h.Field, c.field+".headers"), to,
			"the load balancer's check can't send the header "+h.Name)
	}
	if len(e.Health.Path) > longestPath {
		e.Health.Type, e.Health.Path = "TCP", ""
		l.changed(advise(report.RuleHealthCheck, "check a shorter path"), c.field+".path", to, "the load balancer's check takes paths of at most 2048 bytes, so it only looks whether the port is open")
		return
	}
	l.carried(c.field+".path", to)
}

// plainEdges: routes of a process without any check.
func plainEdges(v view, p *spec.Process, l *ledger) {
	for i := range p.Edges {
		noCheck(&p.Edges[i], v, serviceField(v, p.Edges[i].Port, p), p, l)
	}
	if len(p.Edges) > 0 && p.Readiness == nil {
		ready := spec.Probe{Type: "tcp", Port: p.Edges[0].Port, Period: usualPeriod, Timeout: usualTimeout}
		p.Readiness = &ready
	}
}

// noCheck: Fly routes to a machine as soon as it runs; the load balancer waits
// until somebody listens, or asks what a container of the machine is asked.
func noCheck(e *spec.Edge, v view, service string, p *spec.Process, l *ledger) {
	if c, ok := boxCheck(v, portCalled(e.Port, p).Number); ok {
		boxEdge(e, c, service, l)
		return
	}
	e.Health = spec.Health{Type: "TCP", Interval: usualPeriod, Timeout: usualTimeout, Healthy: healthy, Unhealthy: unhealthy}
	r := advise(report.RuleHealthCheck, "add an HTTP check to the service")
	r.Severity = report.Note
	l.remark(r, report.Changed, service+".checks", "edge."+e.Port+".health", "the service has no check on Fly: the load balancer only looks whether its port is open")
}
