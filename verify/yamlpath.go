package verify

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// follow walks a path such as spec.ports[0].name from a node. It returns the
// line where the last step that exists is written, and whether that was all.
func follow(node *yaml.Node, path string) (line int, whole bool) {
	line = node.Line
	for _, step := range steps(path) {
		at, next := into(node, step)
		if next == nil {
			return line, false
		}
		line, node = at, next
	}
	return line, true
}

// steps splits spec.ports[0].name into spec, ports, 0, name. A key with dots is
// written in quotes: metadata.labels["app.kubernetes.io/name"].
func steps(path string) []string {
	var found []string
	for path != "" {
		switch {
		case path[0] == '.':
			path = path[1:]
		case strings.HasPrefix(path, `["`) && strings.Contains(path, `"]`):
			end := strings.Index(path, `"]`)
			found, path = append(found, path[2:end]), path[end+2:]
		case path[0] == '[' && strings.Contains(path, "]"):
			end := strings.Index(path, "]")
			found, path = append(found, path[1:end]), path[end+1:]
		default:
			end := strings.IndexAny(path[1:], ".[") + 1
			if end == 0 {
				end = len(path)
			}
			found, path = append(found, path[:end]), path[end:]
		}
	}
	return found
}

// into takes one step: the line of the key or item, and the value behind it.
func into(node *yaml.Node, step string) (int, *yaml.Node) {
	switch node.Kind {
	case yaml.SequenceNode:
		i, err := strconv.Atoi(step)
		if err != nil || i < 0 || i >= len(node.Content) {
			return 0, nil
		}
		return node.Content[i].Line, node.Content[i]
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == step {
				return node.Content[i].Line, node.Content[i+1]
			}
		}
	}
	return 0, nil
}

// child is the value under a key; nil when there is none.
func child(node *yaml.Node, key string) *yaml.Node {
	if node == nil {
		return nil
	}
	_, value := into(node, key)
	return value
}

// text is a scalar's value; empty for anything else.
func text(node *yaml.Node) string {
	if node == nil || node.Kind != yaml.ScalarNode {
		return ""
	}
	return node.Value
}
