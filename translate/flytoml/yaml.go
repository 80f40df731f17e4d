package flytoml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	yaml2 "go.yaml.in/yaml/v2"
	"go.yaml.in/yaml/v3"
)

// parseYAML decodes the values with the YAML 1.1 parser that flyctl uses (yes
// is a boolean there) and takes order and lines from the node tree of the later
// one. flyctl reads the first document of a file; the others come back as rest.
func parseYAML(name string, data []byte) (root *node, rest []*node, err error) {
	values := map[string]any{}
	if err := yaml2.Unmarshal(data, &values); err != nil {
		return nil, nil, yamlError(name, err)
	}
	if rest, err = yamlTrees(data); err != nil {
		return nil, nil, yamlError(name, err)
	}
	root = &node{shape: dict}
	if len(rest) > 0 && rest[0].shape == dict {
		root = rest[0]
	}
	if p := fillYAML(root, values); p != nil {
		return nil, nil, &SyntaxError{File: name, Line: p.line, Cause: p.cause}
	}
	return root, rest[min(1, len(rest)):], nil
}

// yamlTrees builds a tree without values for each document.
func yamlTrees(data []byte) ([]*node, error) {
	var trees []*node
	documents := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var document yaml.Node
		err := documents.Decode(&document)
		if errors.Is(err, io.EOF) {
			return trees, nil
		}
		if err != nil {
			return nil, err
		}
		tree := &node{}
		for _, content := range document.Content {
			yamlTree(tree, content, 0)
		}
		trees = append(trees, tree)
	}
}

var yamlLine = regexp.MustCompile(`line (\d+):\s*`)

func yamlError(name string, err error) error {
	e := &SyntaxError{File: name, Cause: err.Error()}
	if at := yamlLine.FindStringSubmatchIndex(e.Cause); at != nil {
		e.Line, _ = strconv.Atoi(e.Cause[at[2]:at[3]])
		e.Cause = e.Cause[at[1]:]
	}
	if _, rest, wrong := strings.Cut(e.Cause, "cannot unmarshal "); wrong { // it goes on with the text, which can be a password
		e.Cause = "found " + yamlKind(rest) + " where another kind of value is due"
	}
	return e
}

func yamlKind(tag string) string {
	switch {
	case strings.HasPrefix(tag, "!!seq"):
		return "a list"
	case strings.HasPrefix(tag, "!!map"):
		return "a table"
	}
	return "a single value"
}

// maxAliases bounds how deep an alias may lead to others: the decoder has
// refused real excess before.
const maxAliases = 100

func yamlTree(n *node, y *yaml.Node, aliases int) {
	if n.line == 0 {
		n.line = y.Line
	}
	switch y.Kind {
	case yaml.MappingNode:
		n.shape = dict
		for i := 0; i+1 < len(y.Content); i += 2 {
			key := y.Content[i]
			n.shadow(key.Value)
			yamlTree(n.add(&node{key: key.Value, line: key.Line}), y.Content[i+1], aliases)
		}
	case yaml.SequenceNode:
		n.shape = list
		for _, item := range y.Content {
			yamlTree(n.add(&node{line: item.Line}), item, aliases)
		}
	case yaml.AliasNode:
		if aliases < maxAliases {
			yamlTree(n, y.Alias, aliases+1)
		}
	default:
		n.raw = y.Value
	}
}

type yamlProblem struct {
	line  int
	cause string
}

// fillYAML puts decoded values into the tree.
func fillYAML(n *node, value any) *yamlProblem {
	switch v := value.(type) {
	case map[string]any:
		return fillMembers(n, v)
	case map[any]any:
		named := make(map[string]any, len(v))
		for key, member := range v {
			text, ok := key.(string)
			if !ok {
				return &yamlProblem{n.line, fmt.Sprintf("the key %v is no text: flyctl stops at it; put it in quotes", key)}
			}
			named[text] = member
		}
		return fillMembers(n, named)
	case []any:
		return fillItems(n, v)
	}
	n.shape, n.children, n.value = scalar, nil, value
	return nil
}

// mergeKey takes in the members of other tables. They become members of their
// own, at the line where they were merged.
const mergeKey = "<<"

func fillMembers(n *node, values map[string]any) *yamlProblem {
	n.shape = dict
	line := n.line
	if merge := n.member(mergeKey); merge != nil {
		line = merge.line
		n.children = slices.DeleteFunc(n.children, func(c *node) bool { return c.key == mergeKey })
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		c := n.member(key)
		if c == nil {
			c = n.add(&node{key: key, line: line})
		}
		if p := fillYAML(c, values[key]); p != nil {
			return p
		}
	}
	for _, c := range n.children {
		if _, known := values[c.key]; !known {
			return &yamlProblem{c.line, fmt.Sprintf("the key %s is no text: put it in quotes", c.key)}
		}
	}
	return nil
}

func fillItems(n *node, values []any) *yamlProblem {
	n.shape = list
	for len(n.children) < len(values) {
		n.add(&node{line: n.line})
	}
	n.children = n.children[:len(values)]
	for i, value := range values {
		if p := fillYAML(n.children[i], value); p != nil {
			return p
		}
	}
	return nil
}
