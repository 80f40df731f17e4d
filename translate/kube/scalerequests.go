package kube

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/utils/ptr"
)

const (
	// fullness is how much of maxRatePerEndpoint the load balancer sees in use over
	// all pods, in percent.
	// https://docs.cloud.google.com/kubernetes-engine/docs/how-to/horizontal-pod-autoscaling#autoscale-traffic
	fullness = "autoscaling.googleapis.com|gclb-capacity-fullness"

	// A pod needs longer to be there than a stopped machine on Fly, which starts
	// when the soft limit is reached: the next one comes at seven tenths of it.
	fullAt = 70
)

// requestMetrics scale by requests where a limit on them is known. The load
// balancer counts them, so it must be the way that they come.
func requestMetrics(service string, p spec.Process) []autoscalingv2.MetricSpec {
	if !slices.ContainsFunc(p.Edges, func(e spec.Edge) bool { return e.MaxRate > 0 && len(e.Hosts) > 0 }) {
		return nil
	}
	return []autoscalingv2.MetricSpec{{
		Type: autoscalingv2.ObjectMetricSourceType,
		Object: &autoscalingv2.ObjectMetricSource{
			DescribedObject: autoscalingv2.CrossVersionObjectReference{APIVersion: "v1", Kind: "Service", Name: service},
			Metric:          autoscalingv2.MetricIdentifier{Name: fullness},
			Target:          autoscalingv2.MetricTarget{Type: autoscalingv2.AverageValueMetricType, AverageValue: ptr.To(*resource.NewQuantity(fullAt, resource.DecimalSI))},
		},
	}}
}
