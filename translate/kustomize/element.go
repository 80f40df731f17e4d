package kustomize

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// nameField is the field that names an element of a list, by which kustomize
// finds it again in a patch; empty for every other list, which it replaces
// whole. Of ports it is the number, and only where all speak TCP: with a
// protocol kustomize loses their order, and of two with one number finds either.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ (patch merge key)
// https://github.com/kubernetes-sigs/kustomize/issues/4752
func nameField(list string, e *yaml.Node) string {
	switch list {
	case "containers", "env", "initContainers", "volumes":
		return "name"
	case "volumeMounts":
		return "mountPath"
	case entries:
		return "secretKey"
	case "ports":
		if child(e, "containerPort") != nil {
			return "containerPort"
		}
		return "port"
	}
	return ""
}

// nameOf is an element's name; empty when it has none.
func nameOf(list string, e *yaml.Node) string {
	if v := child(e, nameField(list, e)); v != nil {
		return v.Value
	}
	return ""
}

// namedBy is an element cut down to its name.
func namedBy(list string, e *yaml.Node) *yaml.Node {
	field := nameField(list, e)
	v := child(e, field)
	return mapping([]pair{{text(field), &yaml.Node{Kind: v.Kind, Tag: v.Tag, Value: v.Value, Style: v.Style}}})
}

// placesOf are the indexes of a list's elements by their names.
func placesOf(list string, n *yaml.Node) map[string]int {
	places := make(map[string]int, len(n.Content))
	for i, e := range n.Content {
		places[nameOf(list, e)] = i
	}
	return places
}

// element is what a list has under the name of e; nil when it has nothing.
func element(list string, n, e *yaml.Node) *yaml.Node {
	if n == nil {
		return nil
	}
	for _, other := range n.Content {
		if nameOf(list, other) == nameOf(list, e) {
			return other
		}
	}
	return nil
}

// merges says whether a patch with fields can reach into a list: all elements
// have a name, each its own.
func merges(list string, n *yaml.Node) bool {
	if n.Kind != yaml.SequenceNode || list == entries {
		return false
	}
	return len(placesOf(list, n)) == len(n.Content) && !slices.ContainsFunc(n.Content, func(e *yaml.Node) bool {
		return nameOf(list, e) == "" || list == "ports" && child(e, "protocol") != nil
	})
}

func sequence() *yaml.Node { return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"} }
