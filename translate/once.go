package translate

import (
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
)

// A process group may end by itself: it imports, seeds or warms up, and stops. A
// deploy starts its machines again, because flyctl launches stopped machines
// that have no service (flyctl: internal/command/deploy/machines_launchinput.go).
// Such a group becomes a Job that a deploy starts. A worker that goes on must
// never be taken for one, so what is not sure stays a Deployment.

// Kinds of decisions.GroupPlan.
const (
	planJob        = "job"
	planDeployment = "deployment"
)

// ending is why a group ends by itself; empty for one that goes on, or of which
// nobody can tell.
func ending(v view, image *dockerfile.File) string {
	switch {
	case stays(v, image) != "":
		return ""
	case v.Restart != nil && v.Restart.Policy == "never":
		return "Fly leaves its machine stopped when it ends, and starts it again with the next deploy"
	case v.Restart == nil || v.Restart.Policy == "on-failure":
		return ended(v.machines)
	}
	return ""
}

// stays is what a group has that a Job has no use for; empty if nothing.
func stays(v view, image *dockerfile.File) string {
	switch {
	case len(v.Services) > 0:
		return "it has a service"
	case len(v.Mounts) > 0:
		return "it has a volume"
	case v.Default && image != nil && len(image.Ports) > 0:
		return "its image opens a port, so other apps may call it"
	}
	return ""
}

// ended: each machine stopped by itself, with status 0, as nothing asked it to.
// A worker that is down has another status, or somebody stopped it.
func ended(machines []*inventory.Machine) string {
	for _, m := range machines {
		if m.State != "stopped" || !endedWell(m) {
			return ""
		}
	}
	if len(machines) == 0 {
		return ""
	}
	return "each of its machines last ended by itself with status 0 and stayed stopped"
}

// endedWell reads the newest exit of a machine.
func endedWell(m *inventory.Machine) bool {
	if m.Observed == nil {
		return false
	}
	for _, e := range m.Observed.Events {
		if e.Request == nil || e.Type != "exit" {
			continue
		}
		exit := e.Request.ExitEvent
		if exit == nil && e.Request.MonitorEvent != nil {
			exit = e.Request.MonitorEvent.ExitEvent
		}
		return exit != nil && exit.ExitCode == 0 && exit.GuestExitCode == 0 && exit.GuestSignal == 0 && exit.Signal <= 0 &&
			!exit.OOMKilled && !exit.RequestedStop && !exit.Restarting
	}
	return false
}

// job says whether the group becomes a Job, and why.
func (t *translation) job(v view, plan decisions.GroupPlan) (why string, ok bool) {
	why = ending(v, t.in.Dockerfile)
	switch {
	case plan.Kind == planDeployment, stays(v, nil) != "":
		return "", false
	case plan.Kind == planJob && why == "":
		return "fly2k8s.yaml says that it ends by itself", true
	}
	return why, why != ""
}

// once works a group out that becomes a Job.
func (t *translation) once(v view, why string, plan decisions.GroupPlan, l *ledger) member {
	p := t.batch(v, l)
	n := max(1, len(v.machines))
	if plan.Min != nil {
		n = *plan.Min
	}
	p.Replicas = spec.Replicas{Min: n, Max: n, Live: started(v)}
	sized(plan, p)
	metrics(v, p, l)
	for i := range p.Sidecars { // what stands beside the main container must not outlive it
		p.Sidecars[i].First = true
	}
	if n > 1 {
		why += "; its " + strconv.Itoa(n) + " copies run once each"
	}
	for _, c := range v.Checks {
		l.dropped(report.RuleChecksGateOnly, c.Field, "nothing waits for a Job to be ready; whether it ends well is what counts")
	}
	l.dropped(noteOf(report.RuleStatics), "statics", "a Job serves nobody")
	return member{view: v, p: p, l: l, job: &spec.Job{Retries: tries(v, why, l), Suspended: true}}
}

// tries settles the restart policy and returns how often a Job that fails is
// tried again. Fly tries ten times in five minutes unless told otherwise
// (https://fly.io/docs/reference/configuration/#the-restart-section).
func tries(v view, why string, l *ledger) int {
	rule := advise(report.RuleRestartPolicy, "nothing, if it is meant to end; else set the group's kind to deployment in apps[].groups of fly2k8s.yaml")
	to := "a Job that each deploy starts: " + why
	r := v.Restart
	if r == nil {
		l.remark(rule, report.Changed, "restart.policy", "kind", to)
		return usualRetries
	}
	l.changed(rule, r.Field+".policy", "kind", to)
	l.carried(r.Field+".processes", "kind")
	l.dropped(report.RuleRestartPolicy, r.Field+".gpu_bid_price", "Google sells spot nodes at one price")
	if r.Policy == "never" {
		l.dropped(noteOf(report.RuleRestartPolicy), r.Field+".retries", "it is never tried again, on Fly as well")
		return 0
	}
	l.carried(r.Field+".retries", "retries")
	if r.Retries > 0 {
		return r.Retries
	}
	return usualRetries
}

const usualRetries = 10

// batch is what every program that ends has: a schedule's or a deploy's.
func (t *translation) batch(v view, l *ledger) *spec.Process {
	p := &spec.Process{Name: v.Name}
	command(v, t.in.Dockerfile, p, l)
	listens(v, p, l)
	runtime(v, &t.in, p, l)
	vm(v, p, l)
	mounts(v, t.in.Live, t.in.Decisions.Volumes, p, l)
	stop(v, t.in.Dockerfile, p, l)
	security(t.in.Dockerfile, t.in.Decisions.User, p, l)
	p.Files = files(v, t.in.Source, l.of(""))
	if v.live != nil {
		machineOnly(v, p, l)
	}
	return p
}
