package crds

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// SecretStore is where External Secrets fetches from. A ClusterSecretStore has
// the same shape and no namespace.
type SecretStore struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              SecretStoreSpec `json:"spec,omitempty"`
}

// SecretStoreSpec has exactly one provider.
type SecretStoreSpec struct {
	Controller      string                 `json:"controller,omitempty"`
	Provider        *SecretStoreProvider   `json:"provider"`
	RefreshInterval int                    `json:"refreshInterval,omitempty"`
	RetrySettings   *RetrySettings         `json:"retrySettings,omitempty"`
	Conditions      []SecretStoreCondition `json:"conditions,omitempty"`
}

// SecretStoreProvider is one of the two providers that fly2k8s writes.
type SecretStoreProvider struct {
	GCPSM   *GCPSM   `json:"gcpsm,omitempty"`
	Doppler *Doppler `json:"doppler,omitempty"`
}

// GCPSM is Google Secret Manager, in the project ProjectID; a Location only
// for regional secrets.
type GCPSM struct {
	ProjectID string     `json:"projectID,omitempty"`
	Location  string     `json:"location,omitempty"`
	Auth      *GCPSMAuth `json:"auth,omitempty"`
}

// GCPSMAuth is the identity of a Kubernetes service account, or a key file.
type GCPSMAuth struct {
	WorkloadIdentity *GCPWorkloadIdentity `json:"workloadIdentity,omitempty"`
	SecretRef        *GCPSMSecretRef      `json:"secretRef,omitempty"`
}

// GCPWorkloadIdentity lets External Secrets act as a Kubernetes service
// account. The cluster fields are needed only outside GKE.
type GCPWorkloadIdentity struct {
	ServiceAccountRef ServiceAccountRef `json:"serviceAccountRef"`
	ClusterLocation   string            `json:"clusterLocation,omitempty"`
	ClusterName       string            `json:"clusterName,omitempty"`
	ClusterProjectID  string            `json:"clusterProjectID,omitempty"`
}

// ServiceAccountRef names a Kubernetes service account; a namespace only in a
// ClusterSecretStore.
type ServiceAccountRef struct {
	Name      string   `json:"name"`
	Namespace string   `json:"namespace,omitempty"`
	Audiences []string `json:"audiences,omitempty"`
}

// GCPSMSecretRef names the Secret with a service account's key file.
type GCPSMSecretRef struct {
	SecretAccessKeySecretRef SecretKeyRef `json:"secretAccessKeySecretRef,omitempty"`
}

// SecretKeyRef names one key of a Secret; a namespace only in a
// ClusterSecretStore.
type SecretKeyRef struct {
	Name      string `json:"name,omitempty"`
	Key       string `json:"key,omitempty"`
	Namespace string `json:"namespace,omitempty"`
}

// Doppler is a Doppler config. Project and Config are empty with a service
// token, which belongs to one config already.
type Doppler struct {
	Auth            *DopplerAuth `json:"auth"`
	Project         string       `json:"project,omitempty"`
	Config          string       `json:"config,omitempty"`
	Format          string       `json:"format,omitempty"`
	NameTransformer string       `json:"nameTransformer,omitempty"`
}

// DopplerAuth is a token in a Secret.
type DopplerAuth struct {
	SecretRef *DopplerSecretRef `json:"secretRef,omitempty"`
}

// DopplerSecretRef names the Secret with the token.
type DopplerSecretRef struct {
	DopplerToken SecretKeyRef `json:"dopplerToken"`
}

// RetrySettings bound how often a fetch is tried again.
type RetrySettings struct {
	MaxRetries    int32  `json:"maxRetries,omitempty"`
	RetryInterval string `json:"retryInterval,omitempty"`
}

// SecretStoreCondition says which namespaces may use a ClusterSecretStore.
type SecretStoreCondition struct {
	Namespaces        []string              `json:"namespaces,omitempty"`
	NamespaceRegexes  []string              `json:"namespaceRegexes,omitempty"`
	NamespaceSelector *metav1.LabelSelector `json:"namespaceSelector,omitempty"`
}
