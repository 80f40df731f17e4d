package e2e

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/fly2k8s/fly2k8s/e2e/fakes"
	"github.com/fly2k8s/fly2k8s/verify"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// patience is how long a town may take to settle. The controllers need seconds;
// a machine that does something else needs more.
const patience = 3 * time.Minute

// provesScheduling places every pod of a tree on the nodes of its own pools, at
// their smallest; then updates everything at once; then takes a zone away.
func (p *page) provesScheduling(t *testing.T) {
	for _, tree := range scenarios(t) {
		objects, err := verify.Objects(tree.fsys, verify.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, cluster := range verify.Clusters(objects) {
			at := len(p.scheduling)
			p.scheduling = append(p.scheduling, schedulingRow{})
			t.Run(tree.name+"/"+orOnly(cluster), func(t *testing.T) {
				t.Parallel()
				row := schedule(t, tree, cluster, verify.InCluster(objects, cluster))
				p.mu.Lock()
				defer p.mu.Unlock()
				p.scheduling[at] = row
			})
		}
	}
}

// schedulingRow has only what is the same on every run: which of several equal
// nodes a pod gets is the scheduler's choice.
type schedulingRow struct {
	tree, cluster string
	nodes, pods   int
	updated       int    // pods that the rolling update replaced
	jobs          int    // scheduled jobs that ran
	zone          string // the one that was lost
	homeless      int    // pods without a place after that
}

func schedule(t *testing.T, tree tree, cluster string, objects []verify.Object) schedulingRow {
	here := build(t, tree, cluster, func(*corev1.Pod) bool { return false })
	here.apply(t, systemPods())
	here.apply(t, objects)
	row := schedulingRow{tree: tree.name, cluster: cluster}
	here.must(t, "place every pod")
	row.nodes = len(here.zones(t))
	row.pods = len(here.running(t))

	jobs := here.wake(t)
	row.jobs = len(jobs)

	row.updated = here.rollEverything(t)
	here.must(t, "update everything at once")
	here.ran(t, jobs)

	row.zone = slices.Min(sortedValues(here.zones(t)))
	lost := here.inZone(t, row.zone)
	if _, err := fakes.Lose(t.Context(), here.client, row.zone); err != nil {
		t.Fatal(err)
	}
	tied, homeless := here.survive(t)
	row.homeless = homeless
	t.Logf("zone %s took %d pods with it: %d run elsewhere, %d wait for their disk", row.zone, lost, lost-tied-homeless, tied)
	return row
}

// must waits for the town to settle and fails with what doesn't.
func (h town) must(t *testing.T, what string) {
	t.Helper()
	for _, waiting := range h.settle(t, patience) {
		t.Errorf("%s: %s", what, waiting)
	}
}

// running lists pods that run on a node.
func (h town) running(t *testing.T) []corev1.Pod {
	t.Helper()
	return slices.DeleteFunc(h.pods(t), func(p corev1.Pod) bool {
		return p.Status.Phase != corev1.PodRunning || p.DeletionTimestamp != nil
	})
}

// rollEverything changes the pods of every workload at the same moment, as a
// push of new images to all apps would, and says how many pods that concerns.
func (h town) rollEverything(t *testing.T) int {
	t.Helper()
	patch := []byte(`{"spec":{"template":{"metadata":{"annotations":{"proof/round":"2"}}}}}`)
	concerned := 0
	deployments, err := h.client.AppsV1().Deployments("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deployments.Items {
		concerned += int(*d.Spec.Replicas)
		if _, err := h.client.AppsV1().Deployments(d.Namespace).Patch(t.Context(), d.Name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	sets, err := h.client.AppsV1().StatefulSets("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sets.Items {
		concerned += int(*s.Spec.Replicas)
		if _, err := h.client.AppsV1().StatefulSets(s.Namespace).Patch(t.Context(), s.Name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return concerned
}

// inZone counts the pods that run in a zone.
func (h town) inZone(t *testing.T, zone string) int {
	t.Helper()
	zones := h.zones(t)
	return len(slices.DeleteFunc(h.running(t), func(p corev1.Pod) bool { return zones[p.Spec.NodeName] != zone }))
}

// zones maps each node to its zone.
func (h town) zones(t *testing.T) map[string]string {
	t.Helper()
	nodes, err := h.client.CoreV1().Nodes().List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	zones := map[string]string{}
	for _, n := range nodes.Items {
		zones[n.Name] = n.Labels[corev1.LabelTopologyZone]
	}
	return zones
}

// survive waits until the two remaining zones run everything, except for pods
// whose disk is in the zone that is gone: a zonal disk goes down with its zone,
// as a Fly volume does with its host. It returns how many those are, and how
// many found no place.
func (h town) survive(t *testing.T) (tied, lost int) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		var homeless []string
		tied = 0
		for _, pod := range h.pods(t) {
			switch {
			case pod.Spec.NodeName != "" || pod.DeletionTimestamp != nil:
			case h.tied(t, &pod):
				tied++
			default:
				homeless = append(homeless, pod.Namespace+"/"+pod.Name)
			}
		}
		short := h.missing(t)
		if len(homeless) == 0 && short <= tied {
			return tied, 0
		}
		if time.Now().After(deadline) {
			t.Errorf("with a zone gone, %d pods are missing, %d of them tied to their disk: %v\n%v", short, tied, homeless, h.unscheduled(t))
			return tied, short - tied
		}
		time.Sleep(time.Second)
	}
}

// missing counts the pods that workloads want and don't have.
func (h town) missing(t *testing.T) int {
	t.Helper()
	count := 0
	deployments, err := h.client.AppsV1().Deployments("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deployments.Items {
		count += max(0, int(*d.Spec.Replicas-d.Status.ReadyReplicas))
	}
	sets, err := h.client.AppsV1().StatefulSets("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sets.Items {
		count += max(0, int(*s.Spec.Replicas-s.Status.ReadyReplicas))
	}
	return count
}

// tied says whether a pod waits for a disk in a zone without nodes.
func (h town) tied(t *testing.T, pod *corev1.Pod) bool {
	t.Helper()
	alive := h.zones(t)
	for _, v := range pod.Spec.Volumes {
		if v.PersistentVolumeClaim == nil {
			continue
		}
		claim, err := h.client.CoreV1().PersistentVolumeClaims(pod.Namespace).Get(t.Context(), v.PersistentVolumeClaim.ClaimName, metav1.GetOptions{})
		if err != nil || claim.Spec.VolumeName == "" {
			continue
		}
		volume, err := h.client.CoreV1().PersistentVolumes().Get(t.Context(), claim.Spec.VolumeName, metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		zone := volume.Spec.NodeAffinity.Required.NodeSelectorTerms[0].MatchExpressions[0].Values[0]
		if !slices.Contains(sortedValues(alive), zone) {
			return true
		}
	}
	return false
}

// systemPods are what runs once in every GKE cluster (kube-dns, konnectivity,
// metrics-server, the Prometheus operator), with the requests that the packing
// reserves for them.
func systemPods() []verify.Object {
	text := `{"apiVersion": "apps/v1", "kind": "Deployment",
		"metadata": {"name": "system", "namespace": "kube-system"},
		"spec": {"replicas": 7, "selector": {"matchLabels": {"app": "system"}}, "template": {
			"metadata": {"labels": {"app": "system"}},
			"spec": {"containers": [{"name": "system", "image": "system:1", "resources": {"requests": {"cpu": "100m", "memory": "129Mi"}}}]}}}}`
	var o verify.Object
	if err := json.Unmarshal([]byte(text), &o.Object); err != nil {
		panic(fmt.Sprintf("systemPods: %v", err))
	}
	return []verify.Object{o}
}
