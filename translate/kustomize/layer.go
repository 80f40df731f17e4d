package kustomize

import (
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/types"
)

// A layer is one part of the objects, split: what all environments share, and
// of each environment what differs and what it alone has.
type layer struct {
	part kube.Part
	dir  string // in base and overlay: empty, config, release or once
	base []document
	envs []difference // by the index of the folder's envs
}

type difference struct {
	patch []document // what differs from the base
	own   []document // objects that not all environments have
}

// split compares the environments. An object stands in the base when all of
// them have it. The config and the release command of a single environment stay
// with it: a base of their own would only be a longer way.
func split(part kube.Part, dir string, envs []*env) *layer {
	l := &layer{part: part, dir: dir}
	if part == kube.Base || len(envs) > 1 {
		byEnv := make([]map[string]*yaml.Node, len(envs))
		for i, e := range envs {
			byEnv[i] = byID(e.part(part))
		}
		for _, d := range envs[0].part(part) {
			l.share(d, envs, byEnv)
		}
	}
	shared := byID(l.base)
	for _, e := range envs {
		var diff difference
		for _, d := range e.part(part) {
			diff.add(d, shared[d.id], l.operates(d))
		}
		l.envs = append(l.envs, diff)
	}
	return l
}

// operates says whether the environments change an object by operations.
func (l *layer) operates(d document) bool {
	return l.part == kube.Config && d.object.Kind == externalSecret
}

func (l *layer) share(d document, envs []*env, byEnv []map[string]*yaml.Node) {
	roots := make([]*yaml.Node, len(byEnv))
	for i, env := range byEnv {
		if roots[i] = env[d.id]; roots[i] == nil {
			return
		}
	}
	d.root = common("", roots)
	if l.operates(d) && !shareEntries(d.root, roots) {
		return
	}
	if d.root == roots[0] || says(d.root) && patchable(d.root, envs, roots) {
		l.base = append(l.base, d)
	}
}

// byID are the trees of documents; of two with one id, which is an error that
// verify reports, the first.
func byID(docs []document) map[string]*yaml.Node {
	out := make(map[string]*yaml.Node, len(docs))
	for _, d := range docs {
		if _, twice := out[d.id]; !twice {
			out[d.id] = d.root
		}
	}
	return out
}

// writeBase writes what is shared, when anything is.
func (f *folder) writeBase(l *layer) {
	if len(l.base) == 0 {
		return
	}
	k := kustomization()
	k.Resources = f.objects(join("base", l.dir), l.base)
	f.file(join("base", l.dir)+"/kustomization.yaml", node(k))
}

// writeOverlay writes what an environment adds to the base into its folder.
func (f *folder) writeOverlay(l *layer, i int, components ...string) {
	dir := join("overlays/"+f.envs[i].Name, l.dir)
	k := f.overlay(l, i, dir)
	k.Components = components
	f.file(dir+"/kustomization.yaml", node(k))
}

// overlay writes the files of an overlay and returns what lists them.
func (f *folder) overlay(l *layer, i int, dir string) types.Kustomization {
	k := f.envs[i].kustomization()
	if len(l.base) > 0 {
		k.Resources = []string{join(up(dir)+"base", l.dir)}
	}
	k.Resources = append(k.Resources, f.objects(dir, l.envs[i].own)...)
	k.Patches = f.writePatch(dir, l.envs[i].patch)
	return k
}
