package nodepool

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

func (s seat) finding(r report.Rule, o report.Outcome, field, why string) report.Finding {
	f := report.Of(r, o, report.Source{App: s.app.FlyApp}, why)
	f.Env, f.Spec = s.app.Env, s.path(field)
	return f
}

func (c cluster) finding(why error) report.Finding {
	f := report.Of(report.RuleNoNode, report.Undecided, report.Source{}, why.Error())
	f.Env = c.envs[0]
	return f
}

// accelerate names Google's GPU for each process that has one.
func accelerate(apps []spec.App) []report.Finding {
	var fs []report.Finding
	for i := range apps {
		if release := apps[i].Release; release != nil && release.Resources.Accelerator == "" {
			release.Resources.Accelerator, _ = machines.Accelerator(release.Resources.GPUKind)
		}
		for p := range apps[i].Processes {
			fs = append(fs, processSeat(&apps[i], &apps[i].Processes[p], Settings{}).accelerate()...)
		}
		for _, st := range jobSeats(&apps[i]) {
			fs = append(fs, st.accelerate()...)
		}
	}
	return fs
}

func (s seat) accelerate() []report.Finding {
	r := s.resources
	if r.GPU == 0 || r.Accelerator != "" {
		return nil
	}
	name, same := machines.Accelerator(r.GPUKind)
	if r.Accelerator = name; name == "" {
		return nil
	}
	return []report.Finding{s.finding(report.RuleChip, report.Changed, "resources.gpu", chipWhy(r.GPUKind, name, same))}
}

func chipWhy(fly, google string, same bool) string {
	if same {
		return fmt.Sprintf("Fly's %s is Google's %s; it needs a quota of its own", fly, google)
	}
	return fmt.Sprintf("Google has no %s; %s is the nearest common chip, with other memory and speed", fly, google)
}

// placeable are the items that some machine type holds, and findings for the rest.
func placeable(seats []seat, o Options) ([]Item, []report.Finding) {
	var items []Item
	var fs []report.Finding
	holds := o.holder()
	for _, s := range seats {
		if !holds(s.item) {
			why := UnplaceableError{Item: s.item, Region: o.Region}.Error()
			fs = append(fs, s.finding(report.RuleNoNode, report.Undecided, "place.pool", why))
			continue
		}
		items = append(items, s.item)
	}
	return items, fs
}

// notes are what somebody should know about where processes stand.
func notes(seats []seat, plan Plan) []report.Finding {
	var fs []report.Finding
	for _, s := range seats {
		if s.item.Pinned && len(s.volumes) > 0 {
			fs = append(fs, s.finding(report.RuleOneZone, report.Changed, "volumes."+s.volumes[0].Name,
				"if the zone of its disk goes, this pod waits until the zone is back; on Fly it was one host"))
		}
		pool, _ := plan.Pool(s.place.Pool)
		if v, ok := s.unattachable(pool); ok {
			fs = append(fs, s.finding(report.RuleNoNode, report.Undecided, "volumes."+v.Name,
				fmt.Sprintf("a volume of class %s never attaches to %s: its nodes take Hyperdisk only", v.Class, pool.Machine.Name)))
		}
		if pool.Spot {
			fs = append(fs, s.finding(report.RuleSpotNode, report.Changed, "place.spot",
				"Google may take a spot node back at any time and gives 30 seconds' notice"))
		}
	}
	return fs
}

// unattachable is a volume whose class was decided and that the pool's nodes
// can't attach.
func (s seat) unattachable(pool Pool) (spec.Volume, bool) {
	for _, v := range s.volumes {
		if strings.HasPrefix(v.Class, "fly-pd-") && pool.StorageClass == "fly-hyperdisk" {
			return v, true
		}
	}
	return spec.Volume{}, false
}

// adapt raises requests to what Autopilot would make of them.
func adapt(seats []seat, plan Plan) []report.Finding {
	var fs []report.Finding
	for _, s := range seats {
		s.keep("fly-pd-balanced")
		if tooLarge(s.item) {
			fs = append(fs, s.finding(report.RuleNoNode, report.Undecided, "place.pool",
				"Autopilot's general-purpose class ends at 30 vCPU and 110 GiB a pod"))
			continue
		}
		if s.raise() {
			fs = append(fs, s.finding(report.RuleAutopilot, report.Changed, "resources.cpu", fmt.Sprintf(
				"Autopilot bills this pod for %dm and %d MiB; %dm and %d MiB were asked for",
				s.resources.CPUMilli, s.resources.MemoryMiB, s.item.CPUMilli, s.item.MemoryMiB)))
		}
	}
	total := report.Of(report.RuleAutopilot, report.Changed, report.Source{}, fmt.Sprintf(
		"pods of %s cost about $%.0f a month on Autopilot; the nodes of Standard mode would cost about $%.0f",
		plan.Cluster, plan.Otherwise, plan.Month))
	total.Env = plan.Envs[0]
	return append(fs, total)
}
