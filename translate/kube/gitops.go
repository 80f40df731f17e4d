package kube

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Where Argo CD and Flux live by their own instructions, and how often Flux
// looks. Argo CD's own cluster has a fixed address there.
const (
	argoNamespace = "argocd"
	fluxNamespace = "flux-system"
	thisCluster   = "https://kubernetes.default.svc"
	branch        = "main"
	fluxSource    = "platform"
	lookAtGit     = "1m0s"
	lookAtCluster = "10m0s"
	readySlack    = 60 // seconds on top of an object's own deadline
)

// appliedOnce keeps a ConfigMap of the release with the rollout that follows: it
// alone removes the ones of old deploys.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
const appliedOnce = `apiVersion: v1
kind: ConfigMap
metadata:
  name: any
  annotations:
    kustomize.toolkit.fluxcd.io/ssa: IfNotPresent
`

// SyncFolder is the folder that Argo CD or Flux applies for an app; Flux applies
// its sub-folder release before, and once after.
func SyncFolder(app spec.App) string { return "apps/" + app.Name + "/sync/" + app.Env }

// GitOpsNamespace is where the objects of a deploy mode live; empty for a mode
// that has none.
func GitOpsNamespace(mode string) string {
	return map[string]string{argoCD: argoNamespace, flux: fluxNamespace}[mode]
}

// GitOps are the objects that have Argo CD or Flux follow the platform
// repository for an environment's apps. Previews stay with CI.
func GitOps(c spec.Company, env spec.Environment) []Object {
	p := &platform{env: env, apps: appsOf(c, env)}
	if env.Name == spec.PreviewEnv || len(p.apps) == 0 {
		return nil
	}
	switch env.Deploy {
	case argoCD:
		p.argo(c.CI.Repository)
	case flux:
		p.flux(c.CI.Repository)
	}
	return p.objects
}

func (p *platform) argo(repository string) {
	project := &crds.AppProject{TypeMeta: typeMeta(crds.ArgoV1alpha1, "AppProject"), ObjectMeta: p.gitOpsMeta(p.env.Name)}
	project.Spec.SourceRepos = []string{repository}
	for _, n := range p.byNamespace() {
		project.Spec.Destinations = append(project.Spec.Destinations, crds.ArgoDestination{Server: thisCluster, Namespace: n.name})
	}
	p.add("project.yaml", "AppProject", argoNamespace, project.Name, project)
	for _, a := range p.apps {
		p.application(a, repository)
	}
}

// application retries what no release command runs before: a release command
// that failed is not run again by itself, as on Fly.
func (p *platform) application(a spec.App, repository string) {
	o := &crds.Application{TypeMeta: typeMeta(crds.ArgoV1alpha1, "Application"), ObjectMeta: p.gitOpsMeta(p.synced(a)), Spec: crds.ApplicationSpec{
		Project:     p.env.Name,
		Source:      &crds.ArgoSource{RepoURL: repository, TargetRevision: branch, Path: SyncFolder(a)},
		Destination: crds.ArgoDestination{Server: thisCluster, Namespace: a.Namespace},
		SyncPolicy: &crds.ArgoSyncPolicy{
			Automated:   &crds.ArgoAutomated{Prune: true, SelfHeal: true},
			SyncOptions: []string{"ApplyOutOfSyncOnly=true"}, // else each sync runs the release command
		},
	}}
	if a.Release == nil {
		o.Spec.SyncPolicy.Retry = &crds.ArgoRetry{Limit: 5, Backoff: &crds.ArgoBackoff{Duration: "10s", Factor: 2, MaxDuration: "5m"}}
	}
	p.add("applications.yaml", "Application", argoNamespace, o.Name, o)
}

func (p *platform) flux(repository string) {
	source := &crds.GitRepository{TypeMeta: typeMeta(crds.FluxSourceV1, "GitRepository"), ObjectMeta: p.gitOpsMeta(fluxSource)}
	source.Spec = crds.GitRepositorySpec{URL: repository, Interval: lookAtGit, Ref: &crds.GitRef{Branch: branch}}
	p.add("source.yaml", "GitRepository", fluxNamespace, fluxSource, source)
	for _, a := range p.apps {
		rollout := p.kustomization(p.synced(a), SyncFolder(a), patience(a))
		rollout.Spec.Prune = true
		if a.Release != nil {
			release := p.kustomization(p.synced(a)+"-release", SyncFolder(a)+"/release", a.Release.Timeout)
			release.Spec.Force = true // a Job can't be changed
			release.Spec.Patches = []crds.FluxPatch{{Patch: appliedOnce, Target: &crds.FluxPatchTargets{Kind: "ConfigMap"}}}
			rollout.Spec.DependsOn = []crds.FluxDependency{{Name: release.Name}}
			p.add("kustomizations.yaml", "Kustomization", fluxNamespace, release.Name, release)
		}
		p.add("kustomizations.yaml", "Kustomization", fluxNamespace, rollout.Name, rollout)
		if len(a.Jobs) > 0 {
			p.fluxJobs(a, rollout.Name)
		}
	}
}

// fluxJobs starts what a deploy starts and doesn't wait for.
func (p *platform) fluxJobs(a spec.App, rollout string) {
	once := p.kustomization(p.synced(a)+"-once", SyncFolder(a)+"/once", 0)
	once.Spec.Wait, once.Spec.Force = false, true // a Job can't be changed
	once.Spec.Patches = []crds.FluxPatch{{Patch: appliedOnce, Target: &crds.FluxPatchTargets{Kind: "ConfigMap"}}}
	once.Spec.DependsOn = []crds.FluxDependency{{Name: rollout}}
	p.add("kustomizations.yaml", "Kustomization", fluxNamespace, once.Name, once)
}

func (p *platform) kustomization(name, folder string, deadline int) *crds.FluxKustomization {
	return &crds.FluxKustomization{TypeMeta: typeMeta(crds.FluxKustomizeV1, "Kustomization"), ObjectMeta: p.gitOpsMeta(name), Spec: crds.FluxKustomizationSpec{
		Interval: lookAtCluster, Timeout: fmt.Sprintf("%ds", deadline+readySlack), Path: "./" + folder, Wait: true,
		SourceRef: crds.FluxSourceRef{Kind: "GitRepository", Name: fluxSource},
	}}
}

// patience is how long the slowest rollout of an app may take, in seconds.
func patience(a spec.App) int {
	longest := 600 // Kubernetes' own progress deadline
	for _, proc := range a.Processes {
		longest = max(longest, proc.Rollout.Deadline)
	}
	return longest
}

func (p *platform) synced(a spec.App) string {
	return label(a.Name+"-"+a.Env, longestLabel-len("-release"))
}

// gitOpsMeta says that the namespace is there already: who installs Argo CD or
// Flux makes it.
func (p *platform) gitOpsMeta(name string) metav1.ObjectMeta {
	namespace := GitOpsNamespace(p.env.Deploy)
	m := platformMeta(namespace, name)
	m.Annotations = map[string]string{elsewhere: "Namespace/" + namespace}
	return m
}
