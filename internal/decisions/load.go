package decisions

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Parse reads fly2k8s.yaml strictly. All problems come back together, each
// with file, line, column, key and what was expected.
func Parse(name string, data []byte) (Decisions, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return Decisions{}, fmt.Errorf("read %s: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	d := Decisions{Version: Version}
	if len(doc.Content) == 0 {
		return d, nil
	}
	c := checker{name: name}
	c.value(doc.Content[0], reflect.TypeFor[Decisions](), "", "")
	if len(c.problems) > 0 {
		return Decisions{}, errors.Join(c.problems...)
	}
	if err := doc.Decode(&d); err != nil {
		return Decisions{}, fmt.Errorf("read %s: %w", name, err)
	}
	if d.Version != Version {
		return Decisions{}, fmt.Errorf("%s: version: %d is not known; this fly2k8s reads version %d", name, d.Version, Version)
	}
	return d, nil
}

// checker walks a document beside the type that it must fit. The library's own
// strict mode knows neither columns nor allowed words.
type checker struct {
	name     string
	problems []error
}

func (c *checker) problem(n *yaml.Node, path, format string, args ...any) {
	if path == "" {
		path = "the file"
	}
	c.problems = append(c.problems, fmt.Errorf("%s:%d:%d: %s: %s", c.name, n.Line, n.Column, path, fmt.Sprintf(format, args...)))
}

func (c *checker) value(n *yaml.Node, t reflect.Type, path, enum string) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Tag == "!!null" {
		return
	}
	switch t.Kind() {
	case reflect.Pointer:
		c.value(n, t.Elem(), path, enum)
	case reflect.Struct:
		c.fields(n, t, path)
	case reflect.Slice:
		c.items(n, t, path)
	default:
		c.scalar(n, t, path, enum)
	}
}

func (c *checker) items(n *yaml.Node, t reflect.Type, path string) {
	if n.Kind != yaml.SequenceNode {
		c.problem(n, path, "expected a list")
		return
	}
	for i, item := range n.Content {
		c.value(item, t.Elem(), fmt.Sprintf("%s[%d]", path, i), "")
	}
}

func (c *checker) fields(n *yaml.Node, t reflect.Type, path string) {
	if n.Kind != yaml.MappingNode {
		c.problem(n, path, "expected keys and values")
		return
	}
	known, seen := Fields(t), map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := join(path, key.Value)
		if seen[key.Value] {
			c.problem(key, at, "stands here twice")
		}
		seen[key.Value] = true
		f, ok := find(known, key.Value)
		if !ok {
			c.problem(key, at, "unknown key; expected one of %s", strings.Join(names(known), ", "))
			continue
		}
		c.value(value, f.Type, at, f.Enum)
	}
	for _, f := range known {
		if f.Required && !seen[f.Name] && path != "" {
			c.problem(n, join(path, f.Name), "is missing: %s", f.Doc)
		}
	}
}

func (c *checker) scalar(n *yaml.Node, t reflect.Type, path, enum string) {
	want := map[reflect.Kind]string{
		reflect.String: "text", reflect.Int: "a whole number", reflect.Int64: "a whole number",
		reflect.Bool: "true or false", reflect.Float64: "a number",
	}[t.Kind()]
	if n.Kind != yaml.ScalarNode || n.Decode(reflect.New(t).Interface()) != nil {
		c.problem(n, path, "expected %s", want)
		return
	}
	if enum != "" && !slices.Contains(strings.Split(enum, ","), n.Value) {
		c.problem(n, path, "%q is not one of %s", n.Value, strings.ReplaceAll(enum, ",", ", "))
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
