package e2e

import (
	"fmt"
	"testing"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// wake lets every CronJob run each minute. They are written suspended, as two
// sides would run them otherwise.
func (h town) wake(t *testing.T) []batchv1.CronJob {
	t.Helper()
	list, err := h.client.BatchV1().CronJobs("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	often := []byte(`{"spec":{"suspend":false,"schedule":"* * * * *"}}`)
	for _, c := range list.Items {
		if _, err := h.client.BatchV1().CronJobs(c.Namespace).Patch(t.Context(), c.Name, types.MergePatchType, often, metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return list.Items
}

// ran waits until each CronJob had a Job that ended well, and then lets them
// sleep again.
func (h town) ran(t *testing.T, jobs []batchv1.CronJob) {
	t.Helper()
	asleep := []byte(`{"spec":{"suspend":true}}`)
	for _, c := range jobs {
		if !h.ranOnce(t, c) {
			t.Errorf("CronJob %s/%s never ran", c.Namespace, c.Name)
		}
		if _, err := h.client.BatchV1().CronJobs(c.Namespace).Patch(t.Context(), c.Name, types.MergePatchType, asleep, metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
}

func (h town) ranOnce(t *testing.T, c batchv1.CronJob) bool {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Second) {
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

// unfinished lists Jobs that have not ended well. Those of CronJobs come and go.
func (h town) unfinished(t *testing.T) []string {
	t.Helper()
	list, err := h.client.BatchV1().Jobs("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, j := range list.Items {
		if len(j.OwnerReferences) == 0 && j.Status.CompletionTime == nil {
			found = append(found, fmt.Sprintf("Job %s/%s: %d active, %d failed", j.Namespace, j.Name, j.Status.Active, j.Status.Failed))
		}
	}
	return found
}
