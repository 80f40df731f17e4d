package translate

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A follower is Argo CD or Flux, with what a person must know to start it.
type follower struct{ Name, Namespace, Access, Pause string }

func followers(company spec.Company) []follower {
	var out []follower
	for _, f := range []struct {
		mode string
		follower
	}{
		{gitops.ArgoCD, follower{Name: "Argo CD", Access: "`argocd repo add`, or a Secret with the label `argocd.argoproj.io/secret-type: repository`", Pause: "argocd app set <app>-<env> --sync-policy none"}},
		{gitops.Flux, follower{Name: "Flux", Access: "a Secret called " + gitops.FluxSecret + " (`flux create secret git`)", Pause: "flux suspend kustomization <app>-<env>"}},
	} {
		if slices.ContainsFunc(company.Environments, func(e spec.Environment) bool { return e.Deploy == f.mode }) {
			f.Namespace = gitops.Namespace(f.mode)
			out = append(out, f.follower)
		}
	}
	return out
}
