package kustomize

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

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
	case all(trees, func(t *yaml.Node) bool { return merges(key, t) }):
		return commonList(key, trees)
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

// commonList has what elements of one name share, in the first tree's order. An
// element that shares nothing but its name stays whole in each overlay.
func commonList(key string, trees []*yaml.Node) *yaml.Node {
	places := make([]map[string]int, len(trees))
	for i, t := range trees {
		places[i] = placesOf(key, t)
	}
	n := sequence()
	for _, e := range trees[0].Content {
		same := make([]*yaml.Node, 0, len(trees))
		for i, t := range trees {
			if at, ok := places[i][nameOf(key, e)]; ok {
				same = append(same, t.Content[at])
			}
		}
		if len(same) < len(trees) {
			continue
		}
		if shared := common("", same); shared == e || shared != nil && len(shared.Content) > len(namedBy(key, e).Content) {
			n.Content = append(n.Content, shared)
		}
	}
	if len(n.Content) == 0 {
		return nil
	}
	return n
}

// rest is what a tree says beyond the base, which is a part of it; nil when
// that is nothing.
func rest(key string, tree, base *yaml.Node) *yaml.Node {
	if base == nil {
		return tree
	}
	if equal(tree, base) {
		return nil
	}
	if tree.Kind == yaml.SequenceNode {
		return restList(key, tree, base)
	}
	var pairs []pair
	for i := 0; i+1 < len(tree.Content); i += 2 {
		k := tree.Content[i]
		if more := rest(k.Value, tree.Content[i+1], child(base, k.Value)); more != nil {
			pairs = append(pairs, pair{k, more})
		}
	}
	return mapping(pairs)
}

// restList says what each element has more, and only the names of unchanged
// elements that stand before such a one, or elsewhere than in the base:
// kustomize takes the order of the patch, then what is left of the base.
func restList(key string, tree, base *yaml.Node) *yaml.Node {
	places := placesOf(key, base)
	n := sequence()
	named, before := 0, -1 // how many elements the patch names; the place of the last one in the base
	for i, e := range tree.Content {
		at, shared := places[nameOf(key, e)]
		if !shared {
			n.Content, named = append(n.Content, e), i+1
			continue
		}
		more := restElement(key, e, base.Content[at])
		n.Content = append(n.Content, more)
		if at < before {
			named = i
		}
		if len(more.Content) > len(namedBy(key, e).Content) {
			named = i + 1
		}
		before = at
	}
	n.Content = n.Content[:named]
	return n
}

// restElement is an element's name, and what it says beyond the base.
func restElement(key string, e, base *yaml.Node) *yaml.Node {
	n := namedBy(key, e)
	if more := rest("", e, base); more != nil {
		n.Content = append(n.Content, more.Content...)
	}
	return n
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
