package e2e

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/controlplane"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// page is docs/proof.md as it grows: one slice a proof, in the order of the
// proofs.
type page struct {
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
	p := &page{}
	proofs := []struct {
		name string
		run  func(*testing.T)
	}{
		{"Admission", p.provesAdmission},
		{"Corpus", p.provesCorpus},
		{"Scheduling", p.provesScheduling},
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

func (p *page) text() string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# What is proven\n\nWritten by `make e2e`, which runs these against Kubernetes %s built from source. No container runs; nodes and disks are stood in for.\n", controlplane.Version)
	fmt.Fprint(&b, "\n## Admission\n\nEvery object is applied to a real API server, in order, with unknown fields refused; then all of it again.\n\n| tree | cluster | objects applied | warnings | changed by a second apply | kinds not proven |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, row := range p.admission {
		fmt.Fprintf(&b, "| %s | %s | %d | %d | %d | %s |\n", row.tree, orOnly(row.cluster), row.objects, len(row.warnings), len(row.changed), orNone(row.unproven))
	}
	if c := p.corpus; c != nil {
		fmt.Fprintf(&b, "| %d real configs, %d of them refused | each its own | %d | %d | %d | %s |\n", c.configs, c.refused, c.objects, c.warnings, c.changed, orNone(c.unproven))
	}
	fmt.Fprint(&b, "\n## Scheduling\n\nThe real scheduler and controllers place every pod on nodes of the generated pools, each pool at its smallest (pools that may be empty grow as pods wait); update all workloads at once; run every scheduled job; then lose a zone. A pod whose zonal disk was in that zone waits for it, as a Fly machine waits for its volume's host; every other pod has to find a place.\n\n| tree | cluster | nodes | pods placed | replaced by the update | scheduled jobs that ran | zone lost | pods without a place |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, row := range p.scheduling {
		fmt.Fprintf(&b, "| %s | %s | %d | %d | %d | %d | %s | %d |\n", row.tree, orOnly(row.cluster), row.nodes, row.pods, row.updated, row.jobs, row.zone, row.homeless)
	}
	fmt.Fprint(&b, "\n## Rollout\n\nThe steps of the generated workflows run as they stand (where there are none, those of the README by hand), with real kubectl and kustomize, against real controllers. The release Job ends before anything is replaced; a release that fails leaves everything as it was; the next one goes through.\n\n| tree | app | environment | deployed by | workloads rolled out | release before rollout | replaced by a failed release |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, row := range p.rollout {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %d | %s | %d |\n", row.tree, row.app, row.env, row.how, row.workloads, row.order, row.replaced)
	}
	return b.String()
}

func sortedValues(m map[string]string) []string { return slices.Sorted(maps.Values(m)) }

// orOnly names a cluster; a tree for a single one doesn't.
func orOnly(cluster string) string { return cmp.Or(cluster, "the only one") }

func orNone(words []string) string {
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
