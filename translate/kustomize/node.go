package kustomize

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Keys that say what a map is about stand first; the others follow by name.
var firstKeys = []string{"apiVersion", "kind", "metadata", "name", "namespace", "secretKey", "image"}

// node is a typed object as a YAML tree in a fixed order of keys, without what
// only a cluster fills in.
func node(value any) *yaml.Node {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // Kubernetes' own types always marshal
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var tree map[string]any
	if err := d.Decode(&tree); err != nil {
		panic(err) // just marshalled
	}
	delete(tree, "status")
	return grow(tree)
}

// grow is one JSON value as a tree; nil for null.
func grow(value any) *yaml.Node {
	switch v := value.(type) {
	case map[string]any:
		return growMap(v)
	case []any:
		return growList(v)
	case string:
		return text(v)
	case json.Number:
		return scalar("!!int", v.String())
	case bool:
		return scalar("!!bool", strconv.FormatBool(v))
	}
	return nil
}

func growMap(m map[string]any) *yaml.Node {
	pairs := make([]pair, 0, len(m))
	for key, v := range m {
		if value := grow(v); value != nil && !noise(key, value) {
			pairs = append(pairs, pair{text(key), value})
		}
	}
	slices.SortFunc(pairs, byKey)
	return mapping(pairs)
}

func growList(values []any) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: make([]*yaml.Node, len(values))}
	for i, v := range values {
		n.Content[i] = grow(v)
	}
	return n
}

func byKey(a, b pair) int {
	return cmp.Or(cmp.Compare(rank(a.key.Value), rank(b.key.Value)), strings.Compare(a.key.Value, b.key.Value))
}

func rank(key string) int {
	if i := slices.Index(firstKeys, key); i >= 0 {
		return i
	}
	return len(firstKeys)
}

// noise is an empty struct that Go's encoding writes although nothing is set.
// Other empty maps mean something: emptyDir: {}, podSelector: {}.
func noise(key string, value *yaml.Node) bool {
	if value.Kind != yaml.MappingNode || len(value.Content) > 0 {
		return false
	}
	switch key {
	case "status", "strategy", "updateStrategy", "resources", "metadata", "spec":
		return true
	}
	return false
}

type pair struct{ key, value *yaml.Node }

func mapping(pairs []pair) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: make([]*yaml.Node, 0, 2*len(pairs))}
	for _, p := range pairs {
		n.Content = append(n.Content, p.key, p.value)
	}
	return n
}

func scalar(tag, value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}
}

// text is a string. What YAML 1.1 would read as something else is quoted: the
// API server's parser still takes on for a boolean and 1:20 for a number. What
// YAML 1.2 would, the encoder quotes by itself.
func text(s string) *yaml.Node {
	n := scalar("!!str", s)
	if slices.Contains(oldBooleans, s) || strings.Contains(s, ":") && base60.MatchString(s) {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// https://yaml.org/type/bool.html and https://yaml.org/type/float.html
var (
	oldBooleans = strings.Fields("y Y yes Yes YES n N no No NO on On ON off Off OFF")
	base60      = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$`)
)

// remove takes a key out of a mapping.
func remove(n *yaml.Node, key string) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			n.Content = slices.Delete(n.Content, i, i+2)
			return
		}
	}
}

// child is the value of a key, or nil.
func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
