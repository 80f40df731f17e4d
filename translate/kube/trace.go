package kube

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

const (
	podSpec       = "spec.template.spec"
	mainContainer = podSpec + ".containers[0]"
)

// A traced pair is a field of a process in the spec and the field it becomes.
type traced struct{ path, field string }

// traceWorkload says where a process's own fields stand in its workload. The
// last entries catch what has no field of its own, such as a chosen kind.
func (w *writer) traceWorkload(p spec.Process, kind, name string) {
	for _, t := range w.tracedFields(p, kind) {
		w.trace(w.path(p, t.path), kind, name, t.field)
	}
	w.traceFiles(p, kind, name)
	w.trace(spec.ImagePath, kind, name, mainContainer+".image")
	w.trace("processes."+p.Name, kind, name, "")
}

func (w *writer) tracedFields(p spec.Process, kind string) []traced {
	fields := []traced{
		{"args", mainContainer + ".args"},
		{"entrypoint", mainContainer + ".command"},
		{"readiness", mainContainer + ".readinessProbe"},
		{"startup", mainContainer + ".startupProbe"},
		{"liveness", mainContainer + ".livenessProbe"},
		{"resources.cpu", mainContainer + ".resources.requests.cpu"},
		{"resources.memory", mainContainer + ".resources.requests.memory"},
		{"resources.gpu", mainContainer + ".resources.limits.nvidia.com/gpu"},
		{"resources", mainContainer + ".resources"},
		{"stop.grace", podSpec + ".terminationGracePeriodSeconds"},
		{"stop.sleep", mainContainer + ".lifecycle.preStop"},
		{"security", podSpec + ".securityContext"},
		{"security.ports", podSpec + ".securityContext.sysctls"},
		{"rollout", "spec.strategy.rollingUpdate"},
		{"rollout.deadline", "spec.progressDeadlineSeconds"},
		{"place.pool", podSpec + ".nodeSelector"},
		{"place.spot", podSpec + ".nodeSelector"},
		{"place", podSpec + ".nodeSelector"},
		{"dns", podSpec + ".dnsConfig"},
	}
	if p.Stop.PreStopKill != "" {
		fields = append(fields, traced{"stop.signal", mainContainer + ".lifecycle.preStop"})
	}
	if !p.Replicas.Autoscale {
		fields = append(fields, traced{"replicas.min", "spec.replicas"}, traced{"replicas.max", "spec.replicas"})
	}
	return append(append(fields, w.tracedLists(p)...), tracedVolumes(p)...)
}

// tracedLists are the fields that stand in a list, so their index counts.
func (w *writer) tracedLists(p spec.Process) []traced {
	var out []traced
	for i, port := range p.Ports {
		out = append(out, traced{"ports." + port.Name, fmt.Sprintf("%s.ports[%d].containerPort", mainContainer, i)})
	}
	for i, v := range p.Env {
		out = append(out, traced{"env." + v.Name, fmt.Sprintf("%s.env[%d].value", mainContainer, i)})
	}
	for i, r := range p.Runtime {
		out = append(out, traced{"runtime." + r.Name, fmt.Sprintf("%s.env[%d].name", mainContainer, len(p.Env)+i)})
	}
	for i, s := range p.Secrets.Vars {
		out = append(out, traced{"secrets." + s.Name, fmt.Sprintf("%s.env[%d].name", mainContainer, len(p.Env)+len(p.Runtime)+i)})
	}
	return append(out, w.tracedSidecars(p)...)
}

func (w *writer) tracedSidecars(p spec.Process) []traced {
	var out []traced
	first, beside := 0, 1
	for _, c := range p.Sidecars {
		if c.First || c.Once {
			out = append(out, traced{"sidecars." + c.Name, fmt.Sprintf("%s.initContainers[%d].name", podSpec, first)})
			first++
			continue
		}
		out = append(out, traced{"sidecars." + c.Name, fmt.Sprintf("%s.containers[%d].name", podSpec, beside)})
		beside++
	}
	return out
}

func tracedVolumes(p spec.Process) []traced {
	var out []traced
	for i, v := range p.Volumes {
		claim := fmt.Sprintf("spec.volumeClaimTemplates[%d]", i)
		out = append(out,
			traced{"volumes." + v.Name, fmt.Sprintf("%s.volumeMounts[%d].mountPath", mainContainer, i)},
			traced{"volumes." + v.Name + ".size", claim + ".spec.resources.requests.storage"})
	}
	for i, s := range p.Scratch {
		out = append(out, traced{"scratch." + s.Name, fmt.Sprintf("%s.volumes[%d].name", podSpec, i)})
	}
	return out
}

// traceFiles says where each file is mounted.
func (w *writer) traceFiles(p spec.Process, kind, name string) {
	first := len(p.Volumes)
	for _, s := range p.Scratch {
		if s.Path != "" {
			first++
		}
	}
	for i, f := range w.filesOf(p) {
		field := fmt.Sprintf("%s.volumeMounts[%d].mountPath", mainContainer, first+i)
		w.trace(spec.FilePath(f.Path), kind, name, field)
		w.trace(w.path(p, "files."+f.Path), kind, name, field)
	}
}

func (w *writer) traceRoute(p spec.Process, e spec.Edge, name string) {
	edge, kind := "edge."+e.Port+".", RouteKind(w.around.Env, e)
	w.trace(w.path(p, edge+"hosts"), kind, name, "spec.hostnames")
	w.trace(w.path(p, edge+"https"), kind, name, "spec.parentRefs")
	w.trace(w.path(p, edge+"headers"), kind, name, "spec.rules[0].filters")
	w.trace(w.path(p, "edge."+e.Port), kind, name, "spec.rules[0].backendRefs[0].port")
}
