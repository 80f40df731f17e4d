package kube

import (
	"cmp"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

// The kinds of spec.SecretStore.
const (
	dopplerSecrets = "doppler"
	manualSecrets  = "manual"
)

const (
	storeName = "secrets"

	// secretReader is the service account of each namespace that may read the
	// namespace's secrets in Secret Manager.
	secretReader = "secret-reader"

	// DopplerToken is the Secret that holds a namespace's Doppler service token
	// under the key of the same name. People make it: it is a value.
	DopplerToken = "doppler-token"
)

// secretStores say where each namespace's secrets come from.
func (p *platform) secretStores() {
	if p.env.Secrets.Kind == manualSecrets {
		return
	}
	for _, n := range p.byNamespace() {
		if !n.hasSecrets() {
			continue
		}
		p.add("secretstores.yaml", "SecretStore", n.name, storeName, &crds.SecretStore{
			TypeMeta: typeMeta(crds.ExternalSecretsV1, "SecretStore"), ObjectMeta: p.storeMeta(n.name),
			Spec: crds.SecretStoreSpec{Provider: p.provider()},
		})
		if p.env.Secrets.Kind != dopplerSecrets {
			p.add("secretstores.yaml", "ServiceAccount", n.name, secretReader, &corev1.ServiceAccount{
				TypeMeta: typeMeta("v1", "ServiceAccount"), ObjectMeta: platformMeta(n.name, secretReader),
				AutomountServiceAccountToken: ptr.To(false),
			})
		}
	}
}

// storeMeta says that a Doppler token is made by people.
func (p *platform) storeMeta(namespace string) metav1.ObjectMeta {
	m := platformMeta(namespace, storeName)
	if p.env.Secrets.Kind == dopplerSecrets {
		m.Annotations = map[string]string{elsewhere: "Secret/" + DopplerToken}
	}
	return m
}

func (n namespaceApps) hasSecrets() bool {
	for _, a := range n.apps {
		for _, s := range a.Secrets {
			if s.Class != spec.DropSecret {
				return true
			}
		}
	}
	return false
}

func (p *platform) provider() *crds.SecretStoreProvider {
	s := p.env.Secrets
	if s.Kind == dopplerSecrets {
		return &crds.SecretStoreProvider{Doppler: &crds.Doppler{
			Project: s.Project, Config: s.Config,
			Auth: &crds.DopplerAuth{SecretRef: &crds.DopplerSecretRef{DopplerToken: crds.SecretKeyRef{Name: DopplerToken, Key: DopplerToken}}},
		}}
	}
	return &crds.SecretStoreProvider{GCPSM: &crds.GCPSM{
		ProjectID: cmp.Or(s.Project, p.env.Project),
		Auth:      &crds.GCPSMAuth{WorkloadIdentity: &crds.GCPWorkloadIdentity{ServiceAccountRef: crds.ServiceAccountRef{Name: secretReader}}},
	}}
}
