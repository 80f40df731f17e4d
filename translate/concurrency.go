package translate

import (
	"math"
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// usualLatency stands in for a mean that nobody measured, in seconds.
const usualLatency = 0.25

// mostRate is the highest rate that a back end policy takes
// (networking.gke.io_gcpbackendpolicies.yaml of GKE's Gateway API).
const mostRate = 1_000_000_000

// concurrency: Fly counts what is in flight at a machine, the load balancer
// counts requests per second. Little's law joins them: rate = in flight / mean
// seconds of one request.
func concurrency(s *flytoml.Service, port string, latency float64, p *spec.Process, l *ledger) {
	c := s.Concurrency
	if c == nil {
		return
	}
	l.dropped(advise(report.RuleConcurrency, "limit requests in the app, where it must not take more"), c.Field+".hard_limit", "the load balancer never turns a request away")
	kind, soft := c.Field+".type", c.Field+".soft_limit"
	e := edgeOf(port, p)
	if c.Type != "requests" || e == nil || c.SoftLimit == 0 {
		l.changed(advise(report.RuleConcurrency, "nothing"), kind, "replicas.max", "copies are added by CPU load, not by open connections")
		l.changed(advise(report.RuleConcurrency, "nothing"), soft, "replicas.max", "copies are added by CPU load, not by open connections")
		return
	}
	e.Soft = c.SoftLimit
	rate(e, c, latency, l)
	l.carried(kind, "edge."+port+".rate")
}

func rate(e *spec.Edge, c *flytoml.Concurrency, latency float64, l *ledger) {
	known := latency > 0
	if !known {
		latency = usualLatency
	}
	e.MaxRate = int(min(math.Ceil(float64(c.SoftLimit)/latency), mostRate))
	why := strconv.Itoa(c.SoftLimit) + " requests in flight become " + strconv.Itoa(e.MaxRate) + " per second at "
	if known {
		why += strconv.FormatFloat(latency, 'g', 4, 64) + " s each"
	} else {
		why += "a guessed 0.25 s each"
	}
	l.changed(report.RuleConcurrency, c.Field+".soft_limit", "edge."+e.Port+".rate", why)
}

// edgeOf is the route to a port, nil when there is none.
func edgeOf(port string, p *spec.Process) *spec.Edge {
	for i := range p.Edges {
		if p.Edges[i].Port == port {
			return &p.Edges[i]
		}
	}
	return nil
}
