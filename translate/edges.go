package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

const (
	// Google's back end timeout ends websockets, busy or not; a day is the most
	// that it advises (cloud.google.com/load-balancing/docs/https).
	websocketSeconds = 86400
	// usualAnswer is how long an answer may take. Fly's own default is not documented.
	usualAnswer = 60
)

// edges: what the load balancer must know of the app behind a route.
func edges(v view, in *AppInput, p *spec.Process, l *ledger) {
	speaksGRPC(v, in, p, l)
	for i := range p.Edges {
		e := &p.Edges[i]
		e.Compat, e.Affinity = in.Compat, in.Decisions.Affinity
		answerTime(e, v, in, l)
	}
	if len(p.Edges) > 0 {
		keepsAlive(v, in, p, l)
	}
}

func answerTime(e *spec.Edge, v view, in *AppInput, l *ledger) {
	to := "edge." + e.Port + ".timeout"
	e.Websockets = len(source.Names(in.Code, source.LongConnection)) > 0
	switch {
	case in.Decisions.Timeout > 0:
		e.Timeout = in.Decisions.Timeout
	case e.Websockets, e.GRPC:
		e.Timeout = websocketSeconds // an idle_timeout counts silence, this ends what is busy as well
	case e.Timeout == 0:
		e.Timeout = usualAnswer
		l.remark(noteOf(report.RuleTimeout), report.Changed, v.Services[0].Field+".http_options.idle_timeout", to,
			"an answer may take 60 s at the load balancer; Fly's limit is not documented")
	}
}
