package kube

import (
	"maps"

	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Argo CD applies a wave and waits until all of it is healthy before the next
// one: what a deploy needs first is in wave 0, as is all that says nothing.
// https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
const (
	waveAnnotation = "argocd.argoproj.io/sync-wave"
	syncAnnotation = "argocd.argoproj.io/sync-options"
	appsWave       = "1" // of the platform's sync
	releaseWave    = "1"
	rolloutWave    = "2"
	madeAnew       = "Force=true,Replace=true" // a Job can't be changed
)

// synced says whether Argo CD or Flux applies the app. Previews are CI's.
func (w *writer) synced() bool {
	return gitops.Follows(w.around.Env) && w.app.Env != spec.PreviewEnv
}

// wave puts the release command before everything that runs, autoscalers and
// routes included: they wait for what they point to. Jobs are made anew.
func (w *writer) wave(part Part, value any) {
	o, ok := value.(metav1.Object)
	if !ok || part == Config || !w.synced() || w.around.Env.Deploy != gitops.ArgoCD {
		return
	}
	annotations := map[string]string{}
	if part != Base {
		annotations[syncAnnotation] = madeAnew
	}
	switch {
	case w.app.Release == nil:
	case part == Release:
		annotations[waveAnnotation] = releaseWave
	default:
		annotations[waveAnnotation] = rolloutWave
	}
	maps.Copy(annotations, o.GetAnnotations())
	o.SetAnnotations(annotations)
}
