package verify

import (
	"strings"

	batchv1 "k8s.io/api/batch/v1"
)

// schedules finds CronJobs that would run as soon as somebody applies an app:
// until the move, Fly's machines run the same jobs. The app's active component
// lets them run; what Argo CD and Flux watch names it, and isn't looked at here.
func schedules(s *site) outcome {
	var seen outcome
	for _, o := range s.objects {
		job, ok := o.typed.(*batchv1.CronJob)
		if !ok || !strings.HasPrefix(o.target.folder, "apps/") || strings.Contains(o.target.folder, "/sync/") {
			continue
		}
		seen.checked++
		if job.Spec.Suspend == nil || !*job.Spec.Suspend {
			seen.findings = append(seen.findings, s.fault(o, "spec.suspend", "a schedule that runs from the first apply on",
				"suspend: true, until the cutover starts it", "suspend it: both sides would run it, and send or bill everything twice"))
		}
	}
	if seen.checked == 0 {
		seen.skipped = "no app has a CronJob"
	}
	return seen
}
