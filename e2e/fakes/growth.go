package fakes

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/verify/shape"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	listers "k8s.io/client-go/listers/core/v1"
)

// poolLabel is on every GKE node.
const poolLabel = "cloud.google.com/gke-nodepool"

// plan is what the autoscaler adds to a pool at one look.
type plan struct {
	pool  shape.Shape
	have  map[string]int  // nodes by zone
	taken map[string]bool // names of nodes
	room  int             // nodes that may still be added
	made  []*corev1.Node
	free  []corev1.ResourceList // of each of made
	old   []*corev1.Node        // those that are there
	left  []corev1.ResourceList // of each of old
}

// stands books what the pods on a node that is there have left of it.
func (p *plan) stands(n *corev1.Node, pods listers.PodLister) error {
	all, err := pods.List(labels.Everything())
	if err != nil {
		return fmt.Errorf("list pods of node %s: %w", n.Name, err)
	}
	left := n.Status.Allocatable.DeepCopy()
	for _, pod := range all {
		if pod.Spec.NodeName == n.Name && pod.Status.Phase != corev1.PodSucceeded && pod.Status.Phase != corev1.PodFailed {
			take(shape.Requests(&pod.Spec), left)
		}
	}
	p.old, p.left = append(p.old, n), append(p.left, left)
	return nil
}

// fits says whether a pod has room on a node that is there: the scheduler only
// hasn't got to it, or waits for its disk.
func (p *plan) fits(pod *corev1.Pod, zones []string) bool {
	if p.pool.Takes(&pod.Spec) != nil {
		return false
	}
	asked := shape.Requests(&pod.Spec)
	for i, n := range p.old {
		if slices.Contains(zones, n.Labels[corev1.LabelTopologyZone]) && within(asked, p.left[i]) {
			take(asked, p.left[i])
			return true
		}
	}
	return false
}

// place finds a place for a pod on a node that the plan adds, and adds one if
// the pool may. It works with requests alone, as the autoscaler's estimate does.
func (p *plan) place(pod *corev1.Pod, zones []string) bool {
	if p.pool.Takes(&pod.Spec) != nil || len(zones) == 0 {
		return false
	}
	asked := shape.Requests(&pod.Spec)
	for i, n := range p.made {
		if slices.Contains(zones, n.Labels[corev1.LabelTopologyZone]) && within(asked, p.free[i]) {
			take(asked, p.free[i])
			return true
		}
	}
	zone := p.emptiest(zones)
	if p.room == 0 || p.pool.ZoneMax > 0 && p.have[zone] >= p.pool.ZoneMax {
		return false
	}
	made := p.next(zone)
	if !within(asked, made.Status.Allocatable) {
		return false
	}
	p.room--
	p.have[zone]++
	p.taken[made.Name] = true
	p.made = append(p.made, made)
	p.free = append(p.free, made.Status.Allocatable.DeepCopy())
	take(asked, p.free[len(p.free)-1])
	return true
}

// emptiest is the zone with the fewest nodes: location policy BALANCED.
func (p *plan) emptiest(zones []string) string {
	return slices.MinFunc(zones, func(a, b string) int { return cmp.Compare(p.have[a], p.have[b]) })
}

// next is a node with a name that no other has.
func (p *plan) next(zone string) *corev1.Node {
	for number := 0; ; number++ {
		if n := node(p.pool, zone, number); !p.taken[n.Name] {
			return n
		}
	}
}

func within(asked, free corev1.ResourceList) bool {
	for name, want := range asked {
		if have := free[name]; want.Cmp(have) > 0 {
			return false
		}
	}
	pods := free[corev1.ResourcePods]
	return pods.Value() > 0
}

func take(asked, free corev1.ResourceList) {
	for name, want := range asked {
		left := free[name]
		left.Sub(want)
		free[name] = left
	}
	pods := free[corev1.ResourcePods]
	pods.Set(pods.Value() - 1)
	free[corev1.ResourcePods] = pods
}
