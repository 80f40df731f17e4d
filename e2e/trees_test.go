package e2e

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// tree is a platform repository and what it is called in the proof.
type tree struct {
	name string
	fsys fs.FS
}

// scenarios are the golden trees of all scenarios: what translate writes, byte
// for byte, as its own tests hold it to.
func scenarios(t *testing.T) []tree {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(testenv.Root(), "testdata/scenarios/*/golden"))
	if err != nil {
		t.Fatal(err)
	}
	var all []tree
	for _, folder := range folders {
		all = append(all, tree{filepath.Base(filepath.Dir(folder)), os.DirFS(folder)})
	}
	return append(all, tree{"shop (hand-written)", os.DirFS(filepath.Join(testenv.Root(), "verify/testdata/shop"))})
}

// program builds fly2k8s once for a test.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fly2k8s")
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", path, "./cmd/fly2k8s")
	build.Dir = testenv.Root()
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build fly2k8s: %v\n%s", err, output)
	}
	return path
}
