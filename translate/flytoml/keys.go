package flytoml

import (
	"cmp"
	"slices"
)

// collect lists the leaves of the document, and of those that come after it in
// a YAML file, which flyctl does not read.
func (f *File) collect(root *node, rest []*node) {
	f.leaves(root, "")
	slices.SortStableFunc(f.Keys, func(a, b Key) int { return cmp.Compare(a.Line, b.Line) })
	for _, document := range rest {
		f.leaves(document, "")
	}
	for _, k := range f.Keys {
		if k.Field == "" {
			f.Unknown = append(f.Unknown, k)
		}
	}
}

// leaves adds the keys inside n. within is the field of a value that was read
// whole, with all that stands in it.
func (f *File) leaves(n *node, within string) {
	if n.shadowed {
		f.Quirks = append(f.Quirks, Quirk{Key: keyOf(n), Name: KeyRepeated, Why: "the same key follows once more, and the later one holds"})
	}
	if within == "" && n.whole {
		within = n.field
	}
	if n.parent != nil && n.leaf() {
		k := keyOf(n)
		if within != "" {
			k.Field = within
		}
		f.Keys = append(f.Keys, k)
		return
	}
	for _, c := range n.children {
		f.leaves(c, within)
	}
}

func keyOf(n *node) Key {
	return Key{Path: n.path(), Line: n.line, Field: n.field, Empty: n.shape != scalar && len(n.children) == 0}
}

func (f *File) sortQuirks() {
	slices.SortStableFunc(f.Quirks, func(a, b Quirk) int {
		return cmp.Or(cmp.Compare(a.Key.Line, b.Key.Line), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key.Path, b.Key.Path))
	})
}
