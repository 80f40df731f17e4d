package e2e

import (
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/verify"
)

// byHand are the deployments of a tree without workflows: what a person types
// who follows the repository's README, app by app.
func byHand(t *testing.T, tree tree) []deployment {
	t.Helper()
	objects, err := verify.Objects(tree.fsys, verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var found []deployment
	for _, o := range objects {
		overlay, release := strings.CutSuffix(o.Folder, "/release")
		if !release || o.GetKind() != "Job" {
			continue
		}
		found = append(found, deployment{
			app: strings.Split(overlay, "/")[1], env: o.Env, namespace: o.GetNamespace(), overlay: overlay,
			variables: map[string]string{
				"NAMESPACE": o.GetNamespace(), "RELEASE_JOB": o.GetName(), "IMAGE_NAME": imageName(o), "IMAGE": imageName(o),
				"WORKLOADS": workloadsOf(objects, overlay),
			},
			steps: handSteps(),
			hand:  true,
		})
	}
	return found
}

// imageName is the image of a Job's first container, without its digest.
func imageName(o verify.Object) string {
	for _, w := range verify.Workloads([]verify.Object{o}) {
		name, _, _ := strings.Cut(w.Pod.Containers[0].Image, "@")
		return name
	}
	return ""
}

// workloadsOf lists what an overlay rolls out, as kubectl names it.
func workloadsOf(objects []verify.Object, overlay string) string {
	var names []string
	for _, o := range objects {
		if kind := o.GetKind(); o.Folder == overlay && (kind == "Deployment" || kind == "StatefulSet") {
			names = append(names, strings.ToLower(kind)+"/"+o.GetName())
		}
	}
	return strings.Join(names, " ")
}

// handSteps are the README's order: pin, release, wait, roll out. kubectl can't
// wait for two ends at once, so a release that fails is told by its Job.
func handSteps() []workflowStep {
	return []workflowStep{
		{Name: pinStep, Run: `set -eu; cd "$OVERLAY/images"; kustomize edit set image "$(grep -o 'name: .*' kustomization.yaml | head -1 | cut -d' ' -f2)=$IMAGE@$DIGEST"`},
		{Name: releaseStep, Run: `set -eu
kubectl -n "$NAMESPACE" delete job "$RELEASE_JOB" --ignore-not-found --wait
kubectl apply -k "$OVERLAY/release"
until kubectl -n "$NAMESPACE" wait --for=condition=complete --timeout=2s "job/$RELEASE_JOB"; do
  if kubectl -n "$NAMESPACE" wait --for=condition=failed --timeout=1s "job/$RELEASE_JOB"; then exit 1; fi
done`},
		{Name: rolloutStep, Run: `set -eu
kubectl apply -k "$OVERLAY"
for workload in $WORKLOADS; do kubectl -n "$NAMESPACE" rollout status "$workload" --timeout=300s; done`},
	}
}
