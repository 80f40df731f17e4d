package decisions

import (
	"bytes"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Reason says why a value was inferred, by the path of its key:
// environments[0].region.
type Reason struct {
	Path, Why string
}

// Write is fly2k8s.yaml with a comment at every key: what it decides, what
// else is possible, and for an inferred value why.
func Write(d Decisions, why []Reason) ([]byte, error) {
	w := writer{why: map[string]string{}, said: map[string]bool{}}
	for _, r := range why {
		w.why[r.Path] = r.Why
	}
	root := w.node(reflect.ValueOf(d), "")
	root.HeadComment = "The decisions behind this repository. fly2k8s translate reads this file; change a value and run it again.\nValues marked \"inferred\" are fly2k8s' guesses: check them.\n"
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(root); err != nil {
		return nil, err
	}
	return out.Bytes(), enc.Close()
}

type writer struct {
	why  map[string]string
	said map[string]bool // docs of list items are said once, at their first
}

func (w *writer) node(v reflect.Value, path string) *yaml.Node {
	switch v.Kind() {
	case reflect.Pointer:
		return w.node(v.Elem(), path)
	case reflect.Struct:
		return w.mapping(v, path)
	case reflect.Slice:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for i := range v.Len() {
			n.Content = append(n.Content, w.node(v.Index(i), path+"["+strconv.Itoa(i)+"]"))
		}
		return n
	}
	n := &yaml.Node{}
	if err := n.Encode(v.Interface()); err != nil {
		panic(err) // strings, numbers and bools always encode
	}
	return n
}

func (w *writer) mapping(v reflect.Value, path string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range Fields(v.Type()) {
		value := v.Field(f.index)
		at := join(path, f.Name)
		if !f.Required && value.IsZero() {
			w.ask(n, f, w.why[at])
			continue
		}
		key := &yaml.Node{Kind: yaml.ScalarNode, Value: f.Name}
		if doc := v.Type().Name() + "." + f.Name; !w.said[doc] {
			w.said[doc] = true
			key.HeadComment = f.Doc
		}
		item := w.node(value, at)
		if reason := w.why[at]; reason != "" {
			w.remark(key, item, "inferred: "+reason)
		}
		n.Content = append(n.Content, key, item)
	}
	return n
}

// ask leaves a key out and a comment in its place, where nothing could be
// inferred and the reason is a question.
func (w *writer) ask(n *yaml.Node, f Field, question string) {
	if question == "" {
		return
	}
	last := n.Content[len(n.Content)-2]
	last.FootComment = f.Name + ": [] # " + question
}

func (w *writer) remark(key, item *yaml.Node, text string) {
	if item.Kind == yaml.ScalarNode {
		item.LineComment = text
		return
	}
	key.HeadComment = strings.TrimPrefix(key.HeadComment+"\n"+text, "\n")
}
