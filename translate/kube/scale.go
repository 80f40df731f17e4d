package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
)

// disruptionBudget lets nodes be drained one pod at a time. A single copy gets
// none: it would block every node upgrade.
// https://kubernetes.io/docs/tasks/run-application/configure-pdb/
func (w *writer) disruptionBudget(p spec.Process) {
	if p.Replicas.Min < 2 {
		return
	}
	name := w.workloadName(p.Name)
	w.add(Base, "poddisruptionbudget.yaml", "PodDisruptionBudget", name, &policyv1.PodDisruptionBudget{
		TypeMeta:   typeMeta("policy/v1", "PodDisruptionBudget"),
		ObjectMeta: w.meta(name, containerName(p.Name)),
		Spec: policyv1.PodDisruptionBudgetSpec{
			MaxUnavailable:             ptr.To(intstr.FromInt32(1)),
			UnhealthyPodEvictionPolicy: ptr.To(policyv1.AlwaysAllow),
			Selector:                   w.selector(p.Name),
		},
	})
}

func (w *writer) autoscaler(p spec.Process) {
	if !p.Replicas.Autoscale {
		return
	}
	name := w.workloadName(p.Name)
	w.add(Base, "horizontalpodautoscaler.yaml", "HorizontalPodAutoscaler", name, &autoscalingv2.HorizontalPodAutoscaler{
		TypeMeta:   typeMeta("autoscaling/v2", "HorizontalPodAutoscaler"),
		ObjectMeta: w.meta(name, containerName(p.Name)),
		Spec: autoscalingv2.HorizontalPodAutoscalerSpec{
			ScaleTargetRef: scaleTarget(name, p),
			MinReplicas:    ptr.To(int32(p.Replicas.Min)),
			MaxReplicas:    int32(p.Replicas.Max),
			Metrics:        append(requestMetrics(name, p), cpuMetric(p)),
		},
	})
	w.trace(w.path(p, "replicas.min"), "HorizontalPodAutoscaler", name, "spec.minReplicas")
	w.trace(w.path(p, "replicas.max"), "HorizontalPodAutoscaler", name, "spec.maxReplicas")
}

func scaleTarget(name string, p spec.Process) autoscalingv2.CrossVersionObjectReference {
	kind := "Deployment"
	if len(p.Volumes) > 0 {
		kind = "StatefulSet"
	}
	return autoscalingv2.CrossVersionObjectReference{APIVersion: "apps/v1", Kind: kind, Name: name}
}

// cpuMetric is the load of the whole pod, or of the main container alone where
// sidecars stand beside it: an autoscaler stands still when any container that
// it counts asks for no CPU.
// https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics
func cpuMetric(p spec.Process) autoscalingv2.MetricSpec {
	target := autoscalingv2.MetricTarget{Type: autoscalingv2.UtilizationMetricType, AverageUtilization: positive(p.Replicas.CPUTarget)}
	if len(p.Sidecars) > 0 {
		return autoscalingv2.MetricSpec{
			Type:              autoscalingv2.ContainerResourceMetricSourceType,
			ContainerResource: &autoscalingv2.ContainerResourceMetricSource{Name: corev1.ResourceCPU, Container: containerName(p.Name), Target: target},
		}
	}
	return autoscalingv2.MetricSpec{
		Type:     autoscalingv2.ResourceMetricSourceType,
		Resource: &autoscalingv2.ResourceMetricSource{Name: corev1.ResourceCPU, Target: target},
	}
}
