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
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// quotas compares each namespace's quotas with what the tree's workloads ask
// for at their floor. Work that runs beside them isn't counted.
func quotas(ctx context.Context, v *visit) (answer, error) {
	var learned answer
	var hidden []string
	for _, namespace := range v.used() {
		list, err := v.static.CoreV1().ResourceQuotas(namespace).List(ctx, metav1.ListOptions{})
		if apierrors.IsForbidden(err) {
			hidden = append(hidden, namespace)
			continue
		}
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
	if hidden != nil {
		learned.skipped = "the caller may not list quotas of " + strings.Join(hidden, ", ")
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
		for range w.Replicas {
			for name, quantity := range shape.Requests(w.Pod) {
				plus(total, name, quantity)
				plus(total, "requests."+name, quantity)
			}
			for i := range w.Pod.Containers {
				for name, quantity := range w.Pod.Containers[i].Resources.Limits {
					plus(total, "limits."+name, quantity)
				}
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
