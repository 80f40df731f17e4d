package kube

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// The cluster in which Argo CD itself runs, and how often Flux looks.
const (
	thisCluster   = "https://kubernetes.default.svc"
	lookAtGit     = "1m0s"
	lookAtCluster = "10m0s"
	readySlack    = 60 // seconds on top of an object's own deadline
)

// platformDeadline is how long the platform may take to be applied, in seconds.
const platformDeadline = 600

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

// GitOps are the objects by which Argo CD or Flux follow the platform repository
// for an environment. A person applies start; what start leads to in git is the
// rest. The platform comes before the apps. Previews are CI's, and have only
// their platform here.
func GitOps(c spec.Company, env spec.Environment) (start, rest []Object) {
	p := &platform{env: env, apps: appsOf(c, env)}
	if env.Name == spec.PreviewEnv {
		p.apps = nil
	}
	switch env.Deploy {
	case gitops.ArgoCD:
		p.argoStart(c.CI.Repository)
		start, p.objects = p.objects, nil
		p.argoApps(c.CI.Repository)
		return start, p.objects
	case gitops.Flux:
		p.flux(c, c.CI.Repository)
	}
	return p.objects, nil
}

// patience is how long the slowest rollout of an app may take, in seconds.
func patience(a spec.App) int {
	longest := 600 // Kubernetes' own progress deadline
	for _, proc := range a.Processes {
		longest = max(longest, proc.Rollout.Deadline)
	}
	return longest
}

// gitOpsMeta says that the namespace is there already: who installs Argo CD or
// Flux makes it.
func (p *platform) gitOpsMeta(name string) metav1.ObjectMeta {
	namespace := gitops.Namespace(p.env.Deploy)
	m := platformMeta(namespace, name)
	m.Annotations = map[string]string{elsewhere: "Namespace/" + namespace}
	return m
}

func (p *platform) flux(c spec.Company, repository string) {
	name := gitops.Environment(p.env.Name)
	source := &crds.GitRepository{TypeMeta: typeMeta(crds.FluxSourceV1, "GitRepository"), ObjectMeta: p.gitOpsMeta(name)}
	source.Spec = crds.GitRepositorySpec{URL: repository, Interval: lookAtGit, Ref: &crds.GitRef{Branch: gitops.Branch}, SecretRef: &crds.FluxSecretRef{Name: gitops.FluxSecret}}
	source.Annotations[elsewhere] += ",Secret/" + gitops.FluxSecret
	p.add("source.yaml", "GitRepository", source.Namespace, name, source)
	p.fluxPlatform(c, name)
	for _, a := range p.apps {
		p.fluxApp(a, name)
	}
}

// fluxPlatform applies the platform, and these objects themselves. Neither
// removes what leaves git: a namespace takes along all that is in it, and a
// Kustomization all that it made. Ready is what is applied, healthy or not: a
// broken part of the platform must not keep apps from being deployed.
func (p *platform) fluxPlatform(c spec.Company, name string) {
	platform := p.kustomization(name, "platform/sync/"+p.env.Name, platformDeadline)
	if owner := ownerOf(c, p.env); owner.Name != p.env.Name {
		platform.Spec.DependsOn = []crds.FluxDependency{{Name: gitops.Environment(owner.Name)}}
	}
	itself := p.kustomization(name+"-gitops", "platform/gitops/"+p.env.Name, platformDeadline)
	for _, k := range []*crds.FluxKustomization{platform, itself} {
		k.Spec.Wait = false
		p.add("platform.yaml", "Kustomization", k.Namespace, k.Name, k)
	}
}

func (p *platform) fluxApp(a spec.App, platform string) {
	first := []crds.FluxDependency{{Name: platform}}
	rollout := p.kustomization(gitops.Name(a), gitops.Folder(a), patience(a))
	rollout.Spec.Prune = true
	if a.Release != nil {
		release := p.kustomization(rollout.Name+gitops.ReleaseSuffix, gitops.Folder(a)+"/release", a.Release.Timeout)
		release.Spec.Force = true // a Job can't be changed
		release.Spec.Patches = []crds.FluxPatch{{Patch: appliedOnce, Target: &crds.FluxPatchTargets{Kind: "ConfigMap"}}}
		release.Spec.DependsOn, first = first, []crds.FluxDependency{{Name: release.Name}}
		p.add("kustomizations.yaml", "Kustomization", release.Namespace, release.Name, release)
	}
	rollout.Spec.DependsOn = first
	p.add("kustomizations.yaml", "Kustomization", rollout.Namespace, rollout.Name, rollout)
	if len(a.Jobs) > 0 {
		p.fluxJobs(a, rollout.Name)
	}
}

// fluxJobs starts what a deploy starts and doesn't wait for.
func (p *platform) fluxJobs(a spec.App, rollout string) {
	once := p.kustomization(rollout+gitops.OnceSuffix, gitops.Folder(a)+"/once", 0)
	once.Spec.Wait, once.Spec.Force = false, true // a Job can't be changed
	once.Spec.Patches = []crds.FluxPatch{{Patch: appliedOnce, Target: &crds.FluxPatchTargets{Kind: "ConfigMap"}}}
	once.Spec.DependsOn = []crds.FluxDependency{{Name: rollout}}
	p.add("kustomizations.yaml", "Kustomization", once.Namespace, once.Name, once)
}

func (p *platform) kustomization(name, folder string, deadline int) *crds.FluxKustomization {
	return &crds.FluxKustomization{TypeMeta: typeMeta(crds.FluxKustomizeV1, "Kustomization"), ObjectMeta: p.gitOpsMeta(name), Spec: crds.FluxKustomizationSpec{
		Interval: lookAtCluster, Timeout: fmt.Sprintf("%ds", deadline+readySlack), Path: "./" + folder, Wait: true,
		SourceRef: crds.FluxSourceRef{Kind: "GitRepository", Name: gitops.Environment(p.env.Name)},
	}}
}
