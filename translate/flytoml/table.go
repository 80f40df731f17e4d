package flytoml

import "strings"

// reader turns the tree into a Config. Problems and quirks gather on the way.
type reader struct {
	problems []placed
	quirks   []noted
	// known, when set, is told every field that is asked for, and every table
	// is there: that is how Fields lists what flyctl knows.
	known func(field string)
}

type placed struct {
	n               *node
	expected, found string
}

type noted struct {
	n    *node
	name QuirkName
	why  string
}

// table is a table of the document on its way to becoming a field. flyctl
// decodes in two ways, and so does table: as JSON into Go structs, where types
// must fit and names match in any letter case, and through its patches, which
// take legacy forms but only under the exact name. Methods for the second say
// "any" or "loose" and fall back to the first when the name is not exact.
type table struct {
	r     *reader
	n     *node // nil while listing what is known
	field string
	// strict is set inside a section whose name is in another letter case: the
	// patches pass it by.
	strict bool
}

func (t table) at(key string) string {
	if t.field == "" {
		return key
	}
	return t.field + "." + key
}

// look finds a member without reading it.
func (t table) look(key string) *node {
	if t.n == nil {
		return nil
	}
	if n := t.n.member(key); n != nil {
		return n
	}
	for i := len(t.n.children) - 1; i >= 0; i-- {
		if c := t.n.children[i]; !c.shadowed && strings.EqualFold(c.key, key) {
			t.r.quirk(c, LetterCase, "flyctl reads it as "+key+", without the older forms of that key")
			return c
		}
	}
	return nil
}

// read finds a member and notes what it becomes.
func (t table) read(key string) *node {
	if t.r.known != nil {
		t.r.known(t.at(key))
		return nil
	}
	n := t.look(key)
	if n != nil {
		n.field = t.at(key)
	}
	return n
}

func (r *reader) problem(n *node, expected string) {
	r.problems = append(r.problems, placed{n, expected, described(n)})
}

func (r *reader) quirk(n *node, name QuirkName, why string) {
	r.quirks = append(r.quirks, noted{n, name, why})
}
