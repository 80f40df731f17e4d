package nodepools

import (
	"maps"
	"slices"
	"strings"

	"cloud.google.com/go/container/apiv1/containerpb"
)

// compare is the change that makes a live pool (nil: there is none) the wanted one.
func compare(want *containerpb.CreateNodePoolRequest, live *containerpb.NodePool) Change {
	c := Change{Cluster: want.GetParent(), Pool: want.GetNodePool().GetName(), Kind: Create, want: want}
	if live == nil {
		return c
	}
	if live.GetStatus() != containerpb.NodePool_RUNNING {
		c.State = state(live)
	}
	c.Fields = differing(leaves(normal(want.GetNodePool())), leaves(normal(live)))
	c.Kind = Same
	for _, f := range c.Fields {
		if f.Immutable != "" {
			c.Kind = Refused
			return c
		}
		c.Kind = Update
	}
	return c
}

// state is the status of a pool with what GKE has to say about it.
func state(live *containerpb.NodePool) string {
	words := []string{live.GetStatus().String()}
	for _, condition := range live.GetConditions() {
		words = append(words, condition.GetMessage())
	}
	return strings.Join(words, " ")
}

// differing are the fields whose values differ, by path.
func differing(want, live map[string]string) []Field {
	all := sections()
	var out []Field
	for _, path := range paths(want, live) {
		s := sectionOf(all, path)
		switch {
		case s.call == ignored, want[path] == live[path]:
		case !says(want, path, s):
		default:
			f := Field{Path: path, Have: live[path], Want: want[path], section: s}
			if s.call == never {
				f.Immutable = s.why
			}
			out = append(out, f)
		}
	}
	return out
}

// says tells whether the file has an opinion on a field.
func says(want map[string]string, path string, s section) bool {
	if _, set := want[path]; set {
		return true
	}
	switch {
	case googles(path):
		return false
	case s.read == whole:
		return anyWithin(want, s.path)
	}
	return s.read == exact
}

func anyWithin(want map[string]string, prefix string) bool {
	for path := range want {
		if within(path, prefix) {
			return true
		}
	}
	return false
}

// googles says that GKE put a label on by itself.
func googles(path string) bool {
	return strings.HasPrefix(path, "config.labels.cloud.google.com/") || strings.HasPrefix(path, "config.labels.addon.gke.io/")
}

func paths(a, b map[string]string) []string {
	set := maps.Clone(a)
	maps.Copy(set, b)
	return slices.Sorted(maps.Keys(set))
}
