package e2e

import (
	"fmt"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
)

// rollEverything changes the pods of every workload at the same moment, as a
// push of new images to all apps would, and says how many pods that concerns.
func (h town) rollEverything(t *testing.T) int {
	t.Helper()
	patch := []byte(`{"spec":{"template":{"metadata":{"annotations":{"proof/round":"2"}}}}}`)
	concerned := 0
	for _, d := range h.deployments(t) {
		concerned += int(*d.Spec.Replicas)
		if _, err := h.client.AppsV1().Deployments(d.Namespace).Patch(t.Context(), d.Name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range h.sets(t) {
		concerned += int(*s.Spec.Replicas)
		if _, err := h.client.AppsV1().StatefulSets(s.Namespace).Patch(t.Context(), s.Name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return concerned
}

// scaleUp raises the floor of every autoscaler to its ceiling, so that the real
// controller makes as many pods as load ever could.
func (h town) scaleUp(t *testing.T) {
	t.Helper()
	all, err := h.watches.Autoscaling().V2().HorizontalPodAutoscalers().Lister().List(labels.Everything())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		patch := fmt.Appendf(nil, `{"spec":{"minReplicas":%d}}`, a.Spec.MaxReplicas)
		if _, err := h.client.AutoscalingV2().HorizontalPodAutoscalers(a.Namespace).Patch(t.Context(), a.Name, types.MergePatchType, patch, metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
}
