package fly2k8s_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// importsOf is what the files of one folder import.
type importsOf struct{ program, tests []string }

// packages are the module's, by folder; other modules in it and build-time only
// lists of dependencies are left out.
func packages(t *testing.T) map[string]importsOf {
	t.Helper()
	found := map[string]importsOf{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && left(name):
			return fs.SkipDir
		case filepath.Ext(name) != ".go":
			return nil
		}
		dir := path.Dir(filepath.ToSlash(name))
		of := found[dir]
		if strings.HasSuffix(name, "_test.go") {
			of.tests = append(of.tests, importedBy(t, name)...)
		} else {
			of.program = append(of.program, importedBy(t, name)...)
		}
		found[dir] = of
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func left(dir string) bool {
	base := filepath.Base(dir)
	if dir == "." {
		return false
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil || base == "testdata" || base[0] == '.'
}

func importedBy(t *testing.T, name string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	return paths
}
