package kustomize

import (
	"slices"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/types"
)

// add puts an object into the patch as what it says beyond the base, or whole
// beside the base when that doesn't have it.
func (diff *difference) add(d document, base *yaml.Node, operates bool) {
	if base == nil {
		diff.own = append(diff.own, d)
		return
	}
	if operates {
		d.operations = operations("", d.root, base)
	}
	if more := rest("", d.root, base); more != nil {
		d.root = identified(d, more)
		diff.patch = append(diff.patch, d)
	}
}

// identified is a patch with what kustomize finds its object by.
func identified(d document, more *yaml.Node) *yaml.Node {
	meta := child(more, "metadata")
	if meta == nil {
		meta = mapping(nil)
	}
	for _, key := range []string{"name", "namespace"} {
		if v := child(child(d.root, "metadata"), key); v != nil && child(meta, key) == nil {
			meta.Content = append(meta.Content, text(key), text(v.Value))
		}
	}
	remove(more, "metadata")
	head := mapping([]pair{{text("apiVersion"), child(d.root, "apiVersion")}, {text("kind"), child(d.root, "kind")}, {text("metadata"), meta}})
	head.Content = append(head.Content, more.Content...)
	return head
}

// says tells whether a base says anything of an object beyond which one it is.
func says(base *yaml.Node) bool {
	for i := 0; i+1 < len(base.Content); i += 2 {
		switch base.Content[i].Value {
		case "apiVersion", "kind":
		case "metadata":
			if child(base.Content[i+1], "labels") != nil || child(base.Content[i+1], "annotations") != nil {
				return true
			}
		default:
			return true
		}
	}
	return false
}

func rootOf(docs []document, id string) *yaml.Node {
	if i := slices.IndexFunc(docs, func(d document) bool { return d.id == id }); i >= 0 {
		return docs[i].root
	}
	return nil
}

// writePatch writes what differs from the base in fields.
func (f *folder) writePatch(dir string, docs []document) []types.Patch {
	docs = slices.DeleteFunc(slices.Clone(docs), func(d document) bool { return d.object.Generated || d.operations != nil })
	if len(docs) == 0 {
		return nil
	}
	f.file(dir+"/"+patchFile, roots(docs)...)
	return []types.Patch{{Path: patchFile}}
}
