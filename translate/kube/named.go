package kube

import "github.com/fly2k8s/fly2k8s/internal/spec"

// Workload names the workload of one process group as kind/name, as kubectl
// takes it: statefulset with volumes, deployment without.
func Workload(app spec.App, p spec.Process) string {
	kind := "deployment"
	if len(p.Volumes) > 0 {
		kind = "statefulset"
	}
	return kind + "/" + WorkloadName(app, p)
}

// WorkloadName names the workload of one process group.
func WorkloadName(app spec.App, p spec.Process) string {
	return (&writer{app: app}).workloadName(p.Name)
}

// OnceJob names the Job of a process group that ends by itself; one called
// release makes room for the release command's.
func OnceJob(app spec.App, p spec.Process) string {
	name := WorkloadName(app, p)
	if name == ReleaseJob(app) {
		return label(app.Name+"-release-once", longestLabel)
	}
	return name
}

// ReleaseJob names the Job of the app's release command.
func ReleaseJob(app spec.App) string { return label(app.Name+"-release", longestLabel) }
