package kustomize

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
)

// SyncTree is the folder that Argo CD or Flux watches for one app in one
// environment: its overlay, as the passive side has it until the workflow writes
// another side. It is made once, because deploys write there.
func SyncTree(app spec.App) tree.Tree {
	f := newFolder("apps/"+app.Name+"/sync/"+app.Env, nil, report.NewNotes(nil))
	k := kustomization()
	k.Resources = []string{"../../overlays/" + app.Env}
	if _, ok := SideTree(app).Find("apps/" + app.Name + "/overlays/" + app.Env + "/passive/kustomization.yaml"); ok {
		k.Components = []string{"../../overlays/" + app.Env + "/passive"}
	}
	f.file("kustomization.yaml", node(k))
	f.tree[0].Once = true
	return f.tree
}
