package shape

import (
	"cmp"

	corev1 "k8s.io/api/core/v1"
)

// OfNode is the shape of one node that is there. Its taints for passing
// conditions (not ready, being drained) don't count.
func OfNode(node corev1.Node) Shape {
	s := Shape{
		Name:    cmp.Or(node.Labels["cloud.google.com/gke-nodepool"], node.Name),
		Machine: node.Labels[corev1.LabelInstanceTypeStable],
		Region:  node.Labels[corev1.LabelTopologyRegion],
		Zones:   []string{node.Labels[corev1.LabelTopologyZone]},
		Min:     1, Max: 1,
		Labels:      node.Labels,
		Allocatable: node.Status.Allocatable,
	}
	for _, taint := range node.Spec.Taints {
		switch taint.Key {
		case corev1.TaintNodeNotReady, corev1.TaintNodeUnreachable, corev1.TaintNodeUnschedulable,
			corev1.TaintNodeMemoryPressure, corev1.TaintNodeDiskPressure, corev1.TaintNodePIDPressure, corev1.TaintNodeNetworkUnavailable:
		default:
			s.Taints = append(s.Taints, taint)
		}
	}
	return s
}
