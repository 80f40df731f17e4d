package translate

import (
	"cmp"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"github.com/fly2k8s/fly2k8s/translate/kustomize"
	"github.com/fly2k8s/fly2k8s/translate/observe"
	"github.com/fly2k8s/fly2k8s/translate/workflows"
)

// delivery is how commits reach the cluster and how they are watched there: the
// workflows, what they switch between the sides, what they copy for a preview,
// and Cloud Monitoring's objects.
func delivery(company spec.Company, findings []report.Finding) tree.Tree {
	out := workflows.Tree(company, workflows.Options{Replaces: replaced(findings)})
	out = append(out, observe.Tree(company)...)
	for _, a := range company.Apps {
		if a.Env == spec.PreviewEnv {
			continue
		}
		out = append(out, kustomize.SideTree(a)...)
		if env := environmentNamed(company, a.Env); gitops.Follows(env) {
			out = append(out, kustomize.SyncTree(a, env.Deploy)...)
		}
	}
	for _, env := range company.Environments {
		out = append(out, followed(company, env)...)
		if !kube.HasPreviews(company, env) {
			continue
		}
		out = append(out, kustomize.PlainTree("platform/previews/namespace", spec.PreviewNamespace, kube.PreviewNamespace(company, env))...)
		if kube.HasDatabases(company, env) {
			out = append(out, kustomize.PlainTree("platform/previews/database", spec.PreviewNamespace, kube.PreviewDatabase(env))...)
		}
	}
	return out
}

// followed is how Argo CD or Flux follow the repository for an environment;
// nothing where neither does.
func followed(company spec.Company, env spec.Environment) tree.Tree {
	namespace := gitops.Namespace(env.Deploy)
	if namespace == "" {
		return nil
	}
	root := "platform/gitops/" + env.Name
	start, rest := kube.GitOps(company, env)
	out := kustomize.PlainTree(root, namespace, start)
	if len(rest) > 0 {
		out = append(out, kustomize.PlainTree(root+"/apps", namespace, rest)...)
	}
	return append(out, kustomize.PlatformSyncTree(env.Name, len(rest) > 0, kube.Shared(company, env))...)
}

// replaced are the lines that deploy to Fly today.
func replaced(findings []report.Finding) []workflows.Step {
	var out []workflows.Step
	for _, f := range findings {
		if f.Code == report.RuleDeployWorkflow.Code && f.Severity != report.Note {
			out = append(out, workflows.Step{App: f.From.App, File: f.From.File, Line: f.From.Line, Does: f.From.Key})
		}
	}
	slices.SortFunc(out, func(a, b workflows.Step) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Does, b.Does))
	})
	return slices.Compact(out)
}
