package translate

import (
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

const (
	cpuTarget = 75 // percent of the request
	prodFloor = 2  // one pod away must not be the service away
)

// replicas: how many copies run. A group that serves gets a floor and grows by
// CPU load; of any other there are as many as run on Fly now: two of a worker
// that was one would be a new bug. A group with volumes has one copy for each.
func replicas(v view, production bool, floor int, plan decisions.GroupPlan, p *spec.Process, l *ledger) {
	r := &p.Replicas
	r.Live = started(v)
	switch {
	case len(p.Volumes) > 0:
		r.Min = max(1, len(p.Volumes[0].Fly))
		r.Max = r.Min
	case serves(v):
		scale(v, production, floor, p, l)
	default:
		worker(v, p, l)
	}
	if plan.Min != nil {
		r.Min = *plan.Min
	}
	if plan.Max != nil {
		r.Max = *plan.Max
	}
	r.Max = max(r.Max, r.Min)
	r.Autoscale = r.Autoscale && r.Max > r.Min
	sized(plan, p)
}

func sized(plan decisions.GroupPlan, p *spec.Process) {
	if plan.CPUMilli > 0 {
		p.Resources.CPUMilli = plan.CPUMilli
	}
	if plan.MemoryMiB > 0 {
		p.Resources.MemoryMiB, p.Resources.MemoryLimitMiB = plan.MemoryMiB, plan.MemoryMiB
	}
}

func started(v view) int {
	n := 0
	for _, m := range v.machines {
		if m.State == "started" || m.State == "starting" {
			n++
		}
	}
	return n
}

func scale(v view, production bool, floor int, p *spec.Process, l *ledger) {
	least := max(asked(v), alwaysOn(v), 1)
	if floor == 0 {
		floor = prodFloor
	}
	r := &p.Replicas
	r.Min = least
	if production && floor > least {
		r.Min = floor
		l.remark(report.RuleReplicaFloor, report.Changed, floorField(v), "replicas.min",
			"raised from "+strconv.Itoa(least)+" to "+strconv.Itoa(floor)+", so that one pod can go without an outage")
	}
	r.Max = max(len(v.machines), 2*r.Min)
	r.Autoscale, r.CPUTarget = true, cpuTarget
}

// asked is the highest min_machines_running of the group's services.
func asked(v view) int {
	n := 0
	for _, s := range v.Services {
		if s.MinMachinesRunning != nil {
			n = max(n, *s.MinMachinesRunning)
		}
	}
	return n
}

func floorField(v view) string {
	for _, s := range v.Services {
		return s.Field + ".min_machines_running"
	}
	return "http_service.min_machines_running"
}

// alwaysOn counts started machines where nothing stops them when they are idle.
func alwaysOn(v view) int {
	for _, s := range v.Services {
		if s.AutoStop != nil && *s.AutoStop != flytoml.AutoStopOff {
			return 0
		}
	}
	return started(v)
}

// worker: no service, no autoscaler.
func worker(v view, p *spec.Process, l *ledger) {
	r := &p.Replicas
	r.Min, r.Max = 1, 1
	if len(v.machines) == 0 {
		return
	}
	r.Min, r.Max = r.Live, r.Live
	if r.Live == 0 {
		l.remark(report.RuleNotRunning, report.Undecided, "machine.state", "replicas.min", "no machine of group "+v.Name+" runs now, so none will on GKE")
	}
}
