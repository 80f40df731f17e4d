package crds

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// Application has Argo CD keep a namespace as a folder of a repository says.
// https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml
type Application struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              ApplicationSpec `json:"spec"`
}

// ApplicationSpec is from where to where, and how.
type ApplicationSpec struct {
	Project     string            `json:"project"`
	Source      *ArgoSource       `json:"source,omitempty"`
	Destination ArgoDestination   `json:"destination"`
	SyncPolicy  *ArgoSyncPolicy   `json:"syncPolicy,omitempty"`
	Ignore      []ArgoDifferences `json:"ignoreDifferences,omitempty"`
}

// ArgoSource is a folder of a repository.
type ArgoSource struct {
	RepoURL        string `json:"repoURL"`
	TargetRevision string `json:"targetRevision,omitempty"`
	Path           string `json:"path,omitempty"`
}

// ArgoDestination is a cluster, by its API server's address or by Argo CD's name
// for it, and a namespace.
type ArgoDestination struct {
	Server    string `json:"server,omitempty"`
	Name      string `json:"name,omitempty"`
	Namespace string `json:"namespace,omitempty"`
}

// ArgoSyncPolicy says when to sync, and how often to try again.
type ArgoSyncPolicy struct {
	Automated   *ArgoAutomated `json:"automated,omitempty"`
	SyncOptions []string       `json:"syncOptions,omitempty"`
	Retry       *ArgoRetry     `json:"retry,omitempty"`
}

// ArgoAutomated syncs each commit; Prune removes what left git, SelfHeal undoes
// what was changed in the cluster.
type ArgoAutomated struct {
	Prune    bool `json:"prune,omitempty"`
	SelfHeal bool `json:"selfHeal,omitempty"`
}

// ArgoRetry is how many times a failed sync is tried again; Duration is Go's.
type ArgoRetry struct {
	Limit   int64        `json:"limit,omitempty"`
	Backoff *ArgoBackoff `json:"backoff,omitempty"`
}

// ArgoBackoff is the pause between tries.
type ArgoBackoff struct {
	Duration    string `json:"duration,omitempty"`
	Factor      int64  `json:"factor,omitempty"`
	MaxDuration string `json:"maxDuration,omitempty"`
}

// ArgoDifferences are fields that somebody else owns.
type ArgoDifferences struct {
	Group        string   `json:"group,omitempty"`
	Kind         string   `json:"kind"`
	Name         string   `json:"name,omitempty"`
	Namespace    string   `json:"namespace,omitempty"`
	JSONPointers []string `json:"jsonPointers,omitempty"`
}

// AppProject bounds what Applications may read and change. An empty list of
// cluster resources means none.
type AppProject struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              AppProjectSpec `json:"spec"`
}

// AppProjectSpec is from which repositories into which namespaces.
type AppProjectSpec struct {
	Description  string            `json:"description,omitempty"`
	SourceRepos  []string          `json:"sourceRepos,omitempty"`
	Destinations []ArgoDestination `json:"destinations,omitempty"`
	Cluster      []ArgoKind        `json:"clusterResourceWhitelist,omitempty"`
}

// ArgoKind is a kind of object; a star stands for all.
type ArgoKind struct {
	Group string `json:"group"`
	Kind  string `json:"kind"`
}
