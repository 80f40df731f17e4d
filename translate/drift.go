package translate

import (
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A facet is one part of a process that the file and the machines may see
// differently, with the field that a finding cites.
type facet struct {
	path  string
	field string
	value func(*spec.Process) string
}

// facets are in the order of the spec. Variables and volumes are compared by
// name, apart from these.
func facets(v view) []facet {
	return []facet{
		{"args", v.command, func(p *spec.Process) string { return strings.Join(p.Args, " ") }},
		{"entrypoint", v.entry, func(p *spec.Process) string { return strings.Join(p.Entrypoint, " ") }},
		{"resources.cpu", vmField(v, "size"), func(p *spec.Process) string { return p.Size.Kind + " " + itoa(p.Size.CPUs) }},
		{"resources.memory", vmField(v, "memory"), func(p *spec.Process) string { return itoa(p.Size.MemoryMiB) + " MB" }},
		{"resources.gpu", vmField(v, "gpus"), func(p *spec.Process) string { return p.Resources.GPUKind }},
		{"stop.signal", "kill_signal", func(p *spec.Process) string { return p.Stop.Signal }},
		{"stop.grace", "kill_timeout", func(p *spec.Process) string { return itoa(p.Stop.Grace) + " s" }},
		{"metrics", "metrics", metricsText},
		{"readiness", checksField(v), func(p *spec.Process) string { return probeText(p.Readiness) }},
		{"replicas.min", floorField(v), func(p *spec.Process) string { return itoa(p.Replicas.Min) }},
	}
}

func vmField(v view, name string) string {
	if v.VM != nil {
		return v.VM.Field + "." + name
	}
	return "vm." + name
}

func checksField(v view) string {
	for _, s := range v.Services {
		for _, c := range s.Checks {
			return c.Field
		}
	}
	return "checks"
}

func metricsText(p *spec.Process) string {
	if p.Metrics == nil {
		return ""
	}
	return ":" + itoa(p.Metrics.Port) + p.Metrics.Path
}

func probeText(p *spec.Probe) string {
	if p == nil {
		return ""
	}
	return p.Type + " " + p.Port + p.Path + " every " + itoa(p.Period) + " s"
}

// drift tells where the file and the machines of a group differ.
func drift(file, live member, truth string) {
	for _, f := range facets(file.view) {
		differ(file, f.field, f.path, f.value(file.p), f.value(live.p), truth)
	}
	driftEnv(file, live, truth)
	driftPorts(file, live, truth)
	driftVolumes(file, live, truth)
}

func differ(file member, field, path, wanted, runs, truth string) {
	if wanted == runs {
		return
	}
	why := "the file says " + quoted(wanted) + ", the machines run with " + quoted(runs)
	if truth == "file" {
		why += "; the file is taken"
	} else {
		why += "; what runs is taken"
	}
	file.l.remark(report.RuleDrift, report.Changed, field, path, why)
}

func driftEnv(file, live member, truth string) {
	runs := map[string]string{}
	for _, e := range live.Env {
		if !byFly(e.Name) {
			runs[e.Name] = e.Value
		}
	}
	for _, e := range file.Env {
		have, ok := runs[e.Name]
		delete(runs, e.Name)
		if byFly(e.Name) || ok && have == e.Value {
			continue
		}
		differ(file, "env."+e.Name, "env."+e.Name, shown(e.Name, e.Value), shown(e.Name, have), truth)
	}
	for _, name := range sorted(runs) {
		differ(file, "env."+name, "env."+name, "", shown(name, runs[name]), truth)
	}
}

// shown is a variable's value, unless it may be a credential.
func shown(name, value string) string {
	if credential(name, value) {
		return "a value that looks like a credential"
	}
	if value == "" {
		return ""
	}
	return strconv.Quote(value)
}

func driftPorts(file, live member, truth string) {
	text := func(p *spec.Process) string {
		var all []string
		for _, port := range p.Ports {
			all = append(all, port.Protocol+" "+itoa(port.Number))
		}
		for _, e := range p.Edges {
			all = append(all, "http "+e.Port+" https="+strconv.FormatBool(e.ForceHTTPS))
		}
		for _, raw := range p.L4 {
			all = append(all, "public "+itoa(raw.Public))
		}
		return strings.Join(all, ", ")
	}
	differ(file, "http_service.internal_port", "ports.http", text(file.p), text(live.p), truth)
}

func driftVolumes(file, live member, truth string) {
	text := func(p *spec.Process) string {
		var all []string
		for _, v := range p.Volumes {
			all = append(all, v.Name+" at "+v.Path)
		}
		return strings.Join(all, ", ")
	}
	differ(file, "mounts[0].source", "volumes", text(file.p), text(live.p), truth)
}
