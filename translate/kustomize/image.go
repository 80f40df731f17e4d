package kustomize

import (
	"cmp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// patchable says whether the environments can say the rest of an object in a
// patch. Kustomize replaces images before it patches, so the base has to name
// the image of each container that runs the app's own; else the object stays
// whole in each overlay.
func patchable(base *yaml.Node, envs []*env, roots []*yaml.Node) bool {
	for i, root := range roots {
		specs := podSpecs(base)
		for j, spec := range podSpecs(root) {
			for _, list := range []string{"containers", "initContainers"} {
				if !imagesIn(list, child(specs[j], list), child(spec, list), envs[i].image()) {
					return false
				}
			}
		}
	}
	return true
}

// imagesIn says whether a base's containers name the image of all containers
// that run it.
func imagesIn(list string, base, all *yaml.Node, image string) bool {
	if all == nil || all == base {
		return true
	}
	for _, c := range all.Content {
		if !runs(c, image) {
			continue
		}
		if in := element(list, base, c); child(in, "image") == nil {
			return false
		}
	}
	return true
}

// runs says whether a container has an image that kustomize replaces, with a tag
// or a digest or without.
func runs(container *yaml.Node, image string) bool {
	v := child(container, "image")
	if v == nil {
		return false
	}
	rest, ok := strings.CutPrefix(v.Value, image)
	return ok && (rest == "" || rest[0] == ':' || rest[0] == '@')
}

// image is the name that containers have for the app's own image.
func (e *env) image() string { return cmp.Or(e.Image.Name, e.App) }
