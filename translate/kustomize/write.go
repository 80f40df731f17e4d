package kustomize

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// printed is documents as one file of YAML: two spaces of indent, lists at their
// key's own column, one newline at the end.
func printed(roots ...*yaml.Node) []byte {
	var b bytes.Buffer
	for i, r := range roots {
		if i > 0 {
			b.WriteString("---\n")
		}
		compact(r, longLists(r))
		encode(&b, r)
	}
	return b.Bytes()
}

// encode writes one document. An encoder keeps everything that it ever wrote, a
// quarter of a kilobyte for each word, so none of them writes two.
func encode(b *bytes.Buffer, root *yaml.Node) {
	e := yaml.NewEncoder(b)
	e.SetIndent(2)
	e.CompactSeqIndent()
	if err := e.Encode(root); err != nil {
		panic(err) // trees of scalars, lists and maps always encode
	}
}

func (f *folder) file(path string, roots ...*yaml.Node) {
	f.tree.Add(f.root+"/"+path, printed(roots...))
}

// objects writes documents to one file per kind in a folder and returns the
// files' names. Traces learn their file.
func (f *folder) objects(dir string, docs []document) []string {
	var names []string
	for _, group := range byFile(docs) {
		name := group[0].object.File
		f.file(strings.TrimPrefix(dir+"/"+name, "/"), roots(group)...)
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
