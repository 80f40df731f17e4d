package kustomize

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// flowWidth is how long a list or map of plain values may be to stand on its
// key's line. It keeps a Deployment on one screen.
const flowWidth = 76

// Lists that people and tools add lines to stay one entry per line.
var longLists = []string{"files", "literals", "resources"}

// compact puts short lists and maps of plain values on one line: what a reader
// takes in at one glance.
func compact(n *yaml.Node) {
	for i, c := range n.Content {
		compact(c)
		if n.Kind != yaml.MappingNode || i%2 == 0 {
			onOneLine(nil, c)
			continue
		}
		if !slices.Contains(longLists, n.Content[i-1].Value) {
			onOneLine(n.Content[i-1], c)
		}
	}
}

func onOneLine(key, n *yaml.Node) {
	if n.Kind == yaml.ScalarNode || len(n.Content) == 0 || width(n) > flowWidth {
		return
	}
	note, ok := oneComment(key, n)
	if !ok {
		return
	}
	n.Style |= yaml.FlowStyle
	n.LineComment = note
}

// width is the line's length without its key; over flowWidth when a value
// doesn't fit on a line at all.
func width(n *yaml.Node) int {
	total := 0
	for _, c := range n.Content {
		if c.Kind != yaml.ScalarNode || strings.Contains(c.Value, "\n") {
			return flowWidth + 1
		}
		total += len(c.Value) + 2
	}
	return total
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
