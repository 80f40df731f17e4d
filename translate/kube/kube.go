// Package kube turns a spec into typed Kubernetes objects. It is total and
// silent: whatever a spec can say, it can write, and it decides nothing.
//
// An object belongs to a part of the app's folder: what runs (base), what a
// deploy needs first (config: variables, secrets, the service account), the
// release command's Job (release) and the Jobs of groups that end by themselves
// (once). A trace says which field of which object a
// path of the spec ended up in.
package kube

import (
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A Part is a folder of an app.
type Part string

const (
	Base    Part = "base"
	Config  Part = "config"
	Release Part = "release"
	Once    Part = "once"
)

// An Object is one Kubernetes object and where it belongs.
type Object struct {
	Part      Part
	File      string // the file's name: deployment.yaml
	Kind      string
	Name      string
	Namespace string // empty for what belongs to the whole cluster
	Generated bool   // a ConfigMap that kustomize's generator makes, with a hash in its name
	Files     bool   // a generated ConfigMap of files, not of variables
	Value     any    // the typed object
}

// APIVersion is the object's group and version, as manifests spell it.
func (o Object) APIVersion() string {
	typed, ok := o.Value.(interface{ GetObjectKind() schema.ObjectKind })
	if !ok {
		return ""
	}
	version, _ := typed.GetObjectKind().GroupVersionKind().ToAPIVersionAndKind()
	return version
}

// Around is what an app's objects need to know beyond the app itself.
type Around struct {
	Env spec.Environment

	// The rest is for the strict policy.
	Callers []Peer   // apps of the cluster that call this one
	Called  []Peer   // apps of the cluster that this one calls
	Bridged []int    // ports of the bridge to what it calls while that is on Fly
	Stores  []string // namespaces of the databases and caches in the cluster that it uses
}

// A Peer is another app at the other end of a call.
type Peer struct {
	Name, Namespace string
	Ports           []spec.Port // of the pods that are called; empty: all
	Preview         bool        // it is the app's previews, whose namespaces have no fixed name
}

// Objects are an app's objects in a fixed order, and their traces.
func Objects(around Around, app spec.App) ([]Object, []report.Trace) {
	w := &writer{around: around, app: app}
	w.config()
	for _, p := range app.Processes {
		w.process(p)
	}
	w.peers()
	w.networkPolicy()
	w.release()
	for _, j := range app.Jobs {
		w.once(j)
	}
	for _, s := range app.Schedules {
		w.schedule(s)
	}
	return w.objects, w.traces
}

func (w *writer) process(p spec.Process) {
	w.workload(p)
	w.services(p)
	w.edges(p)
	w.disruptionBudget(p)
	w.autoscaler(p)
	w.podMonitoring(p)
}

// A writer collects the objects of one app in one environment.
type writer struct {
	around  Around
	app     spec.App
	objects []Object
	traces  []report.Trace
}

func (w *writer) add(part Part, file, kind, name string, value any) {
	w.wave(part, value)
	w.objects = append(w.objects, Object{
		Part: part, File: file, Kind: kind, Name: name, Namespace: w.app.Namespace, Value: value,
	})
}

// trace says that a path of the spec stands in a field of an object.
func (w *writer) trace(path, kind, name, field string) {
	w.traces = append(w.traces, report.Trace{
		App: w.app.FlyApp, Env: w.app.Env, Spec: path, Object: kind + "/" + name, Field: field,
	})
}
