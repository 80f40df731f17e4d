package translate

import (
	"slices"
	"strings"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// A boxed check is an HTTP check that a container of the machine has.
type boxed struct {
	found
	container string
}

// boxCheck is what a container is asked on a port over HTTP to be ready: the main
// container before those beside it. The load balancer can ask the same, as a pod's
// containers share its address.
func boxCheck(v view, port int) (boxed, bool) {
	if v.live == nil {
		return boxed{}, false
	}
	main, best, ok := mainContainer(v.live), boxed{}, false
	for i, one := range v.live.Containers {
		j := slices.IndexFunc(one.Healthchecks, func(h inventory.Healthcheck) bool {
			return h.Kind != "liveness" && h.HTTP != nil && int(h.HTTP.Port) == port
		})
		if j >= 0 && (!ok || one.Name == main) {
			best, ok = boxed{likeService(one.Healthchecks[j], at(at("containers", i)+".healthchecks", j)), one.Name}, true
		}
	}
	return best, ok
}

// likeService is the check as one of a service.
func likeService(h inventory.Healthcheck, field string) found {
	path, scheme := h.HTTP.Path, h.HTTP.Scheme
	c := found{field: field + ".http", kind: "http", Probe: flytoml.Probe{Path: &path, Protocol: &scheme}}
	if h.Interval > 0 {
		c.Interval = new(time.Duration(h.Interval) * time.Second)
	}
	if h.Timeout > 0 {
		c.Timeout = new(time.Duration(h.Timeout) * time.Second)
	}
	for _, header := range h.HTTP.Headers {
		c.Headers = append(c.Headers, flytoml.Header{Field: c.field + ".headers", Name: header.Name, Value: strings.Join(header.Values, ", ")})
	}
	return c
}

// boxEdge: the container's own section settles the check, which becomes its probe.
// The load balancer's is one more thing to know of it.
func boxEdge(e *spec.Edge, c boxed, service string, l *ledger) {
	r := noteOf(report.RuleHealthCheck)
	scratch := *l // what is said of the check's parts is said where they become a probe
	scratch.from, scratch.book = newOrigin(l.from.base, l.from.prefix, nil), newBook()
	healthOf(e, c.found, &scratch)
	l.remark(r, report.Changed, service+".checks", "edge."+e.Port+".health",
		"the service has no check on Fly: the load balancer asks what container "+c.container+" is asked, "+e.Health.Path)
	for _, f := range scratch.book.findings {
		if f.Code != "" {
			l.remark(report.RuleHealthCheck, report.Changed, c.field, "edge."+e.Port+".health", f.Why)
		}
	}
}
