package workflows

import (
	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// Jobs of process groups that end by themselves. On Fly each deploy starts their
// machines again, beside the rollout, and doesn't wait for their end; so do these
// steps, on the active side alone.

// jobNames is the variable with the names of the app's Jobs.
func jobNames(a spec.App) pairs {
	if len(a.Jobs) == 0 {
		return nil
	}
	var names []string
	for _, j := range a.Jobs {
		names = append(names, kube.OnceJob(a, j.Process))
	}
	return pairs{{"JOBS", words(names)}}
}

func startJobs(a spec.App, when string) []step {
	if len(a.Jobs) == 0 {
		return nil
	}
	return []step{{Name: "Start what runs once per deploy", If: when, Run: onceKubectl}}
}

// onceKubectl makes the Jobs anew: a Job can't be changed.
var onceKubectl = script(
	`cd "$OVERLAY/once"`,
	`kustomize edit add component ../active`,
	`for job in $JOBS; do kubectl -n "$NAMESPACE" delete job "$job" --ignore-not-found --wait; done`,
	`kubectl apply -k .`,
	`echo "Started, and not waited for: $JOBS"`)

// writeSide is the step that writes the synced folder. Argo CD syncs the Jobs
// with the rest while the side is active.
func (d deploy) writeSide(sideOf pair) step {
	s := step{Name: "Write which side is active", Env: pairs{sideOf}, Run: writeSide}
	if d.env.Deploy == gitops.ArgoCD && len(d.app.Jobs) > 0 {
		s.Run = writeSideWithJobs
	}
	return s
}

// syncedJobs has Flux start the Jobs on the active side, or hold them.
func (d deploy) syncedJobs(sideOf pair) []step {
	if d.env.Deploy != gitops.Flux || len(d.app.Jobs) == 0 {
		return nil
	}
	return []step{{Name: "Sync what runs once per deploy", Env: pairs{sideOf}, Run: onceFlux}}
}

// writeSideWithJobs adds the Jobs before the side's component, which starts them.
var writeSideWithJobs = script(
	`cd "$OVERLAY/../../sync/$ENVIRONMENT"`,
	`from="../../overlays/$ENVIRONMENT"`,
	`rm kustomization.yaml`,
	`kustomize create --resources "$from"`,
	`if [ "$SIDE" = active ]; then kustomize edit add component "$from/once/job"; fi`,
	`if [ -d "$from/$SIDE" ]; then kustomize edit add component "$from/$SIDE"; fi`)

var onceFlux = script(
	`cd "$OVERLAY/../../sync/$ENVIRONMENT/once"`,
	`from="../../../overlays/$ENVIRONMENT"`,
	`rm kustomization.yaml`,
	`kustomize create --resources "$from/once"`,
	`if [ "$SIDE" = active ]; then kustomize edit add component "$from/active"; fi`)
