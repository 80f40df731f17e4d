package cluster

import (
	"context"
	"fmt"

	"github.com/fly2k8s/fly2k8s/verify"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// use is a class that an object names.
type use struct {
	resource schema.GroupVersionResource
	kind     string
	name     string
	by       verify.Object
}

// classes looks up every class that is used and that the tree doesn't make.
func classes(ctx context.Context, v *visit) (answer, error) {
	made := map[string]bool{}
	for _, o := range v.objects {
		made[o.GetKind()+"/"+o.GetName()] = true
	}
	var learned answer
	asked := map[string]bool{}
	for _, u := range v.uses() {
		key := u.kind + "/" + u.name
		if asked[key] || made[key] {
			continue
		}
		asked[key] = true
		learned.checked++
		_, err := v.dynamic.Resource(u.resource).Get(ctx, u.name, metav1.GetOptions{})
		switch {
		case apierrors.IsForbidden(err):
			learned.findings = append(learned.findings, about(u.by, verify.Warning, key+", which the caller may not see",
				"the right to read classes", "ask as somebody who has it: whether the class is there is not known"))
		case apierrors.IsNotFound(err):
			learned.findings = append(learned.findings, about(u.by, verify.Error, fmt.Sprintf("%s: %s", key, apierrors.ReasonForError(err)),
				"a class of the cluster or of the tree", "create it, turn on the GKE feature that brings it, or name another one"))
		case err != nil:
			return answer{}, err
		}
	}
	return learned, nil
}

// uses lists the classes that the tree's objects name.
func (v *visit) uses() []use {
	var all []use
	add := func(group, version, resource, kind, name string, by verify.Object) {
		if name != "" {
			all = append(all, use{schema.GroupVersionResource{Group: group, Version: version, Resource: resource}, kind, name, by})
		}
	}
	for _, o := range v.objects {
		switch o.GetKind() {
		case "Gateway":
			add("gateway.networking.k8s.io", "v1", "gatewayclasses", "GatewayClass", text(o.Object, "spec", "gatewayClassName"), o)
		case "PersistentVolumeClaim":
			add("storage.k8s.io", "v1", "storageclasses", "StorageClass", text(o.Object, "spec", "storageClassName"), o)
		case "StatefulSet":
			claims, _, _ := unstructured.NestedSlice(o.Object, "spec", "volumeClaimTemplates")
			for _, claim := range claims {
				if fields, ok := claim.(map[string]any); ok {
					add("storage.k8s.io", "v1", "storageclasses", "StorageClass", text(fields, "spec", "storageClassName"), o)
				}
			}
		}
	}
	for _, w := range verify.Workloads(v.objects) {
		add("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", w.Pod.PriorityClassName, w.Object)
		if w.Pod.RuntimeClassName != nil {
			add("node.k8s.io", "v1", "runtimeclasses", "RuntimeClass", *w.Pod.RuntimeClassName, w.Object)
		}
	}
	return all
}

func text(fields map[string]any, path ...string) string {
	found, _, _ := unstructured.NestedString(fields, path...)
	return found
}
