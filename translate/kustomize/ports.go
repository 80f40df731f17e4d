package kustomize

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// portsTold says whether a patch can carry a list of ports. kustomize merges the
// ports of a patch by their numbers alone, so of TCP and UDP on one number it
// would keep one: an object with such ports stays whole, unless all are equal.
func portsTold(trees []*yaml.Node) bool { return !slices.ContainsFunc(trees, portTwice) }

func portTwice(n *yaml.Node) bool {
	seen := map[string]bool{}
	for _, c := range n.Content {
		for _, key := range []string{"port", "containerPort"} {
			v := child(c, key)
			if n.Kind != yaml.SequenceNode || v == nil {
				continue
			}
			if seen[v.Value] {
				return true
			}
			seen[v.Value] = true
		}
	}
	return slices.ContainsFunc(n.Content, portTwice)
}
