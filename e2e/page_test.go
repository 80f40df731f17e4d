package e2e

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// page is docs/proof.md as it grows: one slice a proof, in the order of the
// proofs.
type page struct {
	program    string     // the built fly2k8s
	mu         sync.Mutex // rows of one proof come from tests that run at once
	admission  []admissionRow
	corpus     *corpusRow // nil without the corpus beside the project
	scheduling []schedulingRow
	rollout    []rolloutRow
}

type admissionRow struct {
	tree, cluster string
	admitted
}

// TestProof runs every proof and keeps what it found in docs/proof.md. A part
// that was left out by -run leaves the page as it was.
func TestProof(t *testing.T) {
	t.Parallel()
	p := &page{program: program(t)}
	proofs := []struct {
		name string
		run  func(*testing.T)
	}{
		{"Admission", p.provesAdmission},
		{"Scheduling", p.provesScheduling},
		{"Shortage", p.provesShortage},
		{"Rollout", p.provesRollout},
	}
	// Each has control planes of its own, and waits more than it works.
	t.Run("All", func(t *testing.T) {
		for _, proof := range proofs {
			t.Run(proof.name, func(t *testing.T) {
				t.Parallel()
				proof.run(t)
			})
		}
	})
	if t.Failed() || len(p.admission)*len(p.scheduling)*len(p.rollout) == 0 {
		return
	}
	text := p.text()
	t.Log("\n" + text)
	if err := os.WriteFile(filepath.Join(testenv.Root(), "docs/proof.md"), []byte(text), 0o644); err != nil {
		t.Error(err)
	}
}

// orOnly names a cluster; a tree for a single one doesn't.
func orOnly(cluster string) string { return cmp.Or(cluster, "the only one") }

func orNone(words []string) string {
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
