package cluster

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/verify"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
)

// manager is the field manager that the changes are worked out for: the name
// that 'kubectl apply --server-side' uses.
const manager = "kubectl"

// namespaces asks which namespaces of the tree are there. What goes into a
// missing one can't be tried; it is said, and is no fault before the first apply.
func namespaces(ctx context.Context, v *visit) (answer, error) {
	var learned answer
	asked := map[string]bool{}
	for _, o := range v.objects {
		name := o.GetNamespace()
		if name == "" || asked[name] {
			continue
		}
		asked[name] = true
		learned.checked++
		_, err := v.static.CoreV1().Namespaces().Get(ctx, name, metav1.GetOptions{})
		switch {
		case apierrors.IsNotFound(err) || apierrors.IsForbidden(err):
			v.missing[name] = true
			learned.findings = append(learned.findings, about(o, verify.Warning, fmt.Sprintf("namespace %s: %s", name, apierrors.ReasonForError(err)),
				"a namespace that the caller sees", "apply platform/namespaces first; what belongs there is not tried here"))
		case err != nil:
			return answer{}, err
		}
	}
	return learned, nil
}

// dryRun has the server apply every object without keeping it, and compares the
// answer with what is there.
func dryRun(ctx context.Context, v *visit) (answer, error) {
	var learned answer
	left := 0
	for _, o := range v.objects {
		if !v.serves(o) || v.missing[o.GetNamespace()] {
			left++
			continue
		}
		learned.checked++
		v.heard.since() // those about other objects
		change, err := v.try(ctx, o)
		for _, text := range v.heard.since() {
			learned.findings = append(learned.findings, about(o, verify.Warning, "the server warns: "+text, "no warning", "follow the warning before an upgrade makes it an error"))
		}
		if err != nil {
			learned.findings = append(learned.findings, about(o, verify.Error, err.Error(),
				"an object that the server admits", "correct the object, or what it collides with in the cluster"))
			continue
		}
		learned.changes = append(learned.changes, change)
	}
	if left > 0 {
		learned.skipped = fmt.Sprintf("%d objects whose kind or namespace isn't there yet", left)
	}
	return learned, nil
}

// try is a dry run of one object.
func (v *visit) try(ctx context.Context, o verify.Object) (verify.Change, error) {
	change := verify.Change{Object: id(o)}
	resource, err := v.resource(o)
	if err != nil {
		return change, err
	}
	live, err := resource.Get(ctx, o.GetName(), metav1.GetOptions{})
	if err != nil && !apierrors.IsNotFound(err) {
		return change, err
	}
	there := err == nil
	data, err := json.Marshal(&o.Unstructured)
	if err != nil {
		return change, err
	}
	yes := true
	after, err := resource.Patch(ctx, o.GetName(), types.ApplyPatchType, data, metav1.PatchOptions{
		FieldManager: manager, Force: &yes, FieldValidation: metav1.FieldValidationStrict, DryRun: []string{metav1.DryRunAll},
	})
	if err != nil {
		return change, err
	}
	if !there {
		change.Action = "create"
		return change, nil
	}
	change.Fields = differences("", content(live), content(after))
	change.Action = "none"
	if len(change.Fields) > 0 {
		change.Action = "change"
	}
	return change, nil
}

func (v *visit) resource(o verify.Object) (dynamic.ResourceInterface, error) {
	mapping, err := v.mapping(o)
	if err != nil {
		return nil, err
	}
	if mapping.Scope.Name() == meta.RESTScopeNameNamespace {
		return v.dynamic.Resource(mapping.Resource).Namespace(o.GetNamespace()), nil
	}
	return v.dynamic.Resource(mapping.Resource), nil
}

// content is an object without what the server keeps for itself.
func content(o *unstructured.Unstructured) map[string]any {
	o = o.DeepCopy()
	o.SetManagedFields(nil)
	o.SetResourceVersion("")
	o.SetGeneration(0)
	unstructured.RemoveNestedField(o.Object, "status")
	return o.Object
}

// differences lists the paths at which two values differ, in order.
func differences(path string, before, after any) []string {
	a, isMap := before.(map[string]any)
	b, areMaps := after.(map[string]any)
	if !isMap || !areMaps {
		if equal(before, after) {
			return nil
		}
		return []string{path}
	}
	keys := map[string]bool{}
	for key := range a {
		keys[key] = true
	}
	for key := range b {
		keys[key] = true
	}
	var found []string
	for key := range keys {
		found = append(found, differences(join(path, key), a[key], b[key])...)
	}
	slices.Sort(found)
	return found
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// equal compares what JSON would say.
func equal(a, b any) bool {
	left, err := json.Marshal(a)
	if err != nil {
		return false
	}
	right, err := json.Marshal(b)
	return err == nil && string(left) == string(right)
}
