package verify

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// replicas is how many pods a workload keeps at least: its autoscaler's floor,
// else its own number.
func (s scene) replicas(o object) int32 {
	for _, other := range s.objects {
		if hpa, ok := other.typed.(*autoscalingv2.HorizontalPodAutoscaler); ok && scales(hpa, o) {
			return floor(hpa)
		}
	}
	var count *int32
	switch t := o.typed.(type) {
	case *appsv1.Deployment:
		count = t.Spec.Replicas
	case *appsv1.StatefulSet:
		count = t.Spec.Replicas
	}
	if count == nil {
		return 1
	}
	return *count
}

func scales(hpa *autoscalingv2.HorizontalPodAutoscaler, o object) bool {
	target := hpa.Spec.ScaleTargetRef
	return hpa.Namespace == o.GetNamespace() && target.Kind == o.GetKind() && target.Name == o.GetName()
}

func floor(hpa *autoscalingv2.HorizontalPodAutoscaler) int32 {
	if hpa.Spec.MinReplicas == nil {
		return 1
	}
	return *hpa.Spec.MinReplicas
}

// budgets finds disruption budgets that never let a pod go: they hold up every
// node upgrade.
func (s scene) budgets() outcome {
	var seen outcome
	for _, o := range s.own {
		budget, ok := o.typed.(*policyv1.PodDisruptionBudget)
		if !ok {
			continue
		}
		seen.checked++
		count := s.covered(budget)
		if count == 0 || evictable(budget.Spec, int(count)) > 0 {
			continue
		}
		field := "spec.minAvailable"
		if budget.Spec.MaxUnavailable != nil {
			field = "spec.maxUnavailable"
		}
		seen.findings = append(seen.findings, s.fault(o, field, fmt.Sprintf("a budget that lets none of %d pods go", count),
			"at least one pod that may be evicted", "lower the budget, run one more pod, or drop the budget"))
	}
	return seen
}

// covered counts the pods that a budget selects.
func (s scene) covered(budget *policyv1.PodDisruptionBudget) int32 {
	selector, err := metav1.LabelSelectorAsSelector(budget.Spec.Selector)
	var count int32
	for _, p := range s.pods {
		if err == nil && isController(p.owner) && p.owner.GetNamespace() == budget.Namespace && selector.Matches(p.labels) {
			count += s.replicas(p.owner)
		}
	}
	return count
}

// evictable is how many of a budget's pods may be gone at once. Kubernetes
// rounds percentages up on both sides.
func evictable(spec policyv1.PodDisruptionBudgetSpec, count int) int {
	if spec.MaxUnavailable != nil {
		n, err := intstr.GetScaledValueFromIntOrPercent(spec.MaxUnavailable, count, true)
		if err != nil {
			return 0
		}
		return n
	}
	n, err := intstr.GetScaledValueFromIntOrPercent(intstr.ValueOrDefault(spec.MinAvailable, intstr.FromInt32(1)), count, true)
	if err != nil {
		return 0
	}
	return count - n
}

// autoscalers checks bounds, that somebody measures what they scale on, and
// that the workload doesn't set its own number on each apply.
func (s scene) autoscalers() outcome {
	var seen outcome
	for _, o := range s.own {
		hpa, ok := o.typed.(*autoscalingv2.HorizontalPodAutoscaler)
		if !ok {
			continue
		}
		seen.checked++
		if floor(hpa) > hpa.Spec.MaxReplicas {
			seen.findings = append(seen.findings, s.fault(o, "spec.minReplicas",
				fmt.Sprintf("at least %d and at most %d replicas", floor(hpa), hpa.Spec.MaxReplicas),
				"minReplicas no higher than maxReplicas", "correct the bounds"))
		}
		for _, p := range s.pods {
			if scales(hpa, p.owner) {
				seen.findings = append(seen.findings, s.scaled(o, hpa, p)...)
			}
		}
	}
	return seen
}

func (s scene) scaled(o object, hpa *autoscalingv2.HorizontalPodAutoscaler, p pods) []Finding {
	var found []Finding
	if d, ok := p.owner.typed.(*appsv1.Deployment); ok && d.Spec.Replicas != nil {
		found = append(found, s.fault(p.owner, "spec.replicas", fmt.Sprintf("replicas: %d beside autoscaler %s", *d.Spec.Replicas, o.GetName()),
			"no replicas field", "remove it: each apply would reset what the autoscaler chose").warning())
	}
	for i, metric := range hpa.Spec.Metrics {
		if metric.Resource == nil || metric.Resource.Target.Type != autoscalingv2.UtilizationMetricType {
			continue
		}
		for _, c := range p.template.Spec.Containers {
			if _, ok := c.Resources.Requests[corev1.ResourceName(metric.Resource.Name)]; !ok {
				found = append(found, s.fault(o, fmt.Sprintf("spec.metrics[%d].resource.name", i),
					fmt.Sprintf("use of %s in percent of a request that container %s doesn't have", metric.Resource.Name, c.Name),
					"a request on every container", "add the request: the autoscaler stands still without it"))
			}
		}
	}
	return found
}
