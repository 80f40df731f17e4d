package flytoml

import (
	"slices"
	"strings"
)

// Header is one header of a check's request.
type Header struct {
	Field string
	Name  string
	Value string
}

// anyHeaders takes a table of names and values of any type, or [[headers]] with
// name and value.
func (t table) anyHeaders() []Header {
	n := t.exact("headers")
	if n == nil || t.r.known != nil {
		return t.headers()
	}
	switch n.shape {
	case dict:
		return t.looseHeaders()
	case list:
		return t.headerList(n)
	}
	t.r.problem(n, "a table")
	return nil
}

func (t table) headers() []Header {
	var all []Header
	for _, v := range t.namedTexts("headers") {
		all = append(all, Header(v))
	}
	return all
}

func (t table) looseHeaders() []Header {
	var all []Header
	for _, c := range t.named("headers") {
		all = append(all, Header{Field: c.field, Name: c.key, Value: t.r.print(c)})
	}
	return all
}

// headerList lets the later of two headers with one name hold.
func (t table) headerList(n *node) []Header {
	n.field = t.at("headers")
	if len(n.children) > 0 {
		t.r.quirk(n, LegacyForm, "flyctl reads each as a line of headers")
	}
	var all []Header
	for _, item := range n.children {
		name := item.member("name")
		if item.shape != dict || name == nil {
			t.r.problem(item, "a table with a name")
			continue
		}
		h := Header{Name: t.r.print(name)}
		h.Field = t.at("headers") + "." + segment(h.Name)
		item.field, name.field = h.Field, h.Field
		if value := item.member("value"); value != nil {
			h.Value, value.field = t.r.print(value), h.Field
		}
		all = slices.DeleteFunc(all, func(o Header) bool { return o.Name == h.Name })
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b Header) int { return strings.Compare(a.Name, b.Name) })
	return all
}
