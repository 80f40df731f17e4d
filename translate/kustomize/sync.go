package kustomize

import (
	"encoding/json"
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"
)

// SyncTree is what Argo CD or Flux watches for one app in one environment: its
// overlay, as the passive side has it until the workflow writes another side.
// These files are made once, because deploys write there.
//
// Argo CD gets the release command's Job in the same folder, once the side is
// active: waves put it before the rollout. Flux gets it in a folder of its own,
// which is applied before; held keeps the Job from running on the passive side.
// Jobs of groups that end by themselves go the same ways, for Flux after the
// rollout; they stay suspended until the active side's component starts them.
func SyncTree(app spec.App, mode string) tree.Tree {
	f := newFolder("apps/"+app.Name, nil, report.NewNotes(nil))
	k := kustomization()
	k.Resources = []string{"../../overlays/" + app.Env}
	if _, passive := side.Components(app); passive {
		k.Components = []string{"../../overlays/" + app.Env + "/passive"}
	}
	f.made("sync/"+app.Env+"/kustomization.yaml", k)
	if mode == gitops.Flux && app.Release != nil {
		k := kustomization()
		k.Resources = []string{"../../../overlays/" + app.Env + "/release"}
		k.Components = []string{"../../../overlays/" + app.Env + "/held"}
		f.made("sync/"+app.Env+"/release/kustomization.yaml", k)
		f.file("overlays/"+app.Env+"/held/kustomization.yaml", node(held()))
	}
	if mode == gitops.Flux && len(app.Jobs) > 0 {
		k := kustomization()
		k.Resources = []string{"../../../overlays/" + app.Env + "/once"}
		f.made("sync/"+app.Env+"/once/kustomization.yaml", k)
	}
	return f.tree
}

// PlatformSyncTree is what Argo CD or Flux applies as an environment's platform:
// its overlay without what another environment on the cluster brings, and with
// apps the Applications in platform/gitops/<env>/apps.
func PlatformSyncTree(env string, apps bool, without []kube.Object) tree.Tree {
	f := newFolder("platform/sync/"+env, nil, report.NewNotes(nil))
	k := kustomization()
	k.Resources = []string{"../../overlays/" + env}
	if apps {
		k.Resources = append(k.Resources, "../../gitops/"+env+"/apps")
	}
	for _, o := range without {
		k.Patches = append(k.Patches, types.Patch{Patch: deletion(o)})
	}
	f.file("kustomization.yaml", node(k))
	return f.tree
}

// deletion is the patch that takes an object out.
func deletion(o kube.Object) string {
	meta := map[string]string{"name": o.Name}
	if o.Namespace != "" {
		meta["namespace"] = o.Namespace
	}
	patch, err := json.Marshal(map[string]any{"$patch": "delete", "apiVersion": o.APIVersion(), "kind": o.Kind, "metadata": meta})
	if err != nil {
		panic(fmt.Sprintf("marshal the deletion of %s %s: %v", o.Kind, o.Name, err)) // strings always are
	}
	return string(patch)
}

// made is a file that is written only where there is none.
func (f *folder) made(path string, k types.Kustomization) {
	f.file(path, node(k))
	f.tree[len(f.tree)-1].Once = true
}

// held suspends the release command's Job. Flux takes a suspended Job as done.
// https://github.com/fluxcd/pkg/blob/main/runtime/statusreaders/job.go
func held() types.Kustomization {
	k := component()
	k.Patches = []types.Patch{{
		Target: &types.Selector{ResId: resid.ResId{Gvk: resid.Gvk{Kind: "Job"}}},
		Patch:  `[{"op": "add", "path": "/spec/suspend", "value": true}]`,
	}}
	return k
}

// writeAlone writes the overlay of a part that is applied alone. For Argo CD its
// Jobs are a component, with their images, which the synced folder includes beside
// the overlay: the configuration that both need would be made twice otherwise.
func (f *folder) writeAlone(l *layer, i int) {
	e := f.envs[i]
	if !e.Waves {
		f.writeOverlay(l, i, "../config", "../images")
		return
	}
	dir := e.dirOf(l)
	k := f.overlay(l, i, dir)
	k.TypeMeta = component().TypeMeta
	k.Components = []string{"../../images"}
	f.file(dir+"/kustomization.yaml", node(k))
	alone := e.kustomization()
	alone.Components = []string{"job", "../config"}
	f.file(join("overlays/"+e.Name, l.dir)+"/kustomization.yaml", node(alone))
}

// dirOf is the folder of what an environment says about a part.
func (e *env) dirOf(l *layer) string {
	dir := join("overlays/"+e.Name, l.dir)
	if e.Waves && (l.part == kube.Release || l.part == kube.Once) {
		return dir + "/job"
	}
	return dir
}

// ReleaseWaves says whether an environment's release command is part of what
// Argo CD syncs.
func ReleaseWaves(env spec.Environment) bool {
	return env.Deploy == gitops.ArgoCD && gitops.Follows(env)
}
