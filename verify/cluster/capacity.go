package cluster

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/verify"
	"github.com/fly2k8s/fly2k8s/verify/shape"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// quotas compares each namespace's quotas with what the tree's workloads ask
// for at their floor. Work that runs beside them isn't counted.
func quotas(ctx context.Context, v *visit) (answer, error) {
	var learned answer
	for _, namespace := range v.used() {
		list, err := v.static.CoreV1().ResourceQuotas(namespace).List(ctx, metav1.ListOptions{})
		if err != nil {
			return answer{}, fmt.Errorf("list quotas of %s: %w", namespace, err)
		}
		asked, first := v.asked(namespace)
		for _, quota := range list.Items {
			learned.checked++
			for _, name := range slices.Sorted(maps.Keys(quota.Spec.Hard)) {
				hard, want := quota.Spec.Hard[name], asked[name]
				if want.Cmp(hard) > 0 {
					learned.findings = append(learned.findings, about(first, verify.Error,
						fmt.Sprintf("workloads of %s ask for %s of %s; quota %s allows %s", namespace, want.String(), name, quota.Name, hard.String()),
						"a quota that the workloads fit into", "raise the quota or lower the requests"))
				}
			}
		}
	}
	return learned, nil
}

// used lists the namespaces of workloads that are there.
func (v *visit) used() []string {
	var names []string
	for _, w := range verify.Workloads(v.objects) {
		if !v.missing[w.GetNamespace()] {
			names = append(names, w.GetNamespace())
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// asked is what the workloads of a namespace ask for together, in the words of
// a quota, and the first of them.
func (v *visit) asked(namespace string) (corev1.ResourceList, verify.Object) {
	total := corev1.ResourceList{}
	var first verify.Object
	for _, w := range verify.Workloads(v.objects) {
		if w.GetNamespace() != namespace {
			continue
		}
		if first.Object == nil {
			first = w.Object
		}
		for name, quantity := range shape.Requests(w.Pod) {
			for range w.Replicas {
				plus(total, name, quantity)
				plus(total, "requests."+name, quantity)
			}
		}
		plus(total, corev1.ResourcePods, *resource.NewQuantity(int64(w.Replicas), resource.DecimalSI))
	}
	return total, first
}

func plus(list corev1.ResourceList, name corev1.ResourceName, quantity resource.Quantity) {
	sum := list[name]
	sum.Add(quantity)
	list[name] = sum
}

// nodes asks whether the nodes that are there could run the pods: each pod on
// some empty node, and all of them together. Pools grow, so too little in all is
// a warning.
func nodes(ctx context.Context, v *visit) (answer, error) {
	list, err := v.static.CoreV1().Nodes().List(ctx, metav1.ListOptions{})
	if err != nil {
		return answer{}, fmt.Errorf("list nodes: %w", err)
	}
	var learned answer
	var all []shape.Shape
	total := corev1.ResourceList{}
	for _, node := range list.Items {
		all = append(all, shape.OfNode(node))
		for name, quantity := range node.Status.Allocatable {
			plus(total, name, quantity)
		}
	}
	asked := corev1.ResourceList{}
	for _, w := range verify.Workloads(v.objects) {
		learned.checked++
		if whys, taken := takers(w, all); !taken {
			learned.findings = append(learned.findings, about(w.Object, verify.Error, "no node can run its pods: "+whys,
				"a node of the pool that it selects", "create the node pools of infra/nodepools first, or correct selector and requests"))
		}
		for name, quantity := range shape.Requests(w.Pod) {
			for range w.Replicas {
				plus(asked, name, quantity)
			}
		}
	}
	if len(all) == 0 {
		return learned, nil // each pod said so already
	}
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		want, have := asked[name], total[name]
		if want.Cmp(have) > 0 {
			learned.findings = append(learned.findings, verify.Finding{Severity: verify.Warning,
				Found:    fmt.Sprintf("%d nodes offer %s of %s, and the workloads ask for %s", len(list.Items), have.String(), name, want.String()),
				Expected: "room for all workloads at their floor", Do: "let the pools grow before the day: nodes that are there start pods in seconds, new ones take minutes"})
		}
	}
	return learned, nil
}

// takers says whether any node could run a workload's pods, and if not, why.
func takers(w verify.Workload, all []shape.Shape) (string, bool) {
	var whys []string
	for _, one := range all {
		why := one.Takes(w.Pod)
		if why == nil {
			return "", true
		}
		whys = append(whys, why.Error())
	}
	slices.Sort(whys)
	whys = slices.Compact(whys)
	if len(whys) > 3 {
		whys = append(whys[:3], fmt.Sprintf("and %d more reasons", len(whys)-3))
	}
	if whys == nil {
		return "the cluster has none", false
	}
	return strings.Join(whys, "; "), false
}
