package workflows

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A workflow is a GitHub workflow: the part of its syntax that is written here.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
type workflow struct {
	Name        string `yaml:"name"`
	On          pairs  `yaml:"on"`
	Permissions pairs  `yaml:"permissions"`
	Jobs        pairs  `yaml:"jobs"`
	head        string // the comment above it all
}

type job struct {
	Name        string       `yaml:"name,omitempty"`
	Needs       []string     `yaml:"needs,omitempty,flow"`
	If          string       `yaml:"if,omitempty"`
	RunsOn      string       `yaml:"runs-on"`
	Timeout     int          `yaml:"timeout-minutes"`
	Environment string       `yaml:"environment,omitempty"`
	Concurrency *concurrency `yaml:"concurrency,omitempty"`
	Permissions pairs        `yaml:"permissions"`
	Outputs     pairs        `yaml:"outputs,omitempty"`
	Env         pairs        `yaml:"env,omitempty"`
	Steps       []step       `yaml:"steps"`
}

type concurrency struct {
	Group  string `yaml:"group"`
	Cancel bool   `yaml:"cancel-in-progress"`
}

// A step uses an action or runs a script.
type step struct {
	Name string  `yaml:"name,omitempty"`
	ID   string  `yaml:"id,omitempty"`
	If   string  `yaml:"if,omitempty"`
	Uses *action `yaml:"uses,omitempty"`
	With pairs   `yaml:"with,omitempty"`
	Env  pairs   `yaml:"env,omitempty"`
	Run  string  `yaml:"run,omitempty"`
}

// pairs is a mapping in the order in which it was written.
type pairs []pair

type pair struct {
	key   string
	value any
}

// MarshalYAML keeps the order.
func (p pairs) MarshalYAML() (any, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, one := range p {
		value, err := one.node()
		if err != nil {
			return nil, err
		}
		key := &yaml.Node{}
		key.SetString(one.key)
		n.Content = append(n.Content, key, value)
	}
	return n, nil
}

// node is the value as a tree. Most are text, for which the library's own way
// there would start an emitter and a parser each.
func (p pair) node() (*yaml.Node, error) {
	n := &yaml.Node{}
	if text, ok := p.value.(string); ok {
		n.SetString(text)
		return n, nil
	}
	if inner, ok := p.value.(pairs); ok {
		made, err := inner.MarshalYAML()
		if err != nil {
			return nil, err
		}
		return made.(*yaml.Node), nil
	}
	return n, n.Encode(p.value)
}

// IsZero says that nothing is in it.
func (p pairs) IsZero() bool { return len(p) == 0 }

// An action is pinned by its commit; the version is for people and for the bots
// that keep pins fresh.
type action struct{ name, commit, version string }

// MarshalYAML puts the version behind the commit; finish makes it a comment.
func (a action) MarshalYAML() (any, error) { return a.name + "@" + a.commit + " " + a.version, nil }

// finish turns versions into comments, and lets "on" stand without the quotes
// that YAML 1.1 would want.
func finish(n *yaml.Node) {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && child.Value == "on" {
			child.Style = 0
		}
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "uses" {
			child.Value, child.LineComment, _ = strings.Cut(child.Value, " ")
		}
		finish(child)
	}
}

// literal is somebody's value as GitHub reads it back: an expression in it stays
// text.
func literal(value string) string { return strings.ReplaceAll(value, "${{", "${{ '${{' }}") }

func encode(w workflow) []byte {
	var root yaml.Node
	if err := root.Encode(w); err != nil {
		panic(fmt.Sprintf("encode workflow %s: %v", w.Name, err)) // structs of strings always encode
	}
	finish(&root)
	root.HeadComment = w.head
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	e.CompactSeqIndent()
	if err := e.Encode(&root); err != nil {
		panic(fmt.Sprintf("write workflow %s: %v", w.Name, err))
	}
	return b.Bytes()
}
