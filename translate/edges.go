package translate

import (
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
)

const (
	// Google's back end timeout ends websockets, busy or not; a day is the most
	// that it advises (cloud.google.com/load-balancing/docs/https).
	websocketSeconds = 86400
	// usualTimeout of a request. Fly's own default is not documented.
	usualAnswer = 60
	// Google's front ends keep connections to a back end for 600 s.
	keepAlive = "620000" // milliseconds
)

// edges: what the load balancer must know of the app behind a route.
func edges(v view, in *AppInput, p *spec.Process, l *ledger) {
	for i := range p.Edges {
		e := &p.Edges[i]
		answerTime(e, v, in, l)
	}
	if len(p.Edges) > 0 {
		keepsAlive(v, in, p, l)
	}
}

func answerTime(e *spec.Edge, v view, in *AppInput, l *ledger) {
	to := "edge." + e.Port + ".timeout"
	switch {
	case in.Decisions.Timeout > 0:
		e.Timeout = in.Decisions.Timeout
	case e.Timeout == 0:
		e.Timeout = usualAnswer
		l.remark(noteOf(report.RuleTimeout), report.Changed, v.Services[0].Field+".http_options.idle_timeout", to,
			"an answer may take 60 s at the load balancer; Fly's limit is not documented")
	}
}

// keepsAlive: an app that closes an idle connection before the load balancer
// does loses the request that is on its way.
func keepsAlive(v view, in *AppInput, p *spec.Process, l *ledger) {
	field := v.Services[0].Field + ".internal_port"
	choice := in.Decisions.KeepAlive
	if name, value, ok := strings.Cut(choice, "="); ok {
		p.Runtime = append(p.Runtime, spec.Runtime{Name: name, From: spec.FromValue, Value: value})
		return
	}
	if choice == "set" {
		return
	}
	name, certain := keepAliveVariable(in.Dockerfile)
	if certain {
		p.Runtime = append(p.Runtime, spec.Runtime{Name: name, From: spec.FromValue, Value: keepAlive})
		l.remark(noteOf(report.RuleKeepAlive), report.Changed, field, "runtime."+name, "the load balancer keeps connections for 600 s, so the server is told to keep them longer")
		return
	}
	if longLived(in.Dockerfile) {
		return
	}
	l.remark(report.RuleKeepAlive, report.Undecided, field, "", "the load balancer keeps connections for 600 s; when the server closes them earlier, some requests end with 502")
}

// keepAliveVariable is the variable that sets it, for servers that have one.
func keepAliveVariable(image *dockerfile.File) (name string, known bool) {
	if image == nil {
		return "", false
	}
	return "KEEP_ALIVE_TIMEOUT", image.Server == "next" // https://nextjs.org/docs/app/api-reference/cli/next
}

// longLived are runtimes whose usual servers never close an idle connection by
// themselves: Go's net/http has no limit unless one is set.
func longLived(image *dockerfile.File) bool {
	return image != nil && image.Runtime == dockerfile.Go
}
