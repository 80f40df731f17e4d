package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// How long to wait for a town: patience in all (the controllers need seconds; a
// machine that does something else needs more), calm for controllers that act on
// each other's work, and stuck until a pod without a place counts as one that
// won't find any.
const (
	patience = 3 * time.Minute
	calm     = time.Second
	stuck    = 10 * time.Second
	glance   = 200 * time.Millisecond
)

// settle waits until every workload is where its spec says and every pod that
// can have a node has one. What still waits comes back, with the reason. Pods
// whose disk is in a zone without nodes are not waited for.
func (h town) settle(t *testing.T) []string {
	t.Helper()
	since, last := time.Now(), []string{"not looked at yet"}
	for deadline := since.Add(patience); ; time.Sleep(glance) {
		homeless := h.homeless(t)
		waiting := slices.Concat(homeless, h.unready(t), h.unscaled(t), h.unfinished(t))
		if !slices.Equal(waiting, last) {
			since, last = time.Now(), waiting
		}
		switch still := time.Since(since); {
		case len(waiting) == 0 && still > calm:
			return nil
		case len(homeless) > 0 && still > stuck || time.Now().After(deadline):
			return waiting
		}
	}
}

// must waits for the town to settle and fails with what doesn't.
func (h town) must(t *testing.T, what string) {
	t.Helper()
	for _, waiting := range h.settle(t) {
		t.Errorf("%s: %s", what, waiting)
	}
}

// homeless lists pods without a node, with their pool and what is short.
func (h town) homeless(t *testing.T) []string {
	t.Helper()
	zones := h.zones(t)
	var found []string
	for _, pod := range h.pods(t) {
		if pod.Spec.NodeName == "" && pod.DeletionTimestamp == nil && !h.tied(pod, zones) {
			found = append(found, pod.Namespace+"/"+pod.Name+": "+h.why(t, pod))
		}
	}
	slices.Sort(found)
	return found
}

// why a pod has no node: the pools that would take it, how far they have grown,
// and what the scheduler misses there; or that no pool takes it.
func (h town) why(t *testing.T, pod *corev1.Pod) string {
	t.Helper()
	said := "the scheduler hasn't looked yet"
	for _, c := range pod.Status.Conditions {
		if c.Type == corev1.PodScheduled && c.Status == corev1.ConditionFalse {
			said = c.Message
		}
	}
	var full, unfit []string
	for _, pool := range h.pools {
		if err := pool.Takes(&pod.Spec); err != nil {
			unfit = append(unfit, err.Error())
			continue
		}
		full = append(full, fmt.Sprintf("pool %s (%d of at most %d nodes, %s) has no room", pool.Name, h.nodesOf(t, pool.Name), pool.Max, pool.Machine))
	}
	if full == nil {
		return "no pool takes it: " + strings.Join(unfit, "; ")
	}
	return strings.Join(full, ", ") + ": " + said
}

func (h town) nodesOf(t *testing.T, pool string) int {
	t.Helper()
	return len(slices.DeleteFunc(h.nodes(t), func(n *corev1.Node) bool { return n.Labels["cloud.google.com/gke-nodepool"] != pool }))
}

// tied says whether a pod waits for a disk in a zone without nodes.
func (h town) tied(pod *corev1.Pod, zones map[string]bool) bool {
	zone := h.cloud.ZoneOf(pod)
	return zone != "" && !zones[zone]
}

// zones are those that have nodes.
func (h town) zones(t *testing.T) map[string]bool {
	t.Helper()
	zones := map[string]bool{}
	for _, n := range h.nodes(t) {
		zones[n.Labels[corev1.LabelTopologyZone]] = true
	}
	return zones
}

// unready lists workloads that are not where their spec says.
func (h town) unready(t *testing.T) []string {
	t.Helper()
	var found []string
	for _, d := range h.deployments(t) {
		s := d.Status
		if s.ObservedGeneration < d.Generation || s.ReadyReplicas != *d.Spec.Replicas || s.UpdatedReplicas != *d.Spec.Replicas || s.Replicas != *d.Spec.Replicas {
			found = append(found, fmt.Sprintf("Deployment %s/%s: %d of %d ready, %d updated", d.Namespace, d.Name, s.ReadyReplicas, *d.Spec.Replicas, s.UpdatedReplicas))
		}
	}
	for _, d := range h.sets(t) {
		s, tied := d.Status, h.diskless(t, d)
		if s.ObservedGeneration < d.Generation || s.ReadyReplicas < *d.Spec.Replicas-tied || s.UpdatedReplicas < *d.Spec.Replicas-tied {
			found = append(found, fmt.Sprintf("StatefulSet %s/%s: %d of %d ready, %d updated", d.Namespace, d.Name, s.ReadyReplicas, *d.Spec.Replicas, s.UpdatedReplicas))
		}
	}
	slices.Sort(found)
	return found
}

// diskless counts the pods of a set whose disk is in a zone without nodes, made
// or not: a set makes them one after the other.
func (h town) diskless(t *testing.T, set *appsv1.StatefulSet) int32 {
	t.Helper()
	zones := h.zones(t)
	var count int32
	for i := range *set.Spec.Replicas {
		pod := &corev1.Pod{}
		pod.Namespace = set.Namespace
		for _, claim := range set.Spec.VolumeClaimTemplates {
			source := &corev1.PersistentVolumeClaimVolumeSource{ClaimName: fmt.Sprintf("%s-%s-%d", claim.Name, set.Name, i)}
			pod.Spec.Volumes = append(pod.Spec.Volumes, corev1.Volume{VolumeSource: corev1.VolumeSource{PersistentVolumeClaim: source}})
		}
		if h.tied(pod, zones) {
			count++
		}
	}
	return count
}

// unscaled lists autoscalers whose target has less than their floor.
func (h town) unscaled(t *testing.T) []string {
	t.Helper()
	all, err := h.watches.Autoscaling().V2().HorizontalPodAutoscalers().Lister().List(labels.Everything())
	if err != nil {
		t.Fatal(err)
	}
	deployments := h.deployments(t)
	var found []string
	for _, a := range all {
		if a.Spec.MinReplicas == nil || a.Spec.ScaleTargetRef.Kind != "Deployment" {
			continue
		}
		scaled := slices.ContainsFunc(deployments, func(d *appsv1.Deployment) bool {
			return d.Namespace == a.Namespace && d.Name == a.Spec.ScaleTargetRef.Name && *d.Spec.Replicas >= *a.Spec.MinReplicas
		})
		if !scaled {
			found = append(found, fmt.Sprintf("HorizontalPodAutoscaler %s/%s: its target has less than %d replicas", a.Namespace, a.Name, *a.Spec.MinReplicas))
		}
	}
	slices.Sort(found)
	return found
}

// unfinished lists Jobs that have not ended well. Those of CronJobs come and go,
// and those that are suspended wait for a deploy.
func (h town) unfinished(t *testing.T) []string {
	t.Helper()
	jobs := slices.DeleteFunc(h.jobs(t), func(j *batchv1.Job) bool {
		return len(j.OwnerReferences) > 0 || j.Status.CompletionTime != nil || suspended(j)
	})
	var found []string
	for _, j := range jobs {
		found = append(found, fmt.Sprintf("Job %s/%s: %d active, %d failed", j.Namespace, j.Name, j.Status.Active, j.Status.Failed))
	}
	slices.Sort(found)
	return found
}

func suspended(j *batchv1.Job) bool { return j.Spec.Suspend != nil && *j.Spec.Suspend }
