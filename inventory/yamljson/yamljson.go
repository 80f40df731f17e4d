// Package yamljson turns JSON into YAML that a person reads, and back, without
// losing the order of keys: in a released config the order is the file's own.
package yamljson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Comments are head comments by the path of the key that they stand above,
// such as "apps.items.machines"; list positions are left out of the path.
type Comments map[string]string

// Encode writes JSON as block YAML, with head above it.
func Encode(raw []byte, head string, comments Comments) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return nil, fmt.Errorf("read json as yaml: %w", err)
	}
	block(&doc)
	annotate(&doc, "", comments)
	doc.HeadComment = head
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(&doc); err != nil {
		return nil, fmt.Errorf("write yaml: %w", err)
	}
	return out.Bytes(), enc.Close()
}

// block takes JSON's braces and quotes off; what would read as another type
// without its quotes keeps them.
func block(n *yaml.Node) {
	if len(n.Content) > 0 || n.Kind == yaml.ScalarNode {
		n.Style = 0
	}
	if n.Kind == yaml.MappingNode {
		n.Content = last(n.Content)
	}
	for _, child := range n.Content {
		block(child)
	}
}

// last leaves out a key that stands once more behind: JSON allows that, and the
// later one holds.
func last(members []*yaml.Node) []*yaml.Node {
	seen := make(map[string]bool, len(members)/2)
	for i := len(members) - 2; i >= 0; i -= 2 {
		if seen[members[i].Value] {
			members = slices.Delete(members, i, i+2)
			continue
		}
		seen[members[i].Value] = true
	}
	return members
}

func annotate(n *yaml.Node, path string, comments Comments) {
	switch n.Kind {
	case yaml.DocumentNode, yaml.SequenceNode:
		for _, child := range n.Content {
			annotate(child, path, comments)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := join(path, n.Content[i].Value)
			n.Content[i].HeadComment = comments[key]
			annotate(n.Content[i+1], key, comments)
		}
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// Decode reads YAML as JSON. Keys keep their order; one key twice is an error,
// and so is an alias, a key that is not a string, or a second document.
func Decode(text []byte) ([]byte, error) {
	var doc, second yaml.Node
	documents := yaml.NewDecoder(bytes.NewReader(text))
	if err := documents.Decode(&doc); errors.Is(err, io.EOF) {
		return []byte("null"), nil
	} else if err != nil {
		return nil, err
	}
	if err := documents.Decode(&second); err == nil {
		return nil, fmt.Errorf("line %d: a second document starts, and one is read", second.Line)
	} else if !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(doc.Content) == 0 {
		return []byte("null"), nil
	}
	var out bytes.Buffer
	if err := write(&out, doc.Content[0]); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func write(out *bytes.Buffer, n *yaml.Node) error {
	switch n.Kind {
	case yaml.MappingNode:
		return writeMapping(out, n)
	case yaml.SequenceNode:
		return writeSequence(out, n)
	case yaml.ScalarNode:
		return writeScalar(out, n)
	}
	return fmt.Errorf("line %d: aliases are not read", n.Line)
}

func writeMapping(out *bytes.Buffer, n *yaml.Node) error {
	seen := make(map[string]bool, len(n.Content)/2)
	out.WriteByte('{')
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			return fmt.Errorf("line %d: key %q stands twice", key.Line, key.Value)
		}
		seen[key.Value] = true
		if i > 0 {
			out.WriteByte(',')
		}
		name, err := json.Marshal(key.Value)
		if err != nil {
			return err
		}
		out.Write(name)
		out.WriteByte(':')
		if err := write(out, n.Content[i+1]); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	return nil
}

func writeSequence(out *bytes.Buffer, n *yaml.Node) error {
	out.WriteByte('[')
	for i, child := range n.Content {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := write(out, child); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	return nil
}

// writeScalar lets a timestamp stay text: Fly's times are strings.
func writeScalar(out *bytes.Buffer, n *yaml.Node) error {
	if n.ShortTag() == "!!timestamp" {
		return encode(out, n.Value)
	}
	var value any
	if err := n.Decode(&value); err != nil {
		return fmt.Errorf("line %d: %w", n.Line, err)
	}
	if tag := n.ShortTag(); (tag == "!!int" || tag == "!!float") && json.Valid([]byte(n.Value)) {
		out.WriteString(n.Value) // as written: 1.50 and 1e21 keep their digits
		return nil
	}
	if err := encode(out, value); err != nil {
		return fmt.Errorf("line %d: %w", n.Line, err)
	}
	return nil
}

func encode(out *bytes.Buffer, value any) error {
	raw, err := json.Marshal(value)
	out.Write(raw)
	return err
}
