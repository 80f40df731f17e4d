package crds

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// ExternalSecret tells External Secrets which values of a store make up one
// Secret. It holds names of values, never a value.
type ExternalSecret struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              ExternalSecretSpec `json:"spec,omitempty"`
}

// ExternalSecretSpec says what is fetched, from where, how often and into what.
type ExternalSecretSpec struct {
	// RefreshInterval is a Go duration such as "5m"; "0" fetches once.
	RefreshInterval string `json:"refreshInterval,omitempty"`
	// RefreshPolicy is CreatedOnce, Periodic or OnChange; empty is Periodic.
	RefreshPolicy  string                       `json:"refreshPolicy,omitempty"`
	SecretStoreRef *SecretStoreRef              `json:"secretStoreRef,omitempty"`
	Target         *ExternalSecretTarget        `json:"target,omitempty"`
	Data           []ExternalSecretData         `json:"data,omitempty"`
	DataFrom       []ExternalSecretDataFromItem `json:"dataFrom,omitempty"`
}

// SecretStoreRef names a SecretStore of the same namespace, or a
// ClusterSecretStore.
type SecretStoreRef struct {
	Name string `json:"name,omitempty"`
	Kind string `json:"kind,omitempty"`
}

// ExternalSecretTarget is the Secret that External Secrets makes. An empty
// name means the name of the ExternalSecret.
type ExternalSecretTarget struct {
	Name string `json:"name,omitempty"`
	// CreationPolicy is Owner, Orphan, Merge or None.
	CreationPolicy string `json:"creationPolicy,omitempty"`
	// DeletionPolicy is Delete, Merge or Retain.
	DeletionPolicy string                  `json:"deletionPolicy,omitempty"`
	Immutable      bool                    `json:"immutable,omitempty"`
	Template       *ExternalSecretTemplate `json:"template,omitempty"`
}

// ExternalSecretTemplate shapes the Secret out of the fetched values.
type ExternalSecretTemplate struct {
	Type          string                      `json:"type,omitempty"`
	EngineVersion string                      `json:"engineVersion,omitempty"`
	MergePolicy   string                      `json:"mergePolicy,omitempty"`
	Metadata      *ExternalSecretTemplateMeta `json:"metadata,omitempty"`
	Data          map[string]string           `json:"data,omitempty"`
}

// ExternalSecretTemplateMeta is put on the Secret.
type ExternalSecretTemplateMeta struct {
	Annotations map[string]string `json:"annotations,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
}

// ExternalSecretData is one key of the Secret and the value it comes from.
type ExternalSecretData struct {
	SecretKey string    `json:"secretKey"`
	RemoteRef RemoteRef `json:"remoteRef"`
}

// RemoteRef names one value in a store: for Secret Manager, Key is the
// secret's id and Version a number or "latest".
type RemoteRef struct {
	Key                string `json:"key"`
	Version            string `json:"version,omitempty"`
	Property           string `json:"property,omitempty"`
	MetadataPolicy     string `json:"metadataPolicy,omitempty"`
	ConversionStrategy string `json:"conversionStrategy,omitempty"`
	DecodingStrategy   string `json:"decodingStrategy,omitempty"`
}

// ExternalSecretDataFromItem takes many keys at once: all of one value, or all
// values whose name matches.
type ExternalSecretDataFromItem struct {
	Extract *RemoteRef              `json:"extract,omitempty"`
	Find    *ExternalSecretFind     `json:"find,omitempty"`
	Rewrite []ExternalSecretRewrite `json:"rewrite,omitempty"`
}

// ExternalSecretFind selects values by name, by tag or by path.
type ExternalSecretFind struct {
	Path               string            `json:"path,omitempty"`
	Name               *FindName         `json:"name,omitempty"`
	Tags               map[string]string `json:"tags,omitempty"`
	ConversionStrategy string            `json:"conversionStrategy,omitempty"`
	DecodingStrategy   string            `json:"decodingStrategy,omitempty"`
}

// FindName is a Go regular expression over names of values.
type FindName struct {
	RegExp string `json:"regexp,omitempty"`
}

// ExternalSecretRewrite renames the keys that were found.
type ExternalSecretRewrite struct {
	Regexp    *RewriteRegexp    `json:"regexp,omitempty"`
	Transform *RewriteTransform `json:"transform,omitempty"`
}

// RewriteRegexp replaces what Source matches by Target.
type RewriteRegexp struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

// RewriteTransform is a Go template over the key.
type RewriteTransform struct {
	Template string `json:"template"`
}
