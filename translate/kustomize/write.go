package kustomize

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An encoder writes files of YAML: two spaces of indent, lists at their key's
// own column, one newline at the end. One serves a whole folder, because each
// brings a buffer of 128 KiB.
type encoder struct {
	buffer *bytes.Buffer
	yaml   *yaml.Encoder
}

func newEncoder() encoder {
	e := encoder{buffer: &bytes.Buffer{}}
	e.yaml = yaml.NewEncoder(e.buffer)
	e.yaml.SetIndent(2)
	e.yaml.CompactSeqIndent()
	return e
}

// file is documents as one file. The encoder goes on after the last file, so it
// starts each with a line that only belongs between documents.
func (e encoder) file(roots ...*yaml.Node) []byte {
	e.buffer.Reset()
	for _, r := range roots {
		compact(r)
		if err := e.yaml.Encode(r); err != nil {
			panic(err) // trees of scalars, lists and maps always encode
		}
	}
	return bytes.Clone(bytes.TrimPrefix(e.buffer.Bytes(), []byte("---\n")))
}

func (f *folder) file(path string, roots ...*yaml.Node) {
	f.tree.Add(f.root+"/"+path, f.encoder.file(roots...))
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
