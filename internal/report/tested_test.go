package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// A rule that fires is named by a test of the code that writes it: by its code
// in a string, as findings are compared, or by its Go name.
func TestEveryRuleThatFiresHasATest(t *testing.T) {
	named := namedByTests(t)
	for _, code := range firing(t) {
		if !slices.Contains(named, code) {
			r, _ := Lookup(code)
			t.Errorf("no test names %s %s: add a row for each of its outcomes", code, r.Name)
		}
	}
}

// namedByTests lists the codes in the test files of the module. Those of this
// package don't count: they take any rule as an example. Comments don't either.
func namedByTests(t *testing.T) []string {
	var codes []string
	names, root := variables(t), testenv.Root()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || p == filepath.Join(root, "internal", "report")) {
			return fs.SkipDir
		}
		if strings.HasSuffix(p, "_test.go") {
			codes = append(codes, namedIn(t, p, names)...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

func namedIn(t *testing.T, path string, names map[string]string) []string {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	code := regexp.MustCompile(`\bFLY\d{3}\b`)
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			codes = append(codes, code.FindAllString(n.Value, -1)...)
		case *ast.SelectorExpr:
			if c, ok := names[n.Sel.Name]; ok {
				codes = append(codes, c)
			}
		}
		return true
	})
	return codes
}
