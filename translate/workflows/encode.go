package workflows

import (
	"bytes"
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// encode is a workflow's file. Its tree is built by hand: the library's own way
// from a Go value to a tree prints the value and parses what it printed.
func encode(w workflow) []byte {
	root := node(w.pairs())
	root.HeadComment = w.head
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	e.CompactSeqIndent()
	if err := e.Encode(root); err != nil {
		panic(fmt.Sprintf("write workflow %s: %v", w.Name, err)) // trees of scalars, lists and maps always encode
	}
	return b.Bytes()
}

// node is a value as a tree. Keys such as "on" stand without the quotes that
// YAML 1.1 would want: GitHub reads 1.2.
func node(value any) *yaml.Node {
	switch v := value.(type) {
	case string:
		return text(v)
	case bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(v)}
	case int:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(v)}
	case pairs:
		return mapping(v)
	case job:
		return mapping(v.pairs())
	case step:
		return mapping(v.pairs())
	case *action:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: v.name + "@" + v.commit, LineComment: v.version}
	case []step:
		return list(v)
	case []string:
		return list(v)
	case inline:
		n := list(v)
		n.Style = yaml.FlowStyle
		return n
	}
	panic(fmt.Sprintf("write workflow: a value of type %T", value))
}

func text(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	return n
}

func mapping(p pairs) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Content: make([]*yaml.Node, 0, 2*len(p))}
	for _, one := range p {
		n.Content = append(n.Content, text(one.key), node(one.value))
	}
	return n
}

func list[T any](values []T) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Content: make([]*yaml.Node, 0, len(values))}
	for _, v := range values {
		n.Content = append(n.Content, node(v))
	}
	return n
}
