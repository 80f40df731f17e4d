package kustomize

import (
	"bytes"

	"go.yaml.in/yaml/v3"
)

// encode writes YAML documents with two spaces of indent, lists at their key's
// own column, and one newline at the end.
func encode(roots ...*yaml.Node) []byte {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	e.CompactSeqIndent()
	for _, r := range roots {
		compact(r)
		if err := e.Encode(r); err != nil {
			panic(err) // trees of scalars, lists and maps always encode
		}
	}
	if err := e.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func (f *folder) file(path string, roots ...*yaml.Node) {
	f.tree.Add(f.root+"/"+path, encode(roots...))
}

// objects writes documents to one file per kind in a folder and returns the
// files' names. Traces learn their file.
func (f *folder) objects(dir string, docs []document) []string {
	var names []string
	for _, group := range byFile(docs) {
		name := group[0].object.File
		f.file(dir+"/"+name, roots(group)...)
		names = append(names, name)
	}
	return names
}

func roots(docs []document) []*yaml.Node {
	var out []*yaml.Node
	for _, d := range docs {
		out = append(out, d.root)
	}
	return out
}
