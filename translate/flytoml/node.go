package flytoml

import (
	"strconv"
	"strings"
)

// node is one place in the document: a table, an array or a scalar. The three
// formats build the same tree; what differs is the Go type of a number, which
// decides what flyctl makes of it (int64 from TOML, float64 from JSON, int from
// YAML).
type node struct {
	parent *node
	index  int    // place in an array; -1 for a table's member
	key    string // name in a table
	line   int
	shape  shape
	value  any    // of a scalar: nil, bool, int, int64, uint64, float64, string, moment
	raw    string // a scalar as written, where that can differ from its value

	children []*node

	field    string // what it became; "" while nobody read it
	shadowed bool   // a later member of the same name replaces it
	whole    bool   // everything inside belongs to field
	printed  bool   // read as text, whatever its type
}

type shape uint8

const (
	scalar shape = iota
	list
	dict
)

func (n *node) add(child *node) *node {
	child.parent = n
	child.index = -1
	if n.shape == list {
		child.index = len(n.children)
	}
	n.children = append(n.children, child)
	return child
}

// member returns the member of that name; the last one, when JSON or YAML
// repeat it.
func (n *node) member(key string) *node {
	for i := len(n.children) - 1; i >= 0; i-- {
		if n.children[i].key == key {
			return n.children[i]
		}
	}
	return nil
}

// shadow marks what n has under that name: another one follows.
func (n *node) shadow(key string) {
	if before := n.member(key); before != nil {
		before.shadowed = true
	}
}

// tables says whether n is an array of tables: one key per leaf inside. Any
// other array is a leaf itself.
func (n *node) tables() bool {
	for _, c := range n.children {
		if c.shape != dict {
			return false
		}
	}
	return n.shape == list && len(n.children) > 0
}

// leaf says whether n is one key of the file: a scalar, a list, or an empty
// table.
func (n *node) leaf() bool {
	return n.shape == scalar || len(n.children) == 0 || (n.shape == list && !n.tables())
}

// path spells where n stands, as the file does.
func (n *node) path() string {
	var b strings.Builder
	n.writePath(&b)
	return b.String()
}

func (n *node) writePath(b *strings.Builder) {
	if n.parent == nil {
		return
	}
	n.parent.writePath(b)
	if n.index >= 0 {
		b.WriteByte('[')
		b.WriteString(strconv.Itoa(n.index))
		b.WriteByte(']')
		return
	}
	if b.Len() > 0 {
		b.WriteByte('.')
	}
	b.WriteString(segment(n.key))
}

// segment quotes a name that would read as something else inside a path.
func segment(name string) string {
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !bare(r) }) {
		return strconv.Quote(name)
	}
	return name
}

func bare(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' || r == '/'
}

// forget marks everything inside as ignored.
func (n *node) forget() {
	n.field = ""
	for _, c := range n.children {
		c.forget()
	}
}
