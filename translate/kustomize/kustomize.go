// Package kustomize turns the objects of an app's environments into one base
// and minimal overlays, and those of a cluster into the platform folder.
//
// The base is what all environments share. An overlay holds what only its
// environment says: a patch with the fields that differ, whole objects that the
// others don't have, and two components, config (what a deploy needs first) and
// images (which image runs). Building an overlay gives exactly the objects that
// the environment alone gives.
package kustomize

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// An App is one app in all of its environments.
type App struct {
	Name string // the folder's name
	Envs []Env  // production first
}

// An Env is what one environment needs.
type Env struct {
	Name      string
	App       string // the app's name
	Namespace string
	FlyApp    string
	Image     spec.Image
	Objects   []kube.Object
	Traces    []report.Trace
	Waves     bool // Argo CD syncs the release command with the rest
}

// AppTree is an app's folder. The traces come back with the file that each one
// stands in; those whose field isn't there are left out. Notes become the
// comments at the end of the fields' lines.
func AppTree(app App, notes report.Notes) (tree.Tree, []report.Trace) {
	f := newFolder("apps/"+app.Name, app.Envs, notes)
	f.write()
	return f.tree, f.traces
}

// BridgeTree is the files that keep names of apps on Fly working during the
// move, one per app: people apply them one by one, so no kustomization lists
// them.
func BridgeTree(envs []Env) tree.Tree {
	var out tree.Tree
	for _, e := range envs {
		f := newFolder("platform/bridge/"+e.Name, []Env{e}, nil)
		f.objects("", f.envs[0].docs)
		out = append(out, f.tree...)
	}
	return out
}

// PlatformTree is the platform folder, from the objects of each environment's
// own cluster.
func PlatformTree(envs []Env, notes report.Notes) tree.Tree {
	f := newFolder("platform", envs, notes)
	f.write()
	return f.tree
}
