package flytoml

import (
	"bytes"
	"errors"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"
)

// parseTOML decodes the values with one parser and takes order and lines from
// the syntax tree of another, which has them but checks less.
func parseTOML(name string, data []byte) (*node, error) {
	var values map[string]any
	if err := toml.Unmarshal(data, &values); err != nil {
		return nil, tomlError(name, err)
	}
	root, err := tomlTree(data)
	if err != nil {
		return nil, &SyntaxError{File: name, Cause: err.Error()}
	}
	if !fill(root, values) {
		return nil, &SyntaxError{File: name, Cause: "a key is set in two ways"}
	}
	return root, nil
}

func tomlError(name string, err error) error {
	var at toml.ParseError
	if !errors.As(err, &at) {
		return &SyntaxError{File: name, Cause: err.Error()}
	}
	cause := at.Message
	if cause == "" {
		cause = at.Error()
	}
	if strings.HasPrefix(cause, "expected value but found") {
		// What was found can be a password without quotes.
		cause = "expected a value, such as a text in quotes"
	}
	// The parser's column is off after a line break, its line is not.
	return &SyntaxError{File: name, Line: at.Position.Line, Cause: cause}
}

// tomlTree builds the tree without values.
func tomlTree(data []byte) (*node, error) {
	root := &node{shape: dict}
	b := treeBuilder{data: data, line: 1}
	b.parser.Reset(data)
	table := root
	for b.parser.NextExpression() {
		switch e := b.parser.Expression(); e.Kind {
		case unstable.Table:
			table = b.header(root, e, dict)
		case unstable.ArrayTable:
			array := b.header(root, e, list)
			table = array.add(&node{shape: dict, line: b.line})
		case unstable.KeyValue:
			b.keyValue(table, e)
		}
	}
	return root, b.parser.Error()
}

type treeBuilder struct {
	parser unstable.Parser
	data   []byte
	offset int // counted up to here
	line   int // the line of offset
}

// at moves to an offset; keys come in the document's order.
func (b *treeBuilder) at(offset uint32) int {
	if to := int(offset); to > b.offset {
		b.line += bytes.Count(b.data[b.offset:to], []byte{'\n'})
		b.offset = to
	}
	return b.line
}

// header walks to the table or array that a [header] names.
func (b *treeBuilder) header(root *node, e *unstable.Node, last shape) *node {
	n := root
	for keys := e.Key(); keys.Next(); {
		kind := dict
		if keys.IsLast() {
			kind = last
		}
		n = b.step(n, keys.Node(), kind)
		if n.shape == list && !keys.IsLast() && len(n.children) > 0 {
			n = n.children[len(n.children)-1]
		}
	}
	return n
}

// step goes to a member and makes it when it is not there.
func (b *treeBuilder) step(n *node, key *unstable.Node, kind shape) *node {
	line := b.at(key.Raw.Offset)
	if m := n.member(string(key.Data)); m != nil {
		return m
	}
	return n.add(&node{key: string(key.Data), line: line, shape: kind})
}

func (b *treeBuilder) keyValue(table *node, e *unstable.Node) {
	n := table
	for keys := e.Key(); keys.Next(); {
		if !keys.IsLast() {
			n = b.step(n, keys.Node(), dict)
			continue
		}
		line := b.at(keys.Node().Raw.Offset)
		b.value(n.add(&node{key: string(keys.Node().Data), line: line}), e.Value())
	}
}

func (b *treeBuilder) value(n *node, v *unstable.Node) {
	switch v.Kind {
	case unstable.Array:
		n.shape = list
		for items := v.Children(); items.Next(); {
			if item := items.Node(); item.Kind != unstable.Comment {
				b.value(n.add(&node{line: b.at(item.Raw.Offset)}), item)
			}
		}
	case unstable.InlineTable:
		n.shape = dict
		for members := v.Children(); members.Next(); {
			if member := members.Node(); member.Kind == unstable.KeyValue {
				b.keyValue(n, member)
			}
		}
	case unstable.String:
	default:
		n.raw = string(v.Data)
	}
}

// fill puts decoded values into the tree. It is false when tree and values
// disagree.
func fill(n *node, value any) bool {
	switch v := value.(type) {
	case map[string]any:
		if n.shape != dict || len(n.children) != len(v) {
			return false
		}
		for _, c := range n.children {
			member, ok := v[c.key]
			if !ok || !fill(c, member) {
				return false
			}
		}
		return true
	case []map[string]any:
		return fillList(n, v)
	case []any:
		return fillList(n, v)
	case time.Time:
		n.value = newMoment(n.raw, v)
	default:
		n.value = v
	}
	return n.shape == scalar
}

func fillList[T any](n *node, items []T) bool {
	if n.shape != list || len(n.children) != len(items) {
		return false
	}
	for i, item := range items {
		if !fill(n.children[i], item) {
			return false
		}
	}
	return true
}
