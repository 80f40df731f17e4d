package translate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

// Google's front ends keep connections to a back end for 600 s
// (https://cloud.google.com/load-balancing/docs/https#timeouts_and_retries).
const frontEndIdle = 600

// keepsAlive: an app that closes an idle connection before the load balancer
// does loses the request that is on its way.
func keepsAlive(v view, in *AppInput, p *spec.Process, l *ledger) {
	field := v.Services[0].Field + ".internal_port"
	choice := in.Decisions.KeepAlive
	if name, value, ok := strings.Cut(choice, "="); ok {
		setRuntime(p, name, value)
		return
	}
	server := serverOf(in, p)
	idle, known := source.KeepAliveOf(server)
	said, inCommand := idleFlag(words(in.Dockerfile, p))
	switch {
	case choice == "set", inCommand && said > frontEndIdle:
	case inCommand:
		l.remark(report.RuleKeepAlive, report.Undecided, field, "", fmt.Sprintf("the command sets %d s, and the load balancer keeps connections for 600 s", said))
	case !known:
		l.remark(report.RuleKeepAlive, report.Undecided, field, "", "the load balancer keeps connections for 600 s; when the server closes them earlier, some requests end with 502")
	case idle.Enough() && len(source.Names(in.Code, source.KeepAlive)) == 0:
	default:
		sayIdle(server, idle, v, p, l, field)
	}
}

// sayIdle gives the server its variable, or tells a person what to change.
func sayIdle(server string, idle source.Idle, v view, p *spec.Process, l *ledger, field string) {
	why := fmt.Sprintf("%s closes an idle connection after %d s, and the load balancer uses it for 600 s: requests that meet a closed one get a 502", server, idle.Seconds)
	if idle.Enough() {
		why = server + " has no limit by default, but the code sets one"
	}
	name, value, ok := strings.Cut(idle.Variable, "=")
	if ok && !slices.ContainsFunc(v.Env, func(e envVar) bool { return e.Name == name }) {
		setRuntime(p, name, value)
		l.remark(noteOf(report.RuleKeepAlive), report.Changed, field, "runtime."+name, why+", so it is told to keep it longer")
		return
	}
	do := "set " + strings.TrimSpace(idle.Setting+" "+idle.Variable) + ", then say so: apps[].keepAlive: set, in fly2k8s.yaml"
	l.remark(advise(report.RuleKeepAlive, do), report.Undecided, field, "", why)
}

// serverOf is the program that answers: the one that starts; else the only one
// that the code names; else what the runtime usually has.
func serverOf(in *AppInput, p *spec.Process) string {
	var started dockerfile.Start
	if in.Dockerfile != nil {
		started = in.Dockerfile.Start(p.Entrypoint, p.Args)
	}
	if started.Server != "" {
		return started.Server
	}
	if named := source.Names(in.Code, source.Server); len(named) == 1 {
		return named[0]
	}
	return string(started.Runtime)
}

// words are what the process starts with.
func words(image *dockerfile.File, p *spec.Process) []string {
	out := slices.Concat(p.Entrypoint, p.Args)
	if image != nil && len(p.Entrypoint) == 0 {
		out = append(out, image.Entrypoint.Words...)
		if len(p.Args) == 0 {
			out = append(out, image.Command.Words...)
		}
	}
	return strings.Fields(strings.ReplaceAll(strings.Join(out, " "), "=", " "))
}

// idleFlag reads the keep-alive of servers that take it as an option, in seconds.
func idleFlag(words []string) (seconds int, found bool) {
	for i, w := range words[:max(0, len(words)-1)] {
		n, err := strconv.Atoi(words[i+1])
		switch {
		case err != nil:
		case w == "--keep-alive" || w == "--timeout-keep-alive":
			return n, true
		case w == "--keepAliveTimeout": // of `next start`, in milliseconds
			return n / 1000, true
		}
	}
	return 0, false
}
