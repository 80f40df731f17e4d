package verify

import (
	"io/fs"
	"strings"

	batchv1 "k8s.io/api/batch/v1"
)

// schedules finds CronJobs that would run as soon as somebody applies an app:
// until the move, Fly's machines run the same jobs. The app's active component
// lets them run, and what Argo CD and Flux watch names it once the app has moved.
func schedules(s *site) outcome {
	var seen outcome
	for _, o := range s.objects {
		job, ok := o.typed.(*batchv1.CronJob)
		if !ok || !strings.HasPrefix(o.target.folder, "apps/") {
			continue
		}
		seen.checked++
		if (job.Spec.Suspend == nil || !*job.Spec.Suspend) && !s.active(o.target.folder) {
			seen.findings = append(seen.findings, s.fault(o, "spec.suspend", "a schedule that runs from the first apply on",
				"suspend: true, until the cutover starts it", "suspend it: both sides would run it, and send or bill everything twice"))
		}
	}
	if seen.checked == 0 {
		seen.skipped = "no app has a CronJob"
	}
	return seen
}

// active says whether a folder that a tool watches names the active component.
func (s *site) active(folder string) bool {
	if !strings.Contains(folder, "/sync/") {
		return false
	}
	data, err := fs.ReadFile(s.fsys, folder+"/kustomization.yaml")
	return err == nil && strings.Contains(string(data), "/active")
}
