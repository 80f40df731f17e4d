package kustomize

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"
)

// The entries of an ExternalSecret are a list, and kustomize, which has no
// schema of it, replaces that list whole in a patch with fields. So what an
// environment adds to the shared entries is said by operations (RFC 6902). They
// append: an index would be wrong as soon as somebody edits the base, and the order
// of entries means nothing to External Secrets.
const externalSecret, entries = "ExternalSecret", "data"

// shareEntries puts the entries that all trees have into the base, and says
// whether that is worth it: more entries than any environment has operations.
func shareEntries(base *yaml.Node, trees []*yaml.Node) bool {
	spec := child(base, "spec")
	if spec == nil {
		return false
	}
	if child(spec, entries) == nil {
		spec.Content = append([]*yaml.Node{text(entries), commonEntries(trees)}, spec.Content...)
	}
	shared := len(child(spec, entries).Content)
	return all(trees, func(t *yaml.Node) bool { return len(operations("", t, base)) < shared })
}

func commonEntries(trees []*yaml.Node) *yaml.Node {
	n := sequence()
	n.Content = child(child(trees[0], "spec"), entries).Content
	for _, t := range trees[1:] {
		n.Content = inOrder(n.Content, child(child(t, "spec"), entries).Content)
	}
	return n
}

// inOrder are the elements of a that b has as well, after one another.
func inOrder(a, b []*yaml.Node) []*yaml.Node {
	var out []*yaml.Node
	for _, e := range a {
		if at := slices.IndexFunc(b, func(other *yaml.Node) bool { return equal(e, other) }); at >= 0 {
			out, b = append(out, e), b[at+1:]
		}
	}
	return out
}

// operations turn the base, which is a part of a tree, into the tree, but for the
// order of a list's elements: those of the base come first.
func operations(path string, tree, base *yaml.Node) []*yaml.Node {
	switch {
	case base == nil:
		return []*yaml.Node{mapping([]pair{{text("op"), text("add")}, {text("path"), text(path)}, {text("value"), tree}})}
	case equal(tree, base):
		return nil
	case tree.Kind == yaml.SequenceNode:
		return insertions(path, tree, base)
	}
	var out []*yaml.Node
	for i := 0; i+1 < len(tree.Content); i += 2 {
		key := tree.Content[i].Value
		out = append(out, operations(path+"/"+pointer.Replace(key), tree.Content[i+1], child(base, key))...)
	}
	return out
}

var pointer = strings.NewReplacer("~", "~0", "/", "~1")

func insertions(path string, tree, base *yaml.Node) []*yaml.Node {
	var out []*yaml.Node
	next := 0
	for _, e := range tree.Content {
		if next < len(base.Content) && equal(e, base.Content[next]) {
			next++
			continue
		}
		out = append(out, operations(path+"/-", e, nil)...)
	}
	return out
}

// operationPatches are the operations on each ExternalSecret, for the
// kustomization that holds the rest of an environment's config.
func (f *folder) operationPatches(docs []document) []types.Patch {
	var out []types.Patch
	for _, d := range docs {
		if d.operations == nil {
			continue
		}
		n := sequence()
		n.Content = d.operations
		target := resid.ResId{Gvk: resid.Gvk{Kind: d.object.Kind}, Name: d.object.Name}
		out = append(out, types.Patch{Patch: string(printed(n)), Target: &types.Selector{ResId: target}})
	}
	return out
}
