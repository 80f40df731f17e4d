package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/utils/ptr"
)

// Pods without a class have 0: production's workers and jobs, and the tools in
// the cluster. What serves stands above them, far below Kubernetes' own classes,
// which start at two billion. What isn't production stands below them, but not so
// far (-10) that GKE's autoscaler would let it wait instead of adding a node.
// https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
// https://docs.cloud.google.com/kubernetes-engine/docs/concepts/cluster-autoscaler#considerations_and_limitations
var priorities = []struct {
	name  spec.Priority
	value int32
	waits bool // for room, and pushes nobody out
	about string
}{
	{spec.Serving, 1000, false, "Answers requests in production, or is what a release waits for."},
	{spec.NonProduction, -1, false, "Staging and its like: gives way to production and to the cluster's tools."},
	{spec.Previews, -5, true, "The preview of a pull request: gives way to everything."},
}

// priorities are the classes that pods of all environments name.
func (p *platform) priorities() {
	for _, c := range priorities {
		class := &schedulingv1.PriorityClass{
			TypeMeta: typeMeta("scheduling.k8s.io/v1", "PriorityClass"), ObjectMeta: platformMeta("", string(c.name)),
			Value: c.value, Description: c.about,
		}
		if c.waits {
			class.PreemptionPolicy = ptr.To(corev1.PreemptNever)
		}
		p.add("priorityclasses.yaml", "PriorityClass", "", string(c.name), class)
	}
}

// previewRank refuses pods of any other class in a preview. A quota that is
// scoped to the previews' own class would let the others past it.
// https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-per-priorityclass
func (p *platform) previewRank() {
	p.add("limits.yaml", "ResourceQuota", spec.PreviewNamespace, "preview-priority", &corev1.ResourceQuota{
		TypeMeta: typeMeta("v1", "ResourceQuota"), ObjectMeta: platformMeta(spec.PreviewNamespace, "preview-priority"),
		Spec: corev1.ResourceQuotaSpec{
			Hard: corev1.ResourceList{corev1.ResourcePods: resource.MustParse("0")},
			ScopeSelector: &corev1.ScopeSelector{MatchExpressions: []corev1.ScopedResourceSelectorRequirement{{
				ScopeName: corev1.ResourceQuotaScopePriorityClass, Operator: corev1.ScopeSelectorOpNotIn, Values: []string{string(spec.Previews)},
			}}},
		},
	})
}
