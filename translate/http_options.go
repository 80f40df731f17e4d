package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// httpOptions: what Fly's proxy does to requests and answers on the way.
func httpOptions(out flytoml.Port, name string, p *spec.Process, l *ledger) {
	o := out.HTTPOptions
	if o == nil {
		return
	}
	if o.Compress != nil && *o.Compress {
		l.dropped(report.RuleEdgeExtras, o.Field+".compress", "the gateway sends answers as the app made them")
	} else {
		l.carried(o.Field+".compress", "")
	}
	h2(o, name, p, l)
	idle(o, name, p, l)
	l.dropped(report.RuleTimeout, o.Field+".headers_read_timeout", "the gateway's limit for a request's headers is fixed")
	l.undecided(report.RuleReplay, o.Field+".replay_cache", "", "no load balancer on GKE replays a request because an answer says so")
	responses(o, name, p, l)
}

func h2(o *flytoml.HTTPOptions, name string, p *spec.Process, l *ledger) {
	if o.H2Backend == nil || !*o.H2Backend {
		l.carried(o.Field+".h2_backend", "ports."+name)
		return
	}
	speakH2C(name, p)
	l.changed(report.RuleH2, o.Field+".h2_backend", "ports."+name, "the load balancer speaks HTTP/2 without TLS to it, and its health check still HTTP/1.1")
}

// idle: the load balancer's timeout is for a whole answer, busy or idle.
func idle(o *flytoml.HTTPOptions, name string, p *spec.Process, l *ledger) {
	e := edgeOf(name, p)
	switch {
	case e == nil:
		l.dropped(report.RuleTimeout, o.Field+".idle_timeout", "a raw port has no limit for silence at the load balancer")
		return
	case o.IdleTimeout == nil || *o.IdleTimeout == 0:
		l.dropped(noteOf(report.RuleTimeout), o.Field+".idle_timeout", "0 sets no limit")
		return
	}
	e.Timeout = max(e.Timeout, int(min(*o.IdleTimeout, websocketSeconds)))
	l.changed(report.RuleTimeout, o.Field+".idle_timeout", "edge."+name+".timeout", "the limit holds for the whole answer, not only for a silent one")
}

// tlsOptions: the gateway ends TLS for all apps with one policy.
func tlsOptions(out flytoml.Port, name string, p *spec.Process, l *ledger) {
	t := out.TLSOptions
	if t == nil {
		return
	}
	if !http2Only(out) {
		l.changed(advise(report.RuleEdgeTLS, "nothing, unless a client must not be offered HTTP/2"), t.Field+".alpn", "edge."+name+".hosts", "the gateway always offers HTTP/2 and HTTP/1.1")
	}
	l.dropped(advise(report.RuleEdgeTLS, "nothing"), t.Field+".default_self_signed", "the gateway never answers with a self-signed certificate")
	e := edgeOf(name, p)
	if e == nil || len(t.Versions) == 0 {
		l.dropped(report.RuleEdgeTLS, t.Field+".versions", "the load balancer passes TLS through")
		return
	}
	e.TLSMin = slices.Min(t.Versions) // TLSv1.2 sorts before TLSv1.3
	l.changed(report.RuleEdgeTLS, t.Field+".versions", "edge."+name+".https", "one SSL policy holds for the whole gateway")
}
