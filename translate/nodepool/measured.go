package nodepool

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// measure raises the CPU request of shared guests to what was measured. A request
// that a person decided stays.
func measure(apps []spec.App, usage []spec.Usage) []report.Finding {
	var fs []report.Finding
	for i := range apps {
		for p := range apps[i].Processes {
			if f, ok := measureOne(&apps[i], &apps[i].Processes[p], usage); ok {
				fs = append(fs, f)
			}
		}
		for j := range apps[i].Jobs {
			if f, ok := measureOne(&apps[i], &apps[i].Jobs[j].Process, usage); ok {
				fs = append(fs, f)
			}
		}
	}
	return fs
}

func measureOne(app *spec.App, p *spec.Process, usage []spec.Usage) (report.Finding, bool) {
	g := machines.Guest{Kind: p.Size.Kind, CPUs: p.Size.CPUs, MemoryMiB: p.Size.MemoryMiB}
	had := p.Resources.CPUMilli
	if had != g.Requests(0).CPUMilli {
		return report.Finding{}, false
	}
	for _, u := range usage {
		if u.FlyApp != app.FlyApp || u.Group != p.Name {
			continue
		}
		p.Resources.CPUMilli = g.Requests(u.CPUMilli).CPUMilli
	}
	if p.Resources.CPUMilli == had {
		return report.Finding{}, false
	}
	f := report.Of(report.RuleCPU, report.Changed, report.Source{App: app.FlyApp}, fmt.Sprintf(
		"the request rose from %dm to %dm: so much was used 95 %% of the time", had, p.Resources.CPUMilli))
	f.Env, f.Spec = app.Env, spec.ProcessPath(p.Name, "resources.cpu")
	return f, true
}
