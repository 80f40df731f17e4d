package flytoml

import (
	"cmp"
	"slices"
	"strconv"
)

// sub is a member that is a table.
func (t table) sub(key string) (table, bool) {
	inner := table{r: t.r, field: t.at(key), strict: t.strict}
	if t.r.known != nil {
		return inner, true
	}
	n := t.look(key)
	if empty(n) {
		return inner, false
	}
	if n.shape != dict {
		t.r.problem(n, "a table")
		return inner, false
	}
	n.field, inner.n = inner.field, n
	inner.strict = t.strict || n.key != key
	return inner, true
}

// tables is a member that is an array of tables; one table alone is refused.
func (t table) tables(key string) []table {
	if t.r.known != nil {
		return []table{{r: t.r, field: t.at(key) + "[]"}}
	}
	n := t.look(key)
	if empty(n) {
		return nil
	}
	if n.shape != list {
		t.r.problem(n, "an array of tables")
		return nil
	}
	n.field = t.at(key)
	var items []table
	for _, c := range n.children {
		if c.shape != dict && !empty(c) {
			t.r.problem(c, "a table")
			continue
		}
		item := t.item(key, len(items), c)
		item.strict = t.strict || n.key != key
		items = append(items, item)
	}
	return items
}

// anyTables is tables, and one table alone as well. first is the number of
// items that other spellings of the key brought before.
func (t table) anyTables(key, field string, first int) []table {
	if t.r.known != nil {
		return []table{{r: t.r, field: t.at(field) + "[]"}}
	}
	n := t.exact(key)
	if n == nil {
		return nil
	}
	if key != field {
		t.r.quirk(n, LegacyForm, "flyctl reads it as "+field)
	}
	items := []*node{n}
	if n.shape == list {
		items, n.field = n.children, t.at(field)
	}
	var found []table
	for _, c := range items {
		if c.shape != dict {
			t.r.problem(c, "a table")
			continue
		}
		found = append(found, t.item(field, first+len(found), c))
	}
	return found
}

func (t table) item(key string, index int, n *node) table {
	n.field = t.at(key) + "[" + strconv.Itoa(index) + "]"
	return table{r: t.r, n: n, field: n.field, strict: t.strict}
}

// exact finds a member by its exact name, without reading it, where patches
// apply.
func (t table) exact(key string) *node {
	if t.n == nil || t.strict {
		return nil
	}
	return t.n.member(key)
}

// named is a member that maps names to values; each becomes a field of its own.
// They come sorted by name, the last of equal names alone.
func (t table) named(key string) []*node {
	if t.r.known != nil {
		t.r.known(t.at(key) + ".*")
		return nil
	}
	inner, ok := t.sub(key)
	if !ok {
		return nil
	}
	return inner.members()
}

// members are all members of a table, sorted by name, each marked as read.
func (t table) members() []*node {
	var all []*node
	for _, c := range t.n.children {
		if c.shadowed {
			continue
		}
		c.field = t.at(segment(c.key))
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *node) int { return cmp.Compare(a.key, b.key) })
	return all
}

// texts maps names to strings.
func (t table) namedTexts(key string) []EnvVar {
	var vars []EnvVar
	for _, c := range t.named(key) {
		v := EnvVar{Field: c.field, Name: c.key}
		if !empty(c) {
			text := t.r.text(c)
			if text == nil {
				continue
			}
			v.Value = *text
		}
		vars = append(vars, v)
	}
	return vars
}

// anyOrTables is anyTables where patches apply, else tables.
func (t table) anyOrTables(key string) []table {
	if t.r.known != nil || t.exact(key) == nil {
		return t.tables(key)
	}
	return t.anyTables(key, key, 0)
}
