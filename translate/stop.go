package translate

import (
	"strings"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
)

const (
	flySignal  = "SIGINT"  // https://fly.io/docs/reference/configuration/#kill_signal
	kubeSignal = "SIGTERM" // what the kubelet sends without STOPSIGNAL

	// A global load balancer goes on sending for 5 to 15 seconds after a pod was
	// told to end.
	drainSeconds = 15
	// Fly waits five seconds unless told otherwise; Kubernetes takes longer to
	// stop a pod, so nothing gets less than ten.
	leastGrace = 10
	// The load balancer drains for an hour at most
	// (docs.cloud.google.com/load-balancing/docs/enabling-connection-draining).
	maxDrain = 3600
)

// stop: the kubelet sends the image's STOPSIGNAL, not the one that the pod asks
// for: lifecycle.stopSignal is alpha and off.
func stop(v view, image *dockerfile.File, p *spec.Process, l *ledger) {
	grace(v, p, l)
	sent := kubeSignal
	if image != nil && image.StopSignal.Value != "" {
		sent = image.StopSignal.Value
	}
	if v.KillSignal == nil {
		defaultSignal(sent, l)
		return
	}
	want := signal(*v.KillSignal)
	p.Stop.Signal = want
	switch {
	case want == sent:
		l.carried("kill_signal", "stop.signal")
	case want == "SIGKILL" || want == "SIGSTOP":
		p.Stop.Signal = ""
		l.dropped(report.RuleStopSignal, "kill_signal", want+" gives the app no chance to end by itself; the pod gets "+sent+" first")
	default:
		hook(want, sent, image, p, l)
	}
}

// hook sends the wanted signal before the kubelet sends its own, where the
// image may have a shell to send it with.
func hook(want, sent string, image *dockerfile.File, p *spec.Process, l *ledger) {
	advice := advise(report.RuleStopSignal, "put STOPSIGNAL "+want+" into the Dockerfile")
	if image != nil && noShell(image.Base.Repository) {
		l.changed(advice, "kill_signal", "stop.signal", "the pod gets "+sent+", not "+want+", until the image says otherwise: it has no shell for a hook")
		return
	}
	p.Stop.PreStopKill = want
	l.changed(advice, "kill_signal", "stop.signal", "a hook sends "+want+" to the first process; without a shell in the image the app only gets "+sent)
}

// noShell: images that hold nothing but the program.
func noShell(repository string) bool {
	return repository == "scratch" || strings.Contains(repository, "distroless") || strings.HasPrefix(repository, "cgr.dev/chainguard/")
}

func defaultSignal(sent string, l *ledger) {
	if sent == flySignal {
		return
	}
	r := advise(report.RuleStopSignal, "check that the app ends on "+sent+"; else put STOPSIGNAL "+flySignal+" into the Dockerfile")
	r.Severity = report.Note
	l.remark(r, report.Changed, "kill_signal", "stop.signal", "Fly stops it with "+flySignal+" by default, Kubernetes with "+sent)
}

func signal(s string) string {
	s = strings.ToUpper(s)
	if !strings.HasPrefix(s, "SIG") {
		s = "SIG" + s
	}
	return s
}

func grace(v view, p *spec.Process, l *ledger) {
	own := leastGrace
	if v.KillTimeout != nil {
		own = max(own, seconds(*v.KillTimeout))
	}
	if len(p.Edges) > 0 {
		p.Stop.PreStopSleep = drainSeconds
	}
	p.Stop.Grace = p.Stop.PreStopSleep + own
	for i := range p.Edges {
		p.Edges[i].Drain = min(p.Stop.Grace, maxDrain)
	}
	l.carried("kill_timeout", "stop.grace")
}

// seconds rounds up, so that nothing gets less time than it had.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
