package e2e

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fly2k8s/fly2k8s/e2e/apply"
	"github.com/fly2k8s/fly2k8s/e2e/controlplane"
	"github.com/fly2k8s/fly2k8s/e2e/fakes"
	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	"github.com/fly2k8s/fly2k8s/verify"
	"github.com/fly2k8s/fly2k8s/verify/shape"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// town is a cluster with nodes: a control plane, its scheduler and controllers,
// and stand-ins for kubelets and disks.
type town struct {
	plane  *controlplane.Plane
	to     *apply.Applier
	client kubernetes.Interface
	pools  []shape.Shape
}

// build raises a town with the pools of one cluster, each at the count of nodes
// that it keeps at least.
func build(t *testing.T, tree tree, cluster string, fails func(*corev1.Pod) bool) town {
	t.Helper()
	plane := start(t)
	to := withCRDs(t, plane)
	config := plane.Config()
	config.WarningHandler = rest.NoWarnings{} // admission's proof reads them
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := plane.StartControllers(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	fakes.StartKubelet(ctx, client, fails)
	fakes.StartDisks(ctx, client)
	here := town{plane, to, client, poolsOf(t, tree, cluster)}
	for _, pool := range here.pools {
		if err := fakes.Register(t.Context(), client, fakes.Nodes(pool, pool.Min)); err != nil {
			t.Fatal(err)
		}
	}
	fakes.StartAutoscaler(ctx, client, here.pools)
	return here
}

// poolsOf are the shapes of a cluster's pools.
func poolsOf(t *testing.T, tree tree, cluster string) []shape.Shape {
	t.Helper()
	files, err := poolfile.Load(tree.fsys, poolfile.Folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []shape.Shape
	for _, file := range files {
		one, err := shape.Of(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return verify.PoolsFor(cluster, all)
}

// apply puts objects into the town.
func (h town) apply(t *testing.T, objects []verify.Object) {
	t.Helper()
	for i := range objects {
		if o := &objects[i].Unstructured; h.to.Serves(o) {
			if _, err := h.to.Apply(t.Context(), o); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// settle waits until every workload is where its spec says and every pod that
// can have a node has one. What still waits comes back, with the reason.
func (h town) settle(t *testing.T, within time.Duration) []string {
	t.Helper()
	deadline := time.Now().Add(within)
	quiet := 0
	for {
		waiting := slices.Concat(h.unscheduled(t), h.unready(t), h.unfinished(t))
		if len(waiting) == 0 {
			// Controllers act on each other's work: twice quiet is settled.
			if quiet++; quiet == 2 {
				return nil
			}
		} else {
			quiet = 0
		}
		if time.Now().After(deadline) {
			return waiting
		}
		time.Sleep(time.Second)
	}
}

// unscheduled lists pods without a node, with their pool and what is short.
func (h town) unscheduled(t *testing.T) []string {
	t.Helper()
	var found []string
	for _, pod := range h.pods(t) {
		if pod.Spec.NodeName != "" || pod.DeletionTimestamp != nil {
			continue
		}
		why := "not looked at yet"
		for _, c := range pod.Status.Conditions {
			if c.Type == corev1.PodScheduled && c.Status == corev1.ConditionFalse {
				why = c.Message
			}
		}
		found = append(found, fmt.Sprintf("%s/%s, pool %s: %s", pod.Namespace, pod.Name, h.pool(&pod), why))
	}
	return found
}

// pool names the pools that would take a pod, if they had room.
func (h town) pool(pod *corev1.Pod) string {
	var names []string
	for _, pool := range h.pools {
		if pool.Takes(&pod.Spec) == nil {
			names = append(names, pool.Name)
		}
	}
	return strings.Join(names, " or ")
}

func (h town) pods(t *testing.T) []corev1.Pod {
	t.Helper()
	list, err := h.client.CoreV1().Pods("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return list.Items
}

// unready lists workloads whose controllers aren't done.
func (h town) unready(t *testing.T) []string {
	t.Helper()
	var found []string
	deployments, err := h.client.AppsV1().Deployments("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deployments.Items {
		s := d.Status
		if s.ObservedGeneration < d.Generation || s.ReadyReplicas != *d.Spec.Replicas || s.UpdatedReplicas != *d.Spec.Replicas || s.Replicas != *d.Spec.Replicas {
			found = append(found, fmt.Sprintf("Deployment %s/%s: %d of %d ready, %d updated", d.Namespace, d.Name, s.ReadyReplicas, *d.Spec.Replicas, s.UpdatedReplicas))
		}
	}
	sets, err := h.client.AppsV1().StatefulSets("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range sets.Items {
		s := d.Status
		if s.ObservedGeneration < d.Generation || s.ReadyReplicas != *d.Spec.Replicas || s.UpdatedReplicas != *d.Spec.Replicas {
			found = append(found, fmt.Sprintf("StatefulSet %s/%s: %d of %d ready, %d updated", d.Namespace, d.Name, s.ReadyReplicas, *d.Spec.Replicas, s.UpdatedReplicas))
		}
	}
	autoscalers, err := h.client.AutoscalingV2().HorizontalPodAutoscalers("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range autoscalers.Items {
		if a.Spec.MinReplicas == nil {
			continue
		}
		scaled := slices.ContainsFunc(deployments.Items, func(d appsv1.Deployment) bool {
			return d.Namespace == a.Namespace && d.Name == a.Spec.ScaleTargetRef.Name && *d.Spec.Replicas >= *a.Spec.MinReplicas
		})
		if !scaled && a.Spec.ScaleTargetRef.Kind == "Deployment" {
			found = append(found, fmt.Sprintf("HorizontalPodAutoscaler %s/%s: its target has less than %d replicas", a.Namespace, a.Name, *a.Spec.MinReplicas))
		}
	}
	return found
}
