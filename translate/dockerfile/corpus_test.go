package dockerfile

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// corpus lists every Dockerfile of the shared corpus.
func corpus(t testing.TB) map[string][]byte {
	files := map[string][]byte{}
	err := filepath.WalkDir(testenv.Shared(t, "corpus"), func(p string, d fs.DirEntry, err error) error {
		name := strings.ToLower(d.Name())
		dockerfile := strings.HasPrefix(name, "dockerfile") || strings.HasSuffix(name, ".dockerfile")
		if err != nil || d.IsDir() || !dockerfile || strings.HasSuffix(name, "ignore") {
			return err
		}
		files[p], err = os.ReadFile(p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// unbuildable are files of the corpus that no builder accepts, and why.
var unbuildable = map[string]string{
	"invalid/_unattributed__dockerfiles-a/07-env-without-value-invalid/Dockerfile": "an ENV without a value",
	"superfly__litefs-example/Dockerfile":                                          "a COPY without a destination",
	"fly-apps__dockerfile-laravel/tests/Feature/Snippets/filament_v3/Dockerfile":   "a snippet without FROM",
}

// What people really write is read, twice the same, and every value cites a
// line that the file has.
func TestCorpus(t *testing.T) {
	var all, users, known, servers, runtimes, inits, unresolved int
	files := corpus(t)
	for name, data := range files {
		f, err := Parse(name, data, Options{})
		rel, _ := filepath.Rel(testenv.Shared(t, "corpus"), name)
		if (err != nil) != (unbuildable[filepath.ToSlash(rel)] != "") {
			t.Errorf("%s: %v", rel, err)
		}
		if err != nil {
			continue
		}
		again, _ := Parse(name, data, Options{})
		if !reflect.DeepEqual(f, again) {
			t.Errorf("%s: two readings differ", name)
		}
		lines := strings.Count(string(data), "\n") + 1
		for _, d := range f.Deciding {
			if d.Line < 1 || d.Line > lines {
				t.Errorf("%s: %s cites line %d of %d", name, d.Keyword, d.Line, lines)
			}
		}
		all++
		users += count(f.User.Line > 0)
		known += count(f.User.Known)
		servers += count(f.Server != "")
		runtimes += count(f.Runtime != "")
		inits += count(f.Init.Line > 0)
		unresolved += len(f.Unresolved)
	}
	if all < 100 {
		t.Errorf("only %d of %d Dockerfiles were read", all, len(files))
	}
	t.Logf("%d Dockerfiles: %d set USER, %d users known, %d runtimes, %d servers, %d inits, %d unresolved variables",
		all, users, known, runtimes, servers, inits, unresolved)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
