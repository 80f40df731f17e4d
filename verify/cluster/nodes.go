package cluster

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/verify"
	"github.com/fly2k8s/fly2k8s/verify/shape"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// standing is a pool as the cluster shows it: by its nodes.
type standing struct {
	shape.Shape     // of its first node
	nodes       int // how many there are
	offers      corev1.ResourceList
	asked       corev1.ResourceList // by the workloads that go there
}

// nodes asks whether the nodes that are there could run the pods: each pod on
// some empty node, and all that go to a pool on its nodes together. Pools grow,
// so too little in all is a warning, as is a pool that is empty until somebody
// waits for it.
func nodes(ctx context.Context, v *visit) (answer, error) {
	list, err := v.static.CoreV1().Nodes().List(ctx, metav1.ListOptions{})
	if apierrors.IsForbidden(err) {
		return answer{skipped: "the caller may not list nodes"}, nil
	}
	if err != nil {
		return answer{}, fmt.Errorf("list nodes: %w", err)
	}
	var learned answer
	pools := standings(list.Items)
	for _, w := range verify.Workloads(v.objects) {
		learned.checked++
		if !settle(w, pools) {
			learned.findings = append(learned.findings, v.unplaced(w, pools))
		}
	}
	for _, pool := range pools {
		learned.findings = append(learned.findings, v.short(pool)...)
	}
	return learned, nil
}

// standings groups nodes by their pool, in the order of its name.
func standings(nodes []corev1.Node) []*standing {
	byName := map[string]*standing{}
	for _, node := range nodes {
		one := shape.OfNode(node)
		if byName[one.Name] == nil {
			byName[one.Name] = &standing{Shape: one, offers: corev1.ResourceList{}, asked: corev1.ResourceList{}}
		}
		pool := byName[one.Name]
		pool.nodes++
		if !slices.Contains(pool.Zones, one.Zones[0]) {
			pool.Zones = append(pool.Zones, one.Zones[0])
		}
		for name, quantity := range node.Status.Allocatable {
			plus(pool.offers, name, quantity)
		}
	}
	return slices.SortedFunc(maps.Values(byName), func(a, b *standing) int { return cmp.Compare(a.Name, b.Name) })
}

// settle books a workload's pods with the first pool that takes them.
func settle(w verify.Workload, pools []*standing) bool {
	at := slices.IndexFunc(pools, func(pool *standing) bool { return pool.Takes(w.Pod) == nil })
	if at < 0 {
		return false
	}
	for name, quantity := range shape.Requests(w.Pod) {
		for range w.Replicas {
			plus(pools[at].asked, name, quantity)
		}
	}
	return true
}

// unplaced is about a workload that no node takes.
func (v *visit) unplaced(w verify.Workload, pools []*standing) verify.Finding {
	for _, planned := range v.pools {
		if planned.Min == 0 && planned.Takes(w.Pod) == nil {
			return about(w.Object, verify.Warning, "no node can run its pods yet: pool "+planned.Name+" has none",
				"a pool that grows when a pod waits", "see that the pool was created; its first node takes a minute or two")
		}
	}
	var whys []string
	for _, pool := range pools {
		whys = append(whys, pool.Takes(w.Pod).Error())
	}
	if whys == nil {
		whys = []string{"the cluster has none"}
	}
	return about(w.Object, verify.Error, "no node can run its pods: "+strings.Join(whys, "; "),
		"a node of the pool that it selects", "create the node pools of infra/nodepools first, or correct selector and requests")
}

// short compares a pool with its file, and what its nodes offer with what is
// asked of them.
func (v *visit) short(pool *standing) []verify.Finding {
	var found []verify.Finding
	warn := func(what, expected, do string) {
		found = append(found, verify.Finding{Severity: verify.Warning, Found: what, Expected: expected, Do: do})
	}
	at := slices.IndexFunc(v.pools, func(planned shape.Shape) bool { return planned.Name == pool.Name })
	if at >= 0 {
		planned := v.pools[at]
		if pool.nodes < planned.Min {
			warn(fmt.Sprintf("pool %s has %d nodes", pool.Name, pool.nodes), fmt.Sprintf("at least %d, as its file says", planned.Min), "apply the node pools again, or look why nodes are missing")
		}
		if pool.Machine != planned.Machine {
			warn(fmt.Sprintf("nodes of pool %s are %s", pool.Name, pool.Machine), planned.Machine+", as its file says", "apply the node pools again: 'fly2k8s nodepools plan' shows the difference")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(pool.asked)) {
		want, have := pool.asked[name], pool.offers[name]
		if want.Cmp(have) > 0 {
			warn(fmt.Sprintf("%d nodes of pool %s offer %s of %s, and its workloads ask for %s", pool.nodes, pool.Name, have.String(), name, want.String()),
				"room for all workloads at their floor", "let the pool grow before the day: nodes that are there start pods in seconds, new ones take minutes")
		}
	}
	for i := range found {
		if at >= 0 {
			found[i].File, found[i].Line = v.pools[at].File, 1
		}
	}
	return found
}
