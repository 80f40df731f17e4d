package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// plainHTTP says which routes are served without TLS, too: those whose port 80
// was open on Fly and didn't force https. The gateway redirects every other host,
// also one whose port 80 was closed on Fly.
func plainHTTP(v view, p *spec.Process, l *ledger) {
	for i := range p.Edges {
		e := &p.Edges[i]
		open, forced := port80(v, e.Port, p)
		e.ForceHTTPS = !open || forced
		if !open {
			l.remark(noteOf(report.RuleEdgeTLS), report.Changed, serviceField(v, e.Port, p)+".ports", "edge."+e.Port+".https",
				"port 80 is closed on Fly; the gateway answers there, and redirects to https")
		}
	}
}

func port80(v view, name string, p *spec.Process) (open, forced bool) {
	for _, s := range v.Services {
		if portOf(s.InternalPort, p) != name {
			continue
		}
		for _, out := range s.Ports {
			if onPort80(out) {
				open, forced = true, forced || out.ForceHTTPS
			}
		}
	}
	return open, forced
}

func onPort80(out flytoml.Port) bool {
	first, last := portRange(out)
	return has(out.Handlers, "http") && first == 80 && last == 80
}
