package fakes

import (
	"context"
	"time"

	"github.com/fly2k8s/fly2k8s/verify/shape"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// StartAutoscaler grows pools that may be empty, until the context ends: a node
// at a time while the scheduler finds no place for a pod that the pool takes, and
// never above the pool's limit. Pools with a floor don't grow; what they are
// proven to hold, they hold at their smallest.
func StartAutoscaler(ctx context.Context, client kubernetes.Interface, pools []shape.Shape) {
	go func() {
		count := map[string]int{}
		for ctx.Err() == nil {
			time.Sleep(time.Second)
			pods, err := client.CoreV1().Pods("").List(ctx, metav1.ListOptions{FieldSelector: "spec.nodeName="})
			if err != nil {
				continue
			}
			for _, pool := range pools {
				if pool.Min > 0 || count[pool.Name] == pool.Max || !anyWaits(pods.Items, pool) {
					continue
				}
				nodes := Nodes(pool, count[pool.Name]+1)
				if Register(ctx, client, nodes[count[pool.Name]:]) == nil {
					count[pool.Name]++
				}
			}
		}
	}()
}

// anyWaits says whether the scheduler gave up on a pod that a pool takes.
func anyWaits(pods []corev1.Pod, pool shape.Shape) bool {
	for _, pod := range pods {
		for _, c := range pod.Status.Conditions {
			if c.Type == corev1.PodScheduled && c.Reason == corev1.PodReasonUnschedulable && pool.Takes(&pod.Spec) == nil {
				return true
			}
		}
	}
	return false
}
