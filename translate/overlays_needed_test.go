package translate_test

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// Nothing in an overlay can go: without any one field of a patch, any variable
// or any operation the overlay builds something else, or nothing.
func TestOverlaysSayNothingTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a folder for each line of its patches")
	}
	acme, _ := repository(t, "acme")
	drawn := appTree(spectest.Random(11))
	for name, files := range map[string]tree.Tree{"acme": acme, "drawn": drawn} {
		t.Run(name, func(t *testing.T) {
			fs, removed := onDisk(t, files), 0
			for _, f := range files {
				if target := changed(f.Path); target != "" {
					removed += needed(t, fs, f, target)
				}
			}
			if removed < 10 {
				t.Errorf("removed %d fields, too few to prove anything", removed)
			}
		})
	}
}

// changed is the folder that a file of differences changes; empty for other
// files.
func changed(file string) string {
	if !strings.Contains(file, "/overlays/") {
		return ""
	}
	dir, base := path.Split(file)
	switch {
	case base == "patch.yaml":
		return path.Clean(dir)
	case strings.HasSuffix(dir, "/config/"):
		return path.Dir(path.Clean(dir))
	}
	return ""
}

// needed removes each field of a file in turn and builds the target again. It
// counts the fields.
func needed(t *testing.T, fs filesys.FileSystem, f tree.File, target string) int {
	t.Helper()
	whole, err := buildOne(fs, target)
	if err != nil {
		t.Fatal(err)
	}
	docs, removed := parsed(t, f.Data), 0
	for _, doc := range docs {
		eachField(doc, f.Path, func(field string) {
			removed++
			if err := fs.WriteFile("/"+f.Path, printed(t, docs)); err != nil {
				t.Fatal(err)
			}
			if less, err := buildOne(fs, target); err == nil && bytes.Equal(less, whole) {
				t.Errorf("%s builds the same without %s", target, field)
			}
		})
	}
	if err := fs.WriteFile("/"+f.Path, f.Data); err != nil {
		t.Fatal(err)
	}
	return removed
}

// eachField calls do for each scalar below a node, and for each element of a list
// that has nothing below it but one, while that isn't there. What kustomize
// wants to be told but could guess may stay.
func eachField(n *yaml.Node, name string, do func(field string)) {
	step := 1
	if n.Kind == yaml.MappingNode {
		step = 2
	}
	for i := 0; i+step <= len(n.Content); i += step {
		value := n.Content[i+step-1]
		if key := n.Content[i].Value; key == "apiVersion" || key == "target" {
			continue
		}
		at := name + "." + n.Content[i].Value
		alone := n.Kind == yaml.SequenceNode && len(value.Content) == 2 && len(value.Content[1].Content) == 0
		if len(value.Content) > 0 && !alone {
			eachField(value, at, do)
			continue
		}
		all := n.Content
		n.Content = append(append([]*yaml.Node{}, all[:i]...), all[i+step:]...)
		do(at)
		n.Content = all
	}
}

func parsed(t *testing.T, data []byte) []*yaml.Node {
	t.Helper()
	var docs []*yaml.Node
	for d := yaml.NewDecoder(bytes.NewReader(data)); ; {
		var doc yaml.Node
		switch err := d.Decode(&doc); {
		case errors.Is(err, io.EOF):
			return docs
		case err != nil:
			t.Fatal(err)
		}
		docs = append(docs, doc.Content[0])
	}
}

func printed(t *testing.T, docs []*yaml.Node) []byte {
	t.Helper()
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	for _, doc := range docs {
		if err := e.Encode(doc); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}
