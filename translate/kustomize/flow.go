package kustomize

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/types"
)

// flowWidth is how long a small list or map may be to stand on its key's line.
// It keeps a Deployment on one screen.
const flowWidth = 74

// longLists are the lists of a kustomization that people and tools add lines to:
// they stay one entry per line. No other object has any.
func longLists(root *yaml.Node) []string {
	switch kind := child(root, "kind"); {
	case kind != nil && (kind.Value == types.KustomizationKind || kind.Value == types.ComponentKind):
		return []string{"files", "literals", "patches", "resources"}
	}
	return nil
}

// compact puts small lists and maps on one line: what a reader takes in at one
// glance. What holds a long list isn't small.
func compact(n *yaml.Node, long []string) (small bool) {
	small = true
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			continue
		}
		below := compact(c, long)
		var key *yaml.Node
		if n.Kind == yaml.MappingNode {
			key = n.Content[i-1]
			below = below && !slices.Contains(long, key.Value) && !amounts(key.Value, c)
		}
		if below {
			onOneLine(key, c)
		}
		small = small && below
	}
	return small
}

// amounts are a container's requests and limits: each has its line, whatever
// their length, so that a changed one is a changed line.
func amounts(key string, n *yaml.Node) bool {
	return key == "resources" && n.Kind == yaml.MappingNode
}

// onOneLine leaves a list's element that has a single key alone: it has one
// line already.
func onOneLine(key, n *yaml.Node) {
	if n.Kind == yaml.ScalarNode || len(n.Content) == 0 || key == nil && n.Kind == yaml.MappingNode && len(n.Content) == 2 {
		return
	}
	if width(n, 1) > flowWidth {
		return
	}
	if note, ok := oneComment(key, n); ok {
		n.Style |= yaml.FlowStyle
		n.LineComment = note
	}
}

// width is the length of a list or map on one line; too long when it holds
// lists and maps deeper than the given levels, text of several lines, or a
// comment that would stand far from its value.
func width(n *yaml.Node, levels int) int {
	total := 0
	for _, c := range n.Content {
		switch {
		case strings.Contains(c.Value, "\n") || c.Kind != yaml.ScalarNode && (levels == 0 || commented(c)):
			return flowWidth + 1
		case c.Kind != yaml.ScalarNode:
			total += 2 + width(c, levels-1)
		}
		total += len(c.Value) + 2
	}
	return total
}

func commented(n *yaml.Node) bool {
	return n.LineComment != "" || slices.ContainsFunc(n.Content, commented)
}

// oneComment takes the comment of the key or of one value, to stand at the end
// of the line. Two comments need two lines.
func oneComment(key, n *yaml.Node) (string, bool) {
	var holders []*yaml.Node
	for _, c := range append([]*yaml.Node{key, n}, n.Content...) {
		if c != nil && c.LineComment != "" {
			holders = append(holders, c)
		}
	}
	if len(holders) == 0 {
		return "", true
	}
	if len(holders) > 1 {
		return "", false
	}
	note := holders[0].LineComment
	holders[0].LineComment = ""
	return note, true
}
