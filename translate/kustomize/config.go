package kustomize

import (
	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/types"
)

// writeBaseConfig writes the variables, files, account and secrets that all
// environments have. It is a kustomization that the components of the
// environments build on, and no component itself: a generator merges into what
// its resources made, and in kustomize 5.5 and later no longer into what its
// components made.
// https://github.com/kubernetes-sigs/kustomize/issues/5924
func (f *folder) writeBaseConfig(l *layer) {
	if len(l.base) == 0 {
		return
	}
	f.writeGenerated(join("base", l.dir), kustomization(), nil, l.base)
}

// writeConfig writes the component that a deploy and its release command share:
// what an environment says about variables, files, the service account and the
// secrets.
func (f *folder) writeConfig(l *layer, i int) {
	dir := join("overlays/"+f.envs[i].Name, l.dir)
	k := component()
	if len(l.base) > 0 {
		k.Resources = []string{up(dir) + join("base", l.dir)}
	}
	diff := l.envs[i]
	k.Patches = append(f.operationPatches(diff.patch), f.writePatch(dir, diff.patch)...)
	f.writeGenerated(dir, k, diff.patch, diff.own)
}

// writeGenerated writes a kustomization with generators: those that merge into
// the shared ones, and those of whole ConfigMaps, beside the other objects.
func (f *folder) writeGenerated(dir string, k types.Kustomization, merged, whole []document) {
	var plain []document
	var comments []*yaml.Node
	generate := func(d document, behavior string) {
		args, values := f.generator(dir, d)
		args.Behavior = behavior
		k.ConfigMapGenerator = append(k.ConfigMapGenerator, args)
		comments = append(comments, values...)
	}
	for _, d := range merged {
		if d.object.Generated {
			generate(d, "merge")
		}
	}
	for _, d := range whole {
		if d.object.Generated {
			generate(d, "")
		} else {
			plain = append(plain, d)
		}
	}
	k.Resources = append(k.Resources, f.objects(dir, plain)...)
	n := node(k)
	carryComments(n, comments)
	f.file(dir+"/kustomization.yaml", n)
}
