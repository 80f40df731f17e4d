package e2e

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/e2e/controlplane"
)

// text is docs/proof.md.
func (p *page) text() string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# What is proven\n\nWritten by `make e2e`, which runs these against Kubernetes %s built from source.\n", controlplane.Version)
	b.WriteString(p.admissionText() + p.schedulingText() + p.rolloutText())
	fmt.Fprint(&b, assumed)
	return b.String()
}

func (p *page) admissionText() string {
	t := table{"tree", "cluster", "objects applied", "warnings", "changed by a second apply", "kinds not proven"}.start()
	for _, row := range p.admission {
		t.row(row.tree, orOnly(row.cluster), row.objects, len(row.warnings), len(row.changed), orNone(row.unproven))
	}
	if c := p.corpus; c != nil {
		objects := fmt.Sprintf("%d, %d of them different", c.objects, c.different)
		t.row(fmt.Sprintf("%d real configs, %d of them refused", c.configs, c.refused), "each its own", objects, c.warnings, c.changed, orNone(c.unproven))
	}
	return `
## Admission

Every object is applied to a real API server, in order, with unknown fields refused; then all of it again. Real configs make many objects alike, byte for byte; those are applied once. What holds data in production can't be deleted in one step, and elsewhere it can.

` + t.String()
}

func (p *page) schedulingText() string {
	t := table{"tree", "cluster", "nodes, at most", "pods placed", "replaced by the update", "jobs that ran", "zone lost", "more nodes needed to", "pods at the ceiling", "pods without a place"}.start()
	var hard strings.Builder
	said := map[string]bool{}
	for _, row := range p.scheduling {
		t.row(row.tree, orOnly(row.cluster), fmt.Sprintf("%d, %d", row.nodes, row.most), row.pods, row.updated, row.jobs, row.zone, orNone(row.grew), row.ceiling, row.homeless)
		if row.hard != "" && !said[row.tree] {
			said[row.tree] = true
			fmt.Fprintf(&hard, "- %s: %s.\n", row.tree, row.hard)
		}
	}
	return `
## Scheduling

The real scheduler and controllers place every pod on nodes of the generated pools, each pool at its smallest (pools that may be empty grow as pods wait); update all workloads at once; lose a zone; and run every scheduled or suspended job. Where that takes more nodes than the smallest pool has, the table says so. A pod whose zonal disk was in the lost zone waits for it, as a Fly machine waits for its volume's host; every other pod has to find a place. Last, every autoscaler goes to its ceiling, and the pools grow up to theirs. A pool that is made too small, or may have too few nodes, is named with what is short.

` + t.String() + `
The fleets are made up, each to be hard to place in a way of its own; the program translates them from their inventory:

` + hard.String()
}

func (p *page) rolloutText() string {
	t := table{"tree", "app", "environment", "deployed by", "workloads rolled out", "release before rollout", "replaced by a failed release"}.start()
	for _, row := range p.rollout {
		t.row(row.tree, row.app, row.env, row.how, row.workloads, row.order, row.replaced)
	}
	return `
## Rollout

The steps of the generated workflows run as they stand (where there are none, those of the README by hand), with real kubectl and kustomize, against real controllers. The release Job ends before anything is replaced; a release that fails leaves everything as it was; the next one goes through.

` + t.String()
}

// assumed is what stands between the proof and GKE. Package fakes says the same
// to those who change it.
const assumed = `
## What is assumed

No container runs; nodes, disks and the autoscaler are stood in for.

- A node offers what Google's formulas leave of its machine, 3 % of the memory less, and less what the DaemonSets of GKE take: 450m CPU, 750 MiB, 14 pods. It takes 127 disks.
- The scheduler fills the fullest node first, as GKE's does under the profile OPTIMIZE_UTILIZATION, which generated clusters have.
- A pod is ready after a while, and keeps its room while it stops, for as long as its grace period; both pass ten times faster than on GKE.
- A disk stands in the zone of its pod's first node for ever.
- The autoscaler adds nodes only for pods that the scheduler found no place for, in zones that are there, never above a pool's limits. On GKE a new node takes a minute or two.
- The nodes of a lost zone are gone at once, with their pods. On GKE the control plane takes some minutes to be sure of it.
- Nothing measures load: autoscalers stand at their floor, or are told to go to their ceiling.
`

// table is the head of a Markdown table.
type table []string

func (t table) start() *rows {
	r := &rows{}
	r.row(anys(t)...)
	r.row(anys(strings.Split(strings.Repeat("--- ", len(t)-1)+"---", " "))...)
	return r
}

type rows struct{ strings.Builder }

func (r *rows) row(cells ...any) {
	for _, cell := range cells {
		fmt.Fprintf(r, "| %v ", cell)
	}
	r.WriteString("|\n")
}

func anys(words []string) []any {
	var all []any
	for _, word := range words {
		all = append(all, word)
	}
	return all
}
