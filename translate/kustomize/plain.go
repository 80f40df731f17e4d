package kustomize

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"
)

// PlainTree is one folder with its objects, in a namespace that whoever copies
// it sets, in the order in which they came.
func PlainTree(root, namespace string, objects []kube.Object) tree.Tree {
	f := newFolder(root, []Env{{Namespace: namespace, Objects: objects}}, report.NewNotes(nil))
	f.envs[0].strip()
	k := f.envs[0].kustomization()
	for _, d := range f.envs[0].docs {
		if n := len(k.Resources); n == 0 || k.Resources[n-1] != d.object.File {
			k.Resources = append(k.Resources, d.object.File)
		}
	}
	f.objects(".", f.envs[0].docs)
	for i := range f.tree {
		f.tree[i].Path = root + "/" + f.tree[i].Path[len(root)+len("/./"):]
	}
	f.file("kustomization.yaml", node(k))
	return f.tree
}

// SideTree are the two components that say what runs while Fly runs as well: on
// the passive side no worker and no schedule, on the active one all, Jobs that a
// deploy starts included. An app that only answers requests has neither.
func SideTree(app spec.App) tree.Tree {
	f := newFolder("apps/"+app.Name, nil, report.NewNotes(nil))
	dir := "overlays/" + app.Env + "/"
	passive, active := component(), component()
	for _, p := range app.Processes {
		if !side.Serves(p) {
			passive.Replicas = append(passive.Replicas, types.Replica{Name: kube.WorkloadName(app, p), Count: 0})
		}
	}
	if len(app.Schedules) > 0 {
		passive.Patches, active.Patches = suspend("CronJob", "", true), suspend("CronJob", "", false)
	}
	for _, j := range app.Jobs { // each is suspended as it stands
		active.Patches = append(active.Patches, suspend("Job", kube.OnceJob(app, j.Process), false)...)
	}
	hasActive, hasPassive := side.Components(app)
	if hasActive {
		f.file(dir+"active/kustomization.yaml", node(active))
	}
	if hasPassive {
		f.file(dir+"passive/kustomization.yaml", node(passive))
	}
	return f.tree
}

// suspend is about all objects of a kind, or about the one of that name.
func suspend(kind, name string, yes bool) []types.Patch {
	value := "false"
	if yes {
		value = "true"
	}
	return []types.Patch{{
		Target: &types.Selector{ResId: resid.ResId{Gvk: resid.Gvk{Kind: kind}, Name: name}},
		Patch:  `[{"op": "add", "path": "/spec/suspend", "value": ` + value + `}]`,
	}}
}
