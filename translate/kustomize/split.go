package kustomize

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Lists whose elements kustomize finds again by their name in a patch. Every
// other list is replaced whole, so it is shared only when it is equal.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ (patch merge key)
var namedLists = []string{"containers", "env", "initContainers"}

// common is what all the trees say, as a new tree; nil when nothing is. A
// comment is the first tree's.
func common(key string, trees []*yaml.Node) *yaml.Node {
	first := trees[0]
	if all(trees, func(t *yaml.Node) bool { return equal(first, t) }) {
		return first
	}
	switch {
	case all(trees, func(t *yaml.Node) bool { return t.Kind == yaml.MappingNode }):
		return commonMap(trees)
	case all(trees, func(t *yaml.Node) bool { return sameNames(key, first, t) }):
		return commonList(trees)
	}
	return nil
}

func commonMap(trees []*yaml.Node) *yaml.Node {
	var pairs []pair
	for i := 0; i+1 < len(trees[0].Content); i += 2 {
		key := trees[0].Content[i]
		values := make([]*yaml.Node, 0, len(trees))
		for _, t := range trees {
			if v := child(t, key.Value); v != nil {
				values = append(values, v)
			}
		}
		if len(values) < len(trees) {
			continue
		}
		if shared := common(key.Value, values); shared != nil {
			pairs = append(pairs, pair{key, shared})
		}
	}
	if len(pairs) == 0 {
		return nil
	}
	return mapping(pairs)
}

func commonList(trees []*yaml.Node) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for i := range trees[0].Content {
		elements := make([]*yaml.Node, len(trees))
		for j, t := range trees {
			elements[j] = t.Content[i]
		}
		n.Content = append(n.Content, common("", elements))
	}
	return n
}

// rest is what a tree says beyond the base, which is a part of it; nil when
// that is nothing.
func rest(tree, base *yaml.Node) *yaml.Node {
	if base == nil {
		return tree
	}
	if equal(tree, base) {
		return nil
	}
	if tree.Kind == yaml.SequenceNode {
		return restList(tree, base)
	}
	var pairs []pair
	for i := 0; i+1 < len(tree.Content); i += 2 {
		k := tree.Content[i]
		if more := rest(tree.Content[i+1], child(base, k.Value)); more != nil {
			pairs = append(pairs, pair{k, more})
		}
	}
	return mapping(pairs)
}

// restList says what each element has more, and only the names of the elements
// before it: kustomize takes the order of the patch, then what is left of the
// base.
func restList(tree, base *yaml.Node) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	var unchanged []*yaml.Node
	for i, element := range tree.Content {
		named := mapping([]pair{{text("name"), text(child(element, "name").Value)}})
		more := rest(element, base.Content[i])
		if more == nil {
			unchanged = append(unchanged, named)
			continue
		}
		named.Content = append(named.Content, more.Content...)
		n.Content = append(append(n.Content, unchanged...), named)
		unchanged = nil
	}
	return n
}

// sameNames says whether two lists under the key name the same elements in the
// same order.
func sameNames(key string, a, b *yaml.Node) bool {
	if !slices.Contains(namedLists, key) || a.Kind != yaml.SequenceNode || b.Kind != yaml.SequenceNode || len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		x, y := child(a.Content[i], "name"), child(b.Content[i], "name")
		if x == nil || y == nil || x.Value != y.Value {
			return false
		}
	}
	return true
}

// equal compares what two trees mean, not their comments.
func equal(a, b *yaml.Node) bool {
	if a == b {
		return true
	}
	return a.Kind == b.Kind && a.Tag == b.Tag && a.Value == b.Value && slices.EqualFunc(a.Content, b.Content, equal)
}

func all(trees []*yaml.Node, ok func(*yaml.Node) bool) bool {
	return !slices.ContainsFunc(trees, func(t *yaml.Node) bool { return !ok(t) })
}
