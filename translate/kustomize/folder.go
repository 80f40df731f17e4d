package kustomize

import (
	"cmp"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"go.yaml.in/yaml/v3"
)

// A folder is one app's, or the platform's, while it is made.
type folder struct {
	root   string
	envs   []*env
	tree   tree.Tree
	traces []report.Trace
}

// An env is one environment's share of a folder.
type env struct {
	Env
	docs   []document
	shared map[string]string // labels that all objects carry
}

// A document is one object as a YAML tree, and its file in the base.
type document struct {
	object kube.Object
	id     string // Kind/namespace/name
	root   *yaml.Node
	traces []located

	operations []*yaml.Node // that turn the base into it, where fields can't
}

// A located trace knows the steps to its field.
type located struct {
	report.Trace
	steps []step
}

func newFolder(root string, envs []Env, notes report.Notes) *folder {
	f := &folder{root: root}
	for _, e := range envs {
		f.envs = append(f.envs, &env{Env: e, docs: documents(e, notes)})
	}
	return f
}

func documents(e Env, notes report.Notes) []document {
	docs := make([]document, 0, len(e.Objects))
	byObject := map[string]int{}
	for _, o := range e.Objects {
		byObject[o.Kind+"/"+o.Name] = len(docs)
		docs = append(docs, document{object: o, id: o.Kind + "/" + o.Namespace + "/" + o.Name, root: node(o.Value)})
	}
	noted := map[string]bool{}
	for _, t := range e.Traces {
		if i, ok := byObject[t.Object]; ok {
			docs[i].take(t, notes, noted)
		}
	}
	return docs
}

// take keeps a trace whose field is there. The first one of a path gets the
// comment: one place for a reader to look.
func (d *document) take(t report.Trace, notes report.Notes, noted map[string]bool) {
	steps, key, value := find(d.root, t.Field)
	if value == nil {
		return
	}
	if !noted[t.Spec] && t.Field != "" {
		noted[t.Spec] = true
		comment(key, value, notes.Of(t))
	}
	d.traces = append(d.traces, located{t, steps})
}

// write writes the whole folder.
func (f *folder) write() {
	for _, e := range f.envs {
		e.strip()
	}
	l := layers{
		runs:   split(kube.Base, "", f.envs),
		config: split(kube.Config, "config", f.envs),
		alone:  []*layer{split(kube.Release, "release", f.envs), split(kube.Once, "once", f.envs)},
	}
	f.writeBase(l.runs)
	f.writeBaseConfig(l.config)
	for _, alone := range l.alone {
		f.writeBase(alone)
	}
	for i, e := range f.envs {
		f.writeEnv(l, i)
		f.locate(e, l, i)
	}
}

// layers are an app's parts; those that are applied alone follow the others.
type layers struct {
	runs, config *layer
	alone        []*layer
}

// writeEnv writes an environment's overlay. Only apps have components, and parts
// that are applied alone, and only when something is in them.
func (f *folder) writeEnv(l layers, i int) {
	e := f.envs[i]
	if e.Namespace == "" {
		f.writeOverlay(l.runs, i)
		return
	}
	dir := "overlays/" + e.Name
	f.writeConfig(l.config, i)
	f.writeImages(dir+"/images", e)
	f.writeOverlay(l.runs, i, "config", "images")
	for _, alone := range l.alone {
		if len(e.part(alone.part)) > 0 {
			f.writeAlone(alone, i)
		}
	}
}

// byFile groups documents into files, by name, in the order in which they came.
func byFile(docs []document) [][]document {
	sorted := slices.Clone(docs)
	slices.SortStableFunc(sorted, func(a, b document) int { return cmp.Compare(a.object.File, b.object.File) })
	var out [][]document
	for i, d := range sorted {
		if i == 0 || d.object.File != sorted[i-1].object.File {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], d)
	}
	return out
}
