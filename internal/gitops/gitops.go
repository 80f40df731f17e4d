// Package gitops names what Argo CD and Flux are told about a company. The
// objects that tell them and the commands that hold them back both take their
// names from here.
//
// A mode is who applies an environment's apps: argocd, flux, or kubectl, which
// is CI. The first two read git by themselves: they are said to follow it.
package gitops

import (
	"github.com/fly2k8s/fly2k8s/internal/short"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// The modes that follow git, and the branch that they follow.
const (
	ArgoCD = "argocd"
	Flux   = "flux"
	Branch = "main"
)

// FluxSecret is the Secret that a person makes, with which Flux reads the
// platform repository.
const FluxSecret = "platform-repository"

// What Flux applies before an app's rollout, and after it, is named after the
// rollout.
const (
	ReleaseSuffix = "-release"
	OnceSuffix    = "-once"
)

// longestName is a label's length, with room for the suffix.
const longestName = 63 - len(ReleaseSuffix)

// Follows says whether the environment's apps follow git. Previews are CI's.
func Follows(env spec.Environment) bool {
	return Namespace(env.Deploy) != "" && env.Name != spec.PreviewEnv
}

// Namespace is where the objects of a mode live by its own instructions; empty
// for a mode that has none.
func Namespace(mode string) string {
	switch mode {
	case ArgoCD:
		return "argocd"
	case Flux:
		return "flux-system"
	}
	return ""
}

// Name is that of an app's Application or Kustomization.
func Name(app spec.App) string { return short.Name(app.Name+"-"+app.Env, longestName) }

// Environment is the name of what an environment has once: the Application or
// Kustomization of its platform, and the repository as Flux knows it. No app is
// called fly2k8s.
func Environment(name string) string { return short.Name("fly2k8s-"+name, longestName) }

// Folder is what is applied for an app; Flux applies its sub-folder release
// before, and once after.
func Folder(app spec.App) string { return "apps/" + app.Name + "/sync/" + app.Env }
