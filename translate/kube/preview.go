package kube

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/utils/ptr"
)

// Previews are copies of an app's preview overlay, each in a namespace of its
// own that CI makes for a pull request. All that may touch those namespaces is
// told them by their label, and an admission policy keeps it there.
const (
	// PreviewLabel marks the namespaces that previews live in.
	PreviewLabel = "fly2k8s.dev/preview"

	// previewExpires is the annotation that says until when one lives, as RFC
	// 3339; each push to the pull request moves it.
	previewExpires = "fly2k8s.dev/expires-at"

	previewsName    = "previews" // the namespace of what serves all previews
	previewStore    = "previews"
	sweeper         = "preview-sweep"
	previewDatabase = "preview-database"
	databaseKey     = "server"
)

// HasPreviews says whether any app of the environment is a template of previews.
func HasPreviews(c spec.Company, env spec.Environment) bool {
	return env.Name == spec.PreviewEnv && len(appsOf(c, env)) > 0
}

// HasDatabases says whether any preview gets a database of its own.
func HasDatabases(c spec.Company, env spec.Environment) bool {
	return slices.ContainsFunc(appsOf(c, env), func(a spec.App) bool { return len(a.OwnDatabases) > 0 })
}

// previews are the objects that serve the previews of one cluster: their secret
// store, the clean-up, and what CI may do.
func (p *platform) previews(c spec.Company) {
	p.namespace(previewsName, podSecurityLabels(true), nil)
	p.previewsClosed()
	p.previewStore()
	p.sweep(c.CI.PreviewDays)
	if HasDatabases(c, p.env) {
		p.databaseSweep()
	}
	p.previewAccess()
	p.previewPolicy()
}

// previewStore holds what previews may know: values of their own, in a place of
// their own, readable from their namespaces alone.
func (p *platform) previewStore() {
	if p.env.Secrets.Kind == manualSecrets {
		return
	}
	provider := p.provider()
	if d := provider.Doppler; d != nil {
		d.Auth.SecretRef.DopplerToken.Namespace = previewsName
	}
	if g := provider.GCPSM; g != nil {
		g.Auth.WorkloadIdentity.ServiceAccountRef.Namespace = previewsName
		p.add("secretstore.yaml", "ServiceAccount", previewsName, secretReader, &corev1.ServiceAccount{
			TypeMeta: typeMeta("v1", "ServiceAccount"), ObjectMeta: platformMeta(previewsName, secretReader),
			AutomountServiceAccountToken: ptr.To(false),
		})
	}
	p.add("secretstore.yaml", "ClusterSecretStore", "", previewStore, &crds.SecretStore{
		TypeMeta: typeMeta(crds.ExternalSecretsV1, "ClusterSecretStore"), ObjectMeta: platformMeta("", previewStore),
		Spec: crds.SecretStoreSpec{
			Provider:   provider,
			Conditions: []crds.SecretStoreCondition{{NamespaceSelector: inPreviews()}, {Namespaces: []string{previewsName}}},
		},
	})
}

// store is the secret store of the app's namespace; previews share one.
func (w *writer) store() *crds.SecretStoreRef {
	if w.app.Env == spec.PreviewEnv {
		return &crds.SecretStoreRef{Kind: "ClusterSecretStore", Name: previewStore}
	}
	return &crds.SecretStoreRef{Kind: "SecretStore", Name: storeName}
}
