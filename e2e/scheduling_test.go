package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/apply"
	"github.com/fly2k8s/fly2k8s/verify"
	"github.com/fly2k8s/fly2k8s/verify/shape"
	corev1 "k8s.io/api/core/v1"
)

// provesScheduling places every pod of a tree on the nodes of its own pools, at
// their smallest; updates everything at once; takes a zone away; and drives every
// autoscaler to its ceiling.
func (p *page) provesScheduling(t *testing.T) {
	for _, tree := range slices.Concat(scenarios(t), generated(t, p.program)) {
		objects, err := verify.Objects(tree.fsys, verify.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, cluster := range verify.Clusters(objects) {
			at := len(p.scheduling)
			p.scheduling = append(p.scheduling, schedulingRow{})
			t.Run(tree.name+"/"+orOnly(cluster), func(t *testing.T) {
				t.Parallel()
				row := schedule(t, tree, cluster, verify.InCluster(objects, cluster))
				p.mu.Lock()
				defer p.mu.Unlock()
				p.scheduling[at] = row
			})
		}
	}
}

// schedulingRow has only what is the same on every run: which of several equal
// nodes a pod gets is the scheduler's choice.
type schedulingRow struct {
	tree, hard, cluster string
	nodes, most         int // of all pools together
	pods                int
	updated             int    // pods that the rolling update replaced
	jobs                int    // scheduled and suspended ones that ran
	zone                string // the one that was lost
	grew                []string
	ceiling             int // pods with every autoscaler at its ceiling
	homeless            int // pods without a place after any of it
}

func schedule(t *testing.T, tree tree, cluster string, objects []verify.Object) schedulingRow {
	pools := poolsOf(t, tree, cluster)
	here := plain(t, pools)
	row := schedulingRow{tree: tree.name, hard: tree.hard, cluster: cluster}
	for _, pool := range pools {
		row.nodes, row.most = row.nodes+pool.Min, row.most+pool.Max
	}
	here.apply(t, systemPods())
	here.apply(t, objects)
	row.holds(t, here, "place every pod")
	row.pods = len(here.running(t))

	row.updated = here.rollEverything(t)
	row.holds(t, here, "update everything at once")

	row.zone = slices.Min(slices.Collect(maps.Keys(here.zones(t))))
	if err := here.cloud.Lose(t.Context(), row.zone); err != nil {
		t.Fatal(err)
	}
	row.holds(t, here, "lose zone "+row.zone)
	if err := here.cloud.Return(t.Context()); err != nil {
		t.Fatal(err)
	}
	here.must(t, "bring zone "+row.zone+" back")

	jobs := here.wake(t)
	row.jobs = len(jobs) + here.start(t)
	here.ran(t, jobs)
	here.must(t, "run every job")

	here.cloud.Grow(true)
	here.scaleUp(t)
	row.homeless += len(here.complain(t, "drive autoscalers to their ceiling", here.settle(t)))
	row.ceiling = len(here.running(t))
	return row
}

// plain is a town whose server has no custom resources: those make no pods.
func plain(t *testing.T, pools []shape.Shape) town {
	t.Helper()
	plane := start(t)
	to, err := apply.To(plane.Config())
	if err != nil {
		t.Fatal(err)
	}
	return build(t, plane, to, pools, func(*corev1.Pod) bool { return false })
}

// holds waits for the town to settle, first on the nodes that are there, then
// with as many more as the pools' limits allow.
func (r *schedulingRow) holds(t *testing.T, h town, what string) {
	t.Helper()
	before := h.cloud.Added()
	waiting := h.settle(t)
	if waiting != nil {
		t.Logf("%s: more nodes are needed: %v", what, waiting)
		h.cloud.Grow(true)
		waiting = h.settle(t)
		h.cloud.Grow(false)
	}
	if h.cloud.Added() > before {
		r.grew = append(r.grew, what)
	}
	r.homeless += len(h.complain(t, what, waiting))
}

// complain fails with what still waits, and returns it.
func (h town) complain(t *testing.T, what string, waiting []string) []string {
	t.Helper()
	for _, each := range waiting {
		t.Errorf("%s: %s", what, each)
	}
	return waiting
}

// running lists pods that run on a node.
func (h town) running(t *testing.T) []*corev1.Pod {
	t.Helper()
	return slices.DeleteFunc(h.pods(t), func(p *corev1.Pod) bool {
		return p.Status.Phase != corev1.PodRunning || p.DeletionTimestamp != nil
	})
}

// systemPods are what runs once in every GKE cluster (kube-dns, konnectivity,
// metrics-server, the Prometheus operator), with the requests that the packing
// reserves for them.
func systemPods() []verify.Object {
	text := `{"apiVersion": "apps/v1", "kind": "Deployment",
		"metadata": {"name": "system", "namespace": "kube-system"},
		"spec": {"replicas": 7, "selector": {"matchLabels": {"app": "system"}}, "template": {
			"metadata": {"labels": {"app": "system"}},
			"spec": {"containers": [{"name": "system", "image": "system:1", "resources": {"requests": {"cpu": "100m", "memory": "129Mi"}}}]}}}}`
	var o verify.Object
	if err := json.Unmarshal([]byte(text), &o.Object); err != nil {
		panic(fmt.Sprintf("systemPods: %v", err))
	}
	return []verify.Object{o}
}
