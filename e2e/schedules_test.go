package e2e

import (
	"testing"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// wake lets every CronJob run each minute. They are written suspended, as two
// sides would run them otherwise. One that was made before the last full minute
// has missed that run, and makes up for it at once.
func (h town) wake(t *testing.T) []batchv1.CronJob {
	t.Helper()
	return h.eachCronJob(t, `{"spec":{"suspend":false,"schedule":"* * * * *"}}`)
}

// start lets the suspended Jobs run, as a deploy does, and says how many those
// are.
func (h town) start(t *testing.T) int {
	t.Helper()
	count := 0
	for _, j := range h.jobs(t) {
		if !suspended(j) {
			continue
		}
		count++
		if _, err := h.client.BatchV1().Jobs(j.Namespace).Patch(t.Context(), j.Name, types.MergePatchType, []byte(`{"spec":{"suspend":false}}`), metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return count
}

// ran waits until each CronJob had a Job that ended well, and then lets them
// sleep again.
func (h town) ran(t *testing.T, jobs []batchv1.CronJob) {
	t.Helper()
	for _, c := range jobs {
		if !h.ranOnce(t, c) {
			t.Errorf("CronJob %s/%s never ran", c.Namespace, c.Name)
		}
	}
	h.eachCronJob(t, `{"spec":{"suspend":true}}`)
}

func (h town) eachCronJob(t *testing.T, patch string) []batchv1.CronJob {
	t.Helper()
	list, err := h.client.BatchV1().CronJobs("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list.Items {
		if _, err := h.client.BatchV1().CronJobs(c.Namespace).Patch(t.Context(), c.Name, types.MergePatchType, []byte(patch), metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return list.Items
}

func (h town) ranOnce(t *testing.T, c batchv1.CronJob) bool {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(glance) {
		now, err := h.client.BatchV1().CronJobs(c.Namespace).Get(t.Context(), c.Name, metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if now.Status.LastSuccessfulTime != nil {
			return true
		}
	}
	return false
}
