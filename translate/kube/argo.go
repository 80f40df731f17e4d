package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// argoStart is the platform's Application, and what it may do: it makes
// namespaces, roles and the apps' Applications, so everything from this
// repository. It removes nothing: a namespace takes along all that is in it.
func (p *platform) argoStart(repository string) {
	name := gitops.Environment(p.env.Name)
	project := &crds.AppProject{TypeMeta: typeMeta(crds.ArgoV1alpha1, "AppProject"), ObjectMeta: p.gitOpsMeta(name)}
	project.Spec = crds.AppProjectSpec{
		SourceRepos:  []string{repository},
		Destinations: []crds.ArgoDestination{{Server: thisCluster, Namespace: "*"}},
		Cluster:      []crds.ArgoKind{{Group: "*", Kind: "*"}},
	}
	p.add("project.yaml", "AppProject", project.Namespace, name, project)
	o := p.argoApplication(name, name, repository, "platform/sync/"+p.env.Name, gitops.Namespace(gitops.ArgoCD))
	o.Spec.SyncPolicy.Automated.Prune = false
	o.Spec.SyncPolicy.SyncOptions = append(o.Spec.SyncPolicy.SyncOptions, "RespectIgnoreDifferences=true")
	o.Spec.SyncPolicy.Retry = retried()
	// A person pauses an app in its Application; git says nothing of that.
	// https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/
	o.Spec.Ignore = []crds.ArgoDifferences{{Group: "argoproj.io", Kind: "Application", JSONPointers: []string{"/spec/syncPolicy/automated", "/operation"}}}
	p.add("application.yaml", "Application", o.Namespace, name, o)
}

// argoApps are an Application for each app, and a project that holds them to
// their namespaces. They come a wave after the platform, whose Application makes
// them.
func (p *platform) argoApps(repository string) {
	if len(p.apps) == 0 {
		return
	}
	project := &crds.AppProject{TypeMeta: typeMeta(crds.ArgoV1alpha1, "AppProject"), ObjectMeta: p.gitOpsMeta(p.env.Name)}
	project.Spec.SourceRepos = []string{repository}
	for _, n := range p.byNamespace() {
		project.Spec.Destinations = append(project.Spec.Destinations, crds.ArgoDestination{Server: thisCluster, Namespace: n.name})
	}
	p.add("project.yaml", "AppProject", project.Namespace, project.Name, project)
	for _, a := range p.apps {
		p.argoApp(a, repository)
	}
}

// argoApp retries what no release command runs before: a release command that
// failed is not run again by itself, as on Fly.
func (p *platform) argoApp(a spec.App, repository string) {
	o := p.argoApplication(gitops.Name(a), p.env.Name, repository, gitops.Folder(a), a.Namespace)
	o.Annotations[waveAnnotation] = appsWave
	if a.Release == nil {
		o.Spec.SyncPolicy.Retry = retried()
	}
	p.add("applications.yaml", "Application", o.Namespace, o.Name, o)
}

func retried() *crds.ArgoRetry {
	return &crds.ArgoRetry{Limit: 5, Backoff: &crds.ArgoBackoff{Duration: "10s", Factor: 2, MaxDuration: "5m"}}
}

func (p *platform) argoApplication(name, project, repository, folder, namespace string) *crds.Application {
	return &crds.Application{TypeMeta: typeMeta(crds.ArgoV1alpha1, "Application"), ObjectMeta: p.gitOpsMeta(name), Spec: crds.ApplicationSpec{
		Project:     project,
		Source:      &crds.ArgoSource{RepoURL: repository, TargetRevision: gitops.Branch, Path: folder},
		Destination: crds.ArgoDestination{Server: thisCluster, Namespace: namespace},
		SyncPolicy: &crds.ArgoSyncPolicy{
			Automated:   &crds.ArgoAutomated{Prune: true, SelfHeal: true},
			SyncOptions: []string{"ApplyOutOfSyncOnly=true"}, // else each sync runs the release command
		},
	}}
}
