package e2e

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/fleets"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// tree is a platform repository and what it is called in the proof.
type tree struct {
	name string
	fsys fs.FS
	hard string // what makes it hard to place; empty for those made for other ends
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
		all = append(all, tree{name: filepath.Base(filepath.Dir(folder)), fsys: os.DirFS(folder)})
	}
	return append(all, shop())
}

func shop() tree {
	return tree{name: "shop (hand-written)", fsys: os.DirFS(filepath.Join(testenv.Root(), "verify/testdata/shop"))}
}

// generated are the trees that the program writes for the fleets.
func generated(t *testing.T, fly2k8s string) []tree {
	t.Helper()
	var all []tree
	for _, fleet := range fleets.All() {
		all = append(all, written(t, fly2k8s, fleet))
	}
	return all
}

func written(t *testing.T, fly2k8s string, fleet fleets.Fleet) tree {
	t.Helper()
	folder := t.TempDir()
	inventory, err := fleet.Write(folder)
	if err != nil {
		t.Fatal(err)
	}
	if status, output := translate(t, fly2k8s, "-i", inventory, "-o", folder); status != 0 && status != undecided {
		t.Fatalf("translate fleet %s: exit status %d\n%s", fleet.Name, status, output)
	}
	return tree{name: fleet.Name, fsys: os.DirFS(folder), hard: fleet.Hard}
}

// undecided is the exit status for "done, but a person must decide".
const undecided = 3

// translate runs the program and returns its exit status.
func translate(t *testing.T, fly2k8s string, args ...string) (status int, output string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), fly2k8s, append([]string{"translate"}, args...)...)
	data, err := command.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Errorf("run translate %v: %v", args, err)
		return -1, string(data)
	}
	return command.ProcessState.ExitCode(), string(data)
}

// program builds fly2k8s.
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
