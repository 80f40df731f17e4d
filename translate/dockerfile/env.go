package dockerfile

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/fly2k8s/fly2k8s/internal/redact"
)

func (b *build) env(c *instructions.EnvCommand, at int) {
	names := make([]string, 0, len(c.Env))
	// One ENV line sees the values from before it, not its own.
	before := maps.Clone(b.scope)
	for _, kv := range c.Env {
		value, _ := b.expand(kv.Value, before) // what has no value here may have one in the base image: PATH
		b.scope[kv.Key] = value
		b.setVariable(Variable{Name: kv.Key, Value: value, Line: at})
		names = append(names, kv.Key)
	}
	b.many = append(b.many, Instruction{Keyword: "ENV", Text: strings.Join(names, " "), Line: at})
}

func (b *build) setVariable(v Variable) {
	if redact.Secret(v.Name) && v.Value != "" {
		v.Value, v.Redacted = "", true
	}
	same := func(o Variable) bool { return o.Name == v.Name }
	if i := slices.IndexFunc(b.file.Env, same); i >= 0 {
		b.file.Env[i] = v
		return
	}
	b.file.Env = append(b.file.Env, v)
}

func (b *build) workdir(c *instructions.WorkdirCommand, at int) {
	dir := b.expandFor("WORKDIR", at, c.Path)
	if !path.IsAbs(dir) {
		dir = path.Join("/", b.file.Workdir.Value, dir)
	}
	b.file.Workdir = Text{Value: path.Clean(dir), Line: at}
	b.decide("WORKDIR", b.file.Workdir.Value, at)
}

func (b *build) volume(c *instructions.VolumeCommand, at int) {
	for _, v := range c.Volumes {
		v = b.expandFor("VOLUME", at, v)
		same := func(o Text) bool { return o.Value == v }
		if v != "" && !slices.ContainsFunc(b.file.Volumes, same) {
			b.file.Volumes = append(b.file.Volumes, Text{Value: v, Line: at})
		}
	}
	b.many = append(b.many, Instruction{Keyword: "VOLUME", Text: strings.Join(c.Volumes, " "), Line: at})
}

// variables is how the lexer asks for values.
type variables map[string]string

func (v variables) Get(name string) (string, bool) { value, ok := v[name]; return value, ok }
func (v variables) Keys() []string                 { return slices.Sorted(maps.Keys(v)) }
