package kustomize

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/translate/kube"
	"sigs.k8s.io/kustomize/api/types"
)

const patchFile = "patch.yaml"

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
func (f *folder) locate(e *env, runs, release difference) {
	dir := "overlays/" + e.Name
	for _, d := range e.docs {
		for _, t := range d.traces {
			switch {
			case d.object.Part == kube.Base:
				t.File = f.fileOf(d, t, runs, dir, "base")
			case d.object.Part == kube.Release:
				t.File = f.fileOf(d, t, release, e.releaseDir(), "base/release")
			case d.object.Generated:
				t.File = f.root + "/" + dir + "/config/kustomization.yaml"
			default:
				t.File = f.root + "/" + dir + "/config/" + d.object.File
			}
			f.traces = append(f.traces, t.Trace)
		}
	}
}

func (f *folder) fileOf(d document, t located, diff difference, overlay, base string) string {
	overlay, base = f.root+"/"+overlay, f.root+"/"+base
	if rootOf(diff.own, d.id) != nil {
		return overlay + "/" + d.object.File
	}
	if patch := rootOf(diff.patch, d.id); patch != nil && len(t.steps) > 0 && has(patch, t.steps) {
		return overlay + "/" + patchFile
	}
	return base + "/" + d.object.File
}
