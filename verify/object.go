package verify

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// object is one object of a target, as kustomize built it.
type object struct {
	unstructured.Unstructured
	target target
	env    string
	json   []byte
	// typed is the value of its Go type, filled by the decode rung; nil when
	// the kind has none.
	typed any
}

func newObject(data []byte, t target) (object, error) {
	o := object{target: t, env: t.env, json: data}
	if err := o.UnmarshalJSON(data); err != nil {
		return object{}, fmt.Errorf("read an object of %s: %w", t.folder, err)
	}
	return o, nil
}

// id is Kind/name, as findings and the ledger write it.
func (o object) id() string { return o.GetKind() + "/" + o.GetName() }

// ref is the key under which other objects find this one.
func (o object) ref() ref {
	return ref{kind: o.GetKind(), namespace: o.GetNamespace(), name: o.GetName()}
}

// podTemplate is the template of a workload's pods, and the path of its spec.
// It is nil for other kinds.
func (o object) podTemplate() (*corev1.PodTemplateSpec, string) {
	switch w := o.typed.(type) {
	case *appsv1.Deployment:
		return &w.Spec.Template, "spec.template.spec"
	case *appsv1.StatefulSet:
		return &w.Spec.Template, "spec.template.spec"
	case *appsv1.DaemonSet:
		return &w.Spec.Template, "spec.template.spec"
	case *appsv1.ReplicaSet:
		return &w.Spec.Template, "spec.template.spec"
	case *batchv1.Job:
		return &w.Spec.Template, "spec.template.spec"
	case *batchv1.CronJob:
		return &w.Spec.JobTemplate.Spec.Template, "spec.jobTemplate.spec.template.spec"
	case *corev1.Pod:
		return &corev1.PodTemplateSpec{ObjectMeta: w.ObjectMeta, Spec: w.Spec}, "spec"
	}
	return nil, ""
}

// containers lists a pod's containers with the path of each.
func containers(pod *corev1.PodSpec, path string) []container {
	var all []container
	for i := range pod.InitContainers {
		all = append(all, container{&pod.InitContainers[i], fmt.Sprintf("%s.initContainers[%d]", path, i)})
	}
	for i := range pod.Containers {
		all = append(all, container{&pod.Containers[i], fmt.Sprintf("%s.containers[%d]", path, i)})
	}
	return all
}

type container struct {
	*corev1.Container
	path string
}
