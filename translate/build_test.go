package translate_test

import (
	"path"
	"regexp"
	"slices"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/tree"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

var applied = regexp.MustCompile(`/overlays/[^/]+(/release)?/kustomization\.yaml$`)

// targets are the folders that people apply, in order.
func targets(files tree.Tree) []string {
	var out []string
	for _, f := range files {
		if applied.MatchString(f.Path) {
			out = append(out, path.Dir(f.Path))
		}
	}
	slices.Sort(out)
	return out
}

// build is what kustomize makes of each target.
func build(t testing.TB, files tree.Tree) map[string][]byte {
	t.Helper()
	fs := filesys.MakeFsInMemory()
	for _, f := range files {
		if err := fs.WriteFile("/"+f.Path, f.Data); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string][]byte{}
	for _, dir := range targets(files) {
		m, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(fs, "/"+dir)
		if err != nil {
			t.Errorf("build %s: %v", dir, err)
			continue
		}
		if out[dir], err = m.AsYaml(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}
