package kustomize

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/translate/kube"
	"sigs.k8s.io/kustomize/api/types"
)

const patchFile, kustomizationFile = "patch.yaml", "kustomization.yaml"

func (e *env) part(p kube.Part) []document {
	return slices.DeleteFunc(slices.Clone(e.docs), func(d document) bool { return d.object.Part != p })
}

func kustomization() types.Kustomization {
	return types.Kustomization{TypeMeta: types.TypeMeta{APIVersion: types.KustomizationVersion, Kind: types.KustomizationKind}}
}

func join(dir, name string) string {
	if name == "" {
		return dir
	}
	return dir + "/" + name
}

// up is the way from a folder to the root.
func up(dir string) string { return strings.Repeat("../", strings.Count(dir, "/")+1) }

// locate gives each trace of an environment its file: the patch, where it has
// the field, else the file of the object itself.
func (f *folder) locate(e *env, l layers, i int) {
	all := append([]*layer{l.runs, l.config}, l.alone...)
	for _, d := range e.docs {
		part := all[slices.IndexFunc(all, func(l *layer) bool { return l.part == d.object.Part })]
		for _, t := range d.traces {
			t.File = f.fileOf(d, t, part, i, e.dirOf(part))
			f.traces = append(f.traces, t.Trace)
		}
	}
}

func (f *folder) fileOf(d document, t located, l *layer, i int, overlay string) string {
	overlay, base := f.root+"/"+overlay+"/", f.root+"/"+join("base", l.dir)+"/"
	switch {
	case rootOf(l.envs[i].own, d.id) != nil:
		return overlay + d.file()
	case l.changes(d, t.steps, i):
		return overlay + l.patchOf(d)
	}
	return base + d.file()
}

// changes says whether an environment's patch has a field.
func (l *layer) changes(d document, steps []step, i int) bool {
	patch := rootOf(l.envs[i].patch, d.id)
	switch {
	case patch == nil || len(steps) == 0:
		return false
	case l.operates(d):
		return !has(rootOf(l.base, d.id), steps)
	}
	return has(patch, steps)
}

// file is where an object stands: a generated one in what lists it.
func (d document) file() string {
	if d.object.Generated {
		return kustomizationFile
	}
	return d.object.File
}

// patchOf is the file that changes an object.
func (l *layer) patchOf(d document) string {
	if d.object.Generated || l.operates(d) {
		return kustomizationFile
	}
	return patchFile
}
