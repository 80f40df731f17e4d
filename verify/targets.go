package verify

import (
	"path"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/types"
)

// target is a folder that is built by itself.
type target struct {
	folder string
	env    string // from overlays/<env>; empty: no environment owns it
}

// targets finds the folders that nobody else includes. Components are only ever
// included, as is what they build on, and a base that no overlay uses is built by
// itself.
func targets(files []file) []target {
	folders, _, included := kustomizations(files)
	var found []target
	for _, folder := range folders {
		if !included[folder] {
			found = append(found, target{folder: folder, env: environment(folder)})
		}
	}
	return found
}

// addons are the components that nobody includes yet: a deploy adds them to the
// overlay that they stand in, as the passive side of an app.
func addons(files []file) []target {
	folders, components, included := kustomizations(files)
	var found []target
	for _, folder := range components {
		if !included[folder] && slices.Contains(folders, path.Dir(folder)) {
			found = append(found, target{folder: folder, env: environment(folder)})
		}
	}
	return found
}

// kustomizations lists the folders that can be built by themselves, those of
// components, and which of them another one includes.
func kustomizations(files []file) (folders, components []string, included map[string]bool) {
	included = map[string]bool{}
	for _, f := range files {
		if !isKustomization(f.path) {
			continue
		}
		k, err := kustomization(f)
		// A kustomization that can't be read is a target: building it says why.
		if err == nil && k.Kind == types.ComponentKind {
			components = append(components, path.Dir(f.path))
		} else {
			folders = append(folders, path.Dir(f.path))
		}
		for _, name := range slices.Concat(k.Resources, k.Components) {
			included[path.Join(path.Dir(f.path), name)] = true
		}
	}
	return folders, components, included
}

func isKustomization(name string) bool {
	base := path.Base(name)
	return base == "kustomization.yaml" || base == "kustomization.yml" || base == "Kustomization"
}

func kustomization(f file) (types.Kustomization, error) {
	var k types.Kustomization
	if err := k.Unmarshal(f.data); err != nil {
		return types.Kustomization{}, err
	}
	k.FixKustomization()
	return k, nil
}

// environment is the folder after overlays: apps/shop/overlays/staging/release
// belongs to staging. So does apps/shop/sync/staging, which Argo CD or Flux
// watches, and platform/gitops/staging, which tells them to.
func environment(folder string) string {
	parts := strings.Split(folder, "/")
	at := slices.IndexFunc(parts, func(p string) bool { return p == "overlays" || p == "sync" || p == "gitops" })
	if at < 0 || at+1 == len(parts) {
		return ""
	}
	return parts[at+1]
}
