package verify

import (
	"errors"
	"io/fs"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// An Object is one object of the tree, as kustomize built it, and where it is
// written down.
type Object struct {
	unstructured.Unstructured
	Folder string // that was built
	Env    string // empty: no environment owns it
	// Cluster is the first environment of the cluster that gets the object.
	// Empty: no environment owns it, or the tree doesn't say which cluster.
	Cluster string
	File    string // where the object starts
	Line    int
}

// Objects builds every folder of the tree and lists the objects in the order in
// which they can be applied: what others need comes first. An object that
// several folders of a cluster make alike, as an app and its release do, is
// listed with the first. The error names every folder that doesn't build.
func Objects(fsys fs.FS, options Options) ([]Object, error) {
	s, err := survey(fsys, options)
	if err != nil {
		return nil, err
	}
	var broken []error
	for _, f := range buildTargets(s).findings {
		broken = append(broken, errors.New(f.File+": "+f.Found))
	}
	if broken != nil {
		return nil, errors.Join(broken...)
	}
	var objects []Object
	listed := map[string]bool{}
	for _, o := range s.objects {
		key := s.clusters[o.env] + " " + string(o.json)
		if listed[key] {
			continue
		}
		listed[key] = true
		file, line := s.places.of(o, "")
		objects = append(objects, Object{o.Unstructured, o.target.folder, o.env, s.clusters[o.env], file, line})
	}
	slices.SortStableFunc(objects, func(a, b Object) int { return rank(a) - rank(b) })
	return objects, nil
}

// rank is an object's place in the order of applying. Within the same rank the
// tree's own order stays.
func rank(o Object) int {
	if at := slices.Index(applyOrder(), o.GetKind()); at >= 0 {
		return at
	}
	return len(applyOrder())
}

// applyOrder lists kinds that others lean on, first ones first. Workloads come
// after what their pods read; policies and routes after what they point to.
func applyOrder() []string {
	return []string{
		"Namespace", "CustomResourceDefinition", "StorageClass", "PriorityClass", "ResourceQuota", "LimitRange",
		"ServiceAccount", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding",
		"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding",
		"NetworkPolicy", "ConfigMap", "Secret", "SecretStore", "ClusterSecretStore", "ExternalSecret",
		"PersistentVolumeClaim", "Service", "EndpointSlice", "Gateway",
		"Job", "Deployment", "StatefulSet", "DaemonSet", "CronJob",
	}
}

// A Workload is an object that makes pods.
type Workload struct {
	Object
	Pod      *corev1.PodSpec
	Replicas int // at least: an autoscaler's floor counts
}

// Workloads lists the objects that make pods and can be read.
func Workloads(objects []Object) []Workload {
	decoded := make([]object, len(objects))
	for i := range objects {
		decoded[i] = decodedObject(objects[i])
	}
	scene := scene{objects: decoded}
	var found []Workload
	for i, o := range decoded {
		if template, _ := o.podTemplate(); template != nil {
			found = append(found, Workload{objects[i], &template.Spec, int(scene.replicas(o))})
		}
	}
	return found
}

// decodedObject is an object with its Go type; without it where that fails, as
// the decode rung says.
func decodedObject(o Object) object {
	inner := object{Unstructured: o.Unstructured, env: o.Env}
	typed := newTyped(o.GroupVersionKind())
	if typed == nil {
		return inner
	}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(o.Unstructured.Object, typed); err == nil {
		inner.typed = typed
	}
	return inner
}
