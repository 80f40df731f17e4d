package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// TestCorpusCutovers plans the move of repositories of the corpus. A plan is
// written only when the simulator found nothing in it, so being written is the
// proof; a plan that breaks a promise would be refused.
func TestCorpusCutovers(t *testing.T) {
	root := testenv.Shared(t, "corpus")
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	planned := 0
	for _, e := range entries {
		if planned == 12 {
			break
		}
		if !e.IsDir() || e.Name() == "invalid" {
			continue
		}
		out := t.TempDir()
		status, said := runIn(t, "cutover", "plan", "-s", filepath.Join(root, e.Name()), "-o", out)
		if strings.Contains(said, "refuse the plan") {
			t.Errorf("%s: %s", e.Name(), said)
		}
		if status == exitDone || status == exitUndecided {
			if _, err := os.Stat(filepath.Join(out, "cutover", "plan.yaml")); err != nil {
				t.Errorf("%s: %v", e.Name(), err)
			}
			planned++
		}
	}
	if planned < 10 {
		t.Errorf("planned %d repositories, want 10 at least", planned)
	}
	t.Logf("%d repositories planned", planned)
}
