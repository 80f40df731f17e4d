package kustomize

import (
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/types"
)

// kustomization says once what all objects of an environment share. Labels go
// to the objects alone: on a StatefulSet's claims, where some versions of
// kustomize put them, too, no update would be accepted any more.
func (e *env) kustomization() types.Kustomization {
	k := kustomization()
	k.Namespace = e.Namespace
	k.Labels = []types.Label{{Pairs: e.shared}}
	if e.FlyApp != "" {
		k.CommonAnnotations = map[string]string{kube.FlyAppAnnotation: e.FlyApp}
	}
	return k
}

// strip takes out of all objects what the kustomization says: the labels that
// all of them carry, and in an app the namespace and the Fly app.
func (e *env) strip() {
	for i, d := range e.docs {
		meta := child(d.root, "metadata")
		e.stripLabels(meta)
		if e.Namespace == "" {
			continue
		}
		e.docs[i].id = d.object.Kind + "/" + d.object.Name
		remove(meta, "namespace")
		for _, m := range metas(d.root) {
			removeIn(m, "annotations", kube.FlyAppAnnotation)
		}
	}
}

// stripLabels also remembers the labels: they are the same on all objects, but for
// the name, which is that of an app alone.
func (e *env) stripLabels(meta *yaml.Node) {
	if e.shared == nil {
		e.shared = map[string]string{}
	}
	labels := []string{kube.ManagedLabel}
	if e.Namespace != "" {
		labels = append(labels, kube.NameLabel)
	}
	for _, label := range labels {
		if v := child(child(meta, "labels"), label); v != nil {
			e.shared[label] = v.Value
			removeIn(meta, "labels", label)
		}
	}
}

// podSpecs are where an object may have a pod's spec: its template's, and its
// job template's.
func podSpecs(root *yaml.Node) []*yaml.Node {
	spec := child(root, "spec")
	job := child(child(spec, "jobTemplate"), "spec")
	return []*yaml.Node{child(child(spec, "template"), "spec"), child(child(job, "template"), "spec")}
}

// metas are the metadata of an object and of its pod templates, where
// kustomize puts common annotations.
func metas(root *yaml.Node) []*yaml.Node {
	spec := child(root, "spec")
	job := child(spec, "jobTemplate")
	return []*yaml.Node{
		child(root, "metadata"),
		child(job, "metadata"),
		child(child(child(job, "spec"), "template"), "metadata"),
		child(child(spec, "template"), "metadata"),
	}
}

// removeIn takes a key out of a map of a map, and the map when it is empty.
func removeIn(n *yaml.Node, name, key string) {
	m := child(n, name)
	if m == nil {
		return
	}
	remove(m, key)
	if len(m.Content) == 0 {
		remove(n, name)
	}
}
