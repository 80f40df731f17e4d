package crds

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// FluxKustomization has Flux apply a folder of a source. Durations are Go's.
// https://fluxcd.io/flux/components/kustomize/kustomizations/
type FluxKustomization struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              FluxKustomizationSpec `json:"spec"`
}

// FluxKustomizationSpec is what to apply, after what, and what counts as done.
// With Wait it is ready when all its objects are; with Force an object with an
// immutable field that differs is made anew.
type FluxKustomizationSpec struct {
	DependsOn     []FluxDependency `json:"dependsOn,omitempty"`
	Interval      string           `json:"interval"`
	RetryInterval string           `json:"retryInterval,omitempty"`
	Timeout       string           `json:"timeout,omitempty"`
	Path          string           `json:"path,omitempty"`
	Prune         bool             `json:"prune"`
	Force         bool             `json:"force,omitempty"`
	Wait          bool             `json:"wait,omitempty"`
	Suspend       bool             `json:"suspend,omitempty"`
	SourceRef     FluxSourceRef    `json:"sourceRef"`
	Patches       []FluxPatch      `json:"patches,omitempty"`
}

// FluxDependency is a Kustomization that has to be ready first.
type FluxDependency struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`
}

// FluxSourceRef names a source, in the same namespace unless it says another.
type FluxSourceRef struct {
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`
}

// FluxPatch changes what its target selects before it is applied.
type FluxPatch struct {
	Patch  string            `json:"patch"`
	Target *FluxPatchTargets `json:"target,omitempty"`
}

// FluxPatchTargets selects objects.
type FluxPatchTargets struct {
	Kind string `json:"kind,omitempty"`
	Name string `json:"name,omitempty"`
}

// GitRepository has Flux follow a branch.
// https://fluxcd.io/flux/components/source/gitrepositories/
type GitRepository struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              GitRepositorySpec `json:"spec"`
}

// GitRepositorySpec is an https or ssh address and a branch. SecretRef names a
// Secret that a person makes; public repositories need none.
type GitRepositorySpec struct {
	URL       string         `json:"url"`
	Interval  string         `json:"interval"`
	Ref       *GitRef        `json:"ref,omitempty"`
	SecretRef *FluxSecretRef `json:"secretRef,omitempty"`
}

// GitRef is what to follow.
type GitRef struct {
	Branch string `json:"branch,omitempty"`
	Tag    string `json:"tag,omitempty"`
	Commit string `json:"commit,omitempty"`
}

// FluxSecretRef names a Secret in the same namespace.
type FluxSecretRef struct {
	Name string `json:"name"`
}
