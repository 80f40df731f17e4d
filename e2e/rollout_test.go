package e2e

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fly2k8s/fly2k8s/verify"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

type rolloutRow struct {
	tree, app, env string
	how            string // by the generated workflow, or by hand
	workloads      int
	order          string // "yes" when the release ended first
	replaced       int    // workloads that a failed release changed
}

// provesRollout deploys every app that has a release command, in every
// environment, by the workflow that was generated for it; by hand, as the
// README says, where there is none. The environments of a cluster share it.
func (p *page) provesRollout(t *testing.T) {
	for _, tree := range scenarios(t) {
		objects, err := verify.Objects(tree.fsys, verify.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all := deployments(t, tree)
		for _, cluster := range verify.Clusters(objects) {
			here := slices.DeleteFunc(slices.Clone(all), func(d deployment) bool { return clusterOf(objects, d.env) != cluster })
			if len(here) == 0 {
				continue
			}
			at := len(p.rollout)
			p.rollout = append(p.rollout, make([]rolloutRow, len(here))...)
			t.Run(tree.name+"/"+orOnly(cluster), func(t *testing.T) {
				t.Parallel()
				p.rollOut(t, tree, cluster, verify.InCluster(objects, cluster), here, at)
			})
		}
	}
	if len(p.rollout) == 0 {
		t.Error("no scenario has a release command")
	}
}

// rollOut runs the deployments of one cluster at once, and keeps their rows from
// a place on.
func (p *page) rollOut(t *testing.T, tree tree, cluster string, objects []verify.Object, all []deployment, at int) {
	var broken failures
	plane := start(t)
	here := build(t, plane, withCRDs(t, plane), poolsOf(t, tree, cluster), broken.has)
	here.apply(t, slices.DeleteFunc(slices.Clone(objects), func(o verify.Object) bool { return !strings.HasPrefix(o.Folder, "platform") }))
	for i, d := range all {
		t.Run(d.app+"/"+d.env, func(t *testing.T) {
			t.Parallel()
			row := deploy(t, here, &broken, tree, d)
			p.mu.Lock()
			defer p.mu.Unlock()
			p.rollout[at+i] = row
		})
	}
}

// failures are the namespaces whose release Jobs fail.
type failures struct{ names sync.Map }

func (f *failures) has(pod *corev1.Pod) bool {
	job, ok := f.names.Load(pod.Namespace)
	return ok && strings.HasPrefix(pod.Name, job.(string))
}

func deploy(t *testing.T, here town, broken *failures, tree tree, d deployment) rolloutRow {
	repository := t.TempDir()
	if err := os.CopyFS(repository, tree.fsys); err != nil {
		t.Fatal(err)
	}
	row := rolloutRow{tree: tree.name, app: d.app, env: d.env, how: "workflow"}
	if d.hand {
		row.how = "by hand"
	}

	first := "sha256:" + strings.Repeat("1", 64)
	if failed, output := d.run(t, here, repository, first); failed != "" {
		t.Fatalf("the first deploy failed at %q:\n%s", failed, output)
	}
	row.workloads = here.onDigest(t, d, first)
	row.order = here.releasedFirst(t, d)

	broken.names.Store(d.namespace, d.variables["RELEASE_JOB"])
	second := "sha256:" + strings.Repeat("2", 64)
	if failed, output := d.run(t, here, repository, second); failed != releaseStep {
		t.Errorf("a deploy with a failing release stopped at %q, want %q:\n%s", failed, releaseStep, output)
	}
	if row.replaced = here.onDigest(t, d, second); row.replaced > 0 {
		t.Errorf("a failed release replaced %d workloads", row.replaced)
	}

	broken.names.Delete(d.namespace)
	if failed, output := d.run(t, here, repository, second); failed != "" {
		t.Errorf("the deploy after a failed one failed at %q:\n%s", failed, output)
	}
	if now := here.onDigest(t, d, second); now != row.workloads {
		t.Errorf("%d of %d workloads run the second version", now, row.workloads)
	}
	return row
}

// clusterOf names the cluster of an environment.
func clusterOf(objects []verify.Object, env string) string {
	for _, o := range objects {
		if o.Env == env {
			return o.Cluster
		}
	}
	return ""
}

// onDigest counts the Deployments and StatefulSets of the app that are where
// their spec says, with an image of that digest.
func (h town) onDigest(t *testing.T, d deployment, digest string) int {
	t.Helper()
	count := 0
	for _, w := range h.deploymentsOf(t, d) {
		if strings.HasSuffix(w.Spec.Template.Spec.Containers[0].Image, digest) && w.Status.UpdatedReplicas == *w.Spec.Replicas && w.Status.ReadyReplicas == *w.Spec.Replicas {
			count++
		}
	}
	sets, err := h.client.AppsV1().StatefulSets(d.namespace).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range sets.Items {
		if strings.HasSuffix(w.Spec.Template.Spec.Containers[0].Image, digest) && w.Status.UpdatedReplicas == *w.Spec.Replicas && w.Status.ReadyReplicas == *w.Spec.Replicas {
			count++
		}
	}
	return count
}

func (h town) deploymentsOf(t *testing.T, d deployment) []appsv1.Deployment {
	t.Helper()
	list, err := h.client.AppsV1().Deployments(d.namespace).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return list.Items
}

// releasedFirst says whether the release Job was complete before any workload of
// the app was made.
func (h town) releasedFirst(t *testing.T, d deployment) string {
	t.Helper()
	job, err := h.client.BatchV1().Jobs(d.namespace).Get(t.Context(), d.variables["RELEASE_JOB"], metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if job.Status.CompletionTime == nil {
		t.Errorf("release Job %s is not complete", job.Name)
		return "no"
	}
	for _, w := range h.deploymentsOf(t, d) {
		if w.CreationTimestamp.Before(job.Status.CompletionTime) {
			t.Errorf("%s was made at %s, before its release ended at %s", w.Name, w.CreationTimestamp, job.Status.CompletionTime)
			return "no"
		}
	}
	return "yes"
}
