// Package apply turns objects into server-side applies, as 'kubectl apply
// --server-side' does, and keeps what the server says about them.
package apply

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
)

// manager is the field manager of everything that is applied.
const manager = "proof"

// An Applier applies objects to one server.
type Applier struct {
	client dynamic.Interface
	mapper *restmapper.DeferredDiscoveryRESTMapper

	mu       sync.Mutex
	warnings []string
}

// To is an Applier for a server. It collects the server's warnings instead of
// printing them.
func To(config *rest.Config) (*Applier, error) {
	a := &Applier{}
	config = rest.CopyConfig(config)
	config.WarningHandler = a
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, fmt.Errorf("make a client: %w", err)
	}
	discovered, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, fmt.Errorf("make a discovery client: %w", err)
	}
	a.client = client
	a.mapper = restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(discovered))
	return a, nil
}

// HandleWarningHeader keeps a warning of the server.
func (a *Applier) HandleWarningHeader(_ int, _ string, text string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.warnings = append(a.warnings, text)
}

// Warnings are those since the last call.
func (a *Applier) Warnings() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	said := a.warnings
	a.warnings = nil
	return said
}

// Serves says whether the server has an object's kind in its version.
func (a *Applier) Serves(o *unstructured.Unstructured) bool {
	_, err := a.resource(o)
	return err == nil
}

// Refresh forgets what the server serves, after CRDs were added.
func (a *Applier) Refresh() { a.mapper.Reset() }

// Apply writes an object and returns what the server made of it. Unknown and
// doubled fields are errors.
func (a *Applier) Apply(ctx context.Context, o *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	resource, err := a.resource(o)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("marshal %s %s: %w", o.GetKind(), o.GetName(), err)
	}
	yes := true
	made, err := resource.Patch(ctx, o.GetName(), types.ApplyPatchType, data, metav1.PatchOptions{
		FieldManager: manager, Force: &yes, FieldValidation: metav1.FieldValidationStrict,
	})
	if err != nil {
		return nil, fmt.Errorf("apply %s %s/%s: %w", o.GetKind(), o.GetNamespace(), o.GetName(), err)
	}
	return made, nil
}

// Delete removes an object at once, finalizers included: no controller may be
// there to run them.
func (a *Applier) Delete(ctx context.Context, o *unstructured.Unstructured) error {
	resource, err := a.resource(o)
	if err != nil {
		return err
	}
	now, background := int64(0), metav1.DeletePropagationBackground
	options := metav1.DeleteOptions{GracePeriodSeconds: &now, PropagationPolicy: &background}
	if err := resource.Delete(ctx, o.GetName(), options); err != nil {
		return fmt.Errorf("delete %s %s/%s: %w", o.GetKind(), o.GetNamespace(), o.GetName(), err)
	}
	if o.GetKind() == "PersistentVolumeClaim" {
		free := []byte(`{"metadata":{"finalizers":null}}`)
		_, err = resource.Patch(ctx, o.GetName(), types.MergePatchType, free, metav1.PatchOptions{})
	}
	return err
}

// MayDelete asks whether the server would delete an object.
func (a *Applier) MayDelete(ctx context.Context, o *unstructured.Unstructured) error {
	resource, err := a.resource(o)
	if err != nil {
		return err
	}
	return resource.Delete(ctx, o.GetName(), metav1.DeleteOptions{DryRun: []string{metav1.DryRunAll}})
}

// Annotate sets an annotation of an object.
func (a *Applier) Annotate(ctx context.Context, o *unstructured.Unstructured, name, value string) error {
	resource, err := a.resource(o)
	if err != nil {
		return err
	}
	patch := fmt.Appendf(nil, `{"metadata":{"annotations":{%q:%q}}}`, name, value)
	if _, err := resource.Patch(ctx, o.GetName(), types.MergePatchType, patch, metav1.PatchOptions{}); err != nil {
		return fmt.Errorf("annotate %s %s/%s: %w", o.GetKind(), o.GetNamespace(), o.GetName(), err)
	}
	return nil
}

func (a *Applier) resource(o *unstructured.Unstructured) (dynamic.ResourceInterface, error) {
	kind := o.GroupVersionKind()
	mapping, err := a.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return nil, fmt.Errorf("find %s on the server: %w", kind, err)
	}
	if mapping.Scope.Name() == meta.RESTScopeNameNamespace {
		return a.client.Resource(mapping.Resource).Namespace(o.GetNamespace()), nil
	}
	return a.client.Resource(mapping.Resource), nil
}
