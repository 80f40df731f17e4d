package yamljson

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Problem is one place of a text that does not fit into a Go value. Path is
// spelled as in MapText. What never quotes the text: it may be a credential.
type Problem struct {
	Line int
	Path string
	What string
}

// Problems finds every key that the value has no field for, in exactly that
// spelling, and every value of another type, in the order of the text. It reads
// what Decode reads, for the message after the result could not be decoded.
func Problems(text []byte, into any) []Problem {
	var doc yaml.Node
	if yaml.Unmarshal(text, &doc) != nil || len(doc.Content) == 0 {
		return nil
	}
	var c comparison
	c.value(doc.Content[0], reflect.TypeOf(into), "")
	return c.found
}

type comparison struct{ found []Problem }

func (c *comparison) say(n *yaml.Node, path, what string) {
	c.found = append(c.found, Problem{Line: n.Line, Path: path, What: what})
}

func (c *comparison) value(n *yaml.Node, t reflect.Type, path string) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case n.ShortTag() == "!!null":
	case ownReading(t):
		c.leaf(n, t, path)
	case t.Kind() == reflect.Struct && n.Kind == yaml.MappingNode:
		c.members(n, fields(t), path)
	case t.Kind() == reflect.Map && n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			c.value(n.Content[i+1], t.Elem(), join(path, n.Content[i].Value))
		}
	case t.Kind() == reflect.Slice && n.Kind == yaml.SequenceNode:
		for i, item := range n.Content {
			c.value(item, t.Elem(), path+"["+strconv.Itoa(i)+"]")
		}
	default:
		c.leaf(n, t, path)
	}
}

func (c *comparison) members(n *yaml.Node, known map[string]reflect.Type, path string) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		t, ok := known[key.Value]
		if !ok {
			c.say(key, join(path, key.Value), "no such key in this version")
			continue
		}
		c.value(n.Content[i+1], t, join(path, key.Value))
	}
}

// leaf tries one value alone.
func (c *comparison) leaf(n *yaml.Node, t reflect.Type, path string) {
	var raw bytes.Buffer
	if err := write(&raw, n); err != nil {
		c.say(n, path, "no value that JSON has")
		return
	}
	if json.Unmarshal(raw.Bytes(), reflect.New(t).Interface()) != nil {
		c.say(n, path, "expected "+expected(t)+", found "+kind(n, ownReading(t)))
	}
}

// ownReading says that a type reads itself, whatever it is made of.
func ownReading(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[json.Unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// fields are the JSON names of a struct, those of embedded structs among them.
func fields(t reflect.Type) map[string]reflect.Type {
	all := map[string]reflect.Type{}
	for i := range t.NumField() {
		if f := t.Field(i); f.Anonymous {
			for name, inner := range fields(f.Type) {
				all[name] = inner
			}
		}
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); !f.Anonymous && name != "" {
			all[name] = f.Type
		}
	}
	return all
}

// expected names what a type takes. A type that says it itself has a method for
// that.
func expected(t reflect.Type) string {
	if says, ok := reflect.New(t).Interface().(interface{ Expected() string }); ok {
		return says.Expected()
	}
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Struct, reflect.Map:
		return "a table"
	case reflect.Slice:
		return "a list"
	}
	return "a whole number"
}

// kind names what stands there; other is for a type that takes some texts.
func kind(n *yaml.Node, other bool) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a table"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!str":
		if other {
			return "other text"
		}
		return "text"
	case "!!bool":
		return "a boolean"
	}
	return "another number"
}
