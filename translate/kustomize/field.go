package kustomize

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A step is one part of a field's path: a key, or an element of the list under
// the key, with the name by which a patch finds it.
type step struct {
	key   string
	index int // -1 for a key
	name  string
}

// find walks a path such as spec.template.spec.containers[0].image and returns
// its steps and the key and value at its end; no value when it isn't there. A
// key may hold dots itself: the longest key that fits is taken.
func find(n *yaml.Node, path string) (steps []step, key, value *yaml.Node) {
	value = n
	for path != "" {
		var s step
		s, key, value, path = next(value, key, path)
		if value == nil {
			return nil, nil, nil
		}
		steps = append(steps, s)
	}
	return steps, key, value
}

func next(n, last *yaml.Node, path string) (step, *yaml.Node, *yaml.Node, string) {
	if path[0] == '[' {
		return nextElement(n, last, path)
	}
	best := -1
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		k := n.Content[i].Value
		if startsWith(path, k) && (best < 0 || len(k) > len(n.Content[best].Value)) {
			best = i
		}
	}
	if best < 0 {
		return step{}, nil, nil, ""
	}
	key := n.Content[best]
	return step{key: key.Value, index: -1}, key, n.Content[best+1], strings.TrimPrefix(path[len(key.Value):], ".")
}

func startsWith(path, key string) bool {
	rest, ok := strings.CutPrefix(path, key)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

func nextElement(n, last *yaml.Node, path string) (step, *yaml.Node, *yaml.Node, string) {
	number, after, _ := strings.Cut(path[1:], "]")
	i, err := strconv.Atoi(number)
	if err != nil || n.Kind != yaml.SequenceNode || i >= len(n.Content) {
		return step{}, nil, nil, ""
	}
	s := step{index: i}
	if last != nil {
		s.key, s.name = last.Value, nameOf(last.Value, n.Content[i])
	}
	return s, last, n.Content[i], strings.TrimPrefix(after, ".")
}

// has says whether a tree has the field that the steps lead to in the tree
// that they come from.
func has(n *yaml.Node, steps []step) bool {
	for _, s := range steps {
		if n = follow(n, s); n == nil {
			return false
		}
	}
	return n != nil
}

func follow(n *yaml.Node, s step) *yaml.Node {
	if s.index < 0 {
		return child(n, s.key)
	}
	if n.Kind != yaml.SequenceNode {
		return nil
	}
	for _, e := range n.Content {
		if s.name != "" && nameOf(s.key, e) == s.name {
			return e
		}
	}
	if s.name != "" || s.index >= len(n.Content) {
		return nil
	}
	return n.Content[s.index]
}

// comment puts a note at the end of the line of a field.
func comment(key, value *yaml.Node, note string) {
	if note == "" || value == nil {
		return
	}
	if value.Kind == yaml.ScalarNode && !strings.Contains(value.Value, "\n") {
		value.LineComment = "# " + note
		return
	}
	if key != nil && key.LineComment == "" {
		key.LineComment = "# " + note
	}
}
