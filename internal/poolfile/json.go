package poolfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// jsonByLine is the document as JSON with every token on the line where it stands
// in the YAML, so that protojson's error messages point into the user's file.
func jsonByLine(file string, doc *yaml.Node) ([]byte, error) {
	w := &lineWriter{file: file, line: 1}
	if err := w.value(doc.Content[0]); err != nil {
		return nil, err
	}
	return w.out.Bytes(), nil
}

type lineWriter struct {
	file string
	out  bytes.Buffer
	line int
}

// at moves down to a line. YAML's nodes come in the order of their lines.
func (w *lineWriter) at(line int) {
	if line > w.line {
		w.out.WriteString(strings.Repeat("\n", line-w.line))
		w.line = line
	}
}

func (w *lineWriter) value(n *yaml.Node) error {
	w.at(n.Line)
	switch n.Kind {
	case yaml.MappingNode:
		return w.list('{', '}', n.Content, 2)
	case yaml.SequenceNode:
		return w.list('[', ']', n.Content, 1)
	case yaml.ScalarNode:
		return w.scalar(n)
	}
	return Error{w.file, n.Line, "anchors and aliases have no place in a pool file"}
}

// list writes elements of one node (sequence) or two (key and value).
func (w *lineWriter) list(open, end byte, nodes []*yaml.Node, each int) error {
	w.out.WriteByte(open)
	for i := 0; i < len(nodes); i += each {
		if i > 0 {
			w.out.WriteByte(',')
		}
		if each == 2 {
			if err := w.key(nodes[i]); err != nil {
				return err
			}
		}
		if err := w.value(nodes[i+each-1]); err != nil {
			return err
		}
	}
	w.out.WriteByte(end)
	return nil
}

func (w *lineWriter) key(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return Error{w.file, n.Line, "a key must be a plain word"}
	}
	w.at(n.Line)
	key, _ := json.Marshal(n.Value)
	w.out.Write(key)
	w.out.WriteByte(':')
	return nil
}

func (w *lineWriter) scalar(n *yaml.Node) error {
	var v any
	if err := n.Decode(&v); err != nil {
		return Error{w.file, n.Line, fmt.Sprintf("%s is no value: %v", n.Value, err)}
	}
	if n.ShortTag() == "!!timestamp" {
		v = n.Value
	}
	text, err := json.Marshal(v)
	if err != nil {
		return Error{w.file, n.Line, fmt.Sprintf("%s can't be written as JSON", n.Value)}
	}
	w.out.Write(text)
	return nil
}
