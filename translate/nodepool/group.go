package nodepool

import (
	"cmp"
	"slices"
	"strings"
)

// A group is what goes into one pool.
type group struct {
	name        string
	class       Class
	arch        string
	accelerator string
	items       []Item
}

// spare says whether the pool must survive the loss of a zone.
func (g group) spare() bool { return g.class == General || g.class == Perf }

// groups are the pools that the items ask for, in the order of their classes.
// Together puts performance guests and general ones into the same pool, on
// hardware that is good enough for both: fewer, fuller nodes.
func groups(items []Item, together bool) []group {
	var out []group
	for _, item := range items {
		g := groupOf(item, together)
		at := slices.IndexFunc(out, func(h group) bool { return h.name == g.name })
		if at < 0 {
			out = append(out, g)
			at = len(out) - 1
		}
		out[at].items = append(out[at].items, item)
	}
	slices.SortStableFunc(out, func(a, b group) int {
		return cmp.Or(cmp.Compare(rank(a.class), rank(b.class)), cmp.Compare(a.name, b.name))
	})
	return out
}

func rank(c Class) int { return slices.Index([]Class{General, Perf, GPU, Spot}, c) }

func groupOf(item Item, together bool) group {
	g := group{class: item.Class, arch: item.arch(), name: string(item.Class)}
	switch {
	case item.Class == GPU:
		g.accelerator = item.Accelerator
		g.name = "gpu-" + chip(item.Accelerator)
	case together && (item.Class == General || item.Class == Perf):
		g.class, g.name = Perf, string(General)
	}
	if g.arch != "amd64" {
		g.name += "-" + strings.TrimSuffix(g.arch, "64")
	}
	return g
}

// chip is the short name of an accelerator: l4, a100, a100-80gb.
func chip(accelerator string) string {
	return strings.TrimPrefix(strings.TrimPrefix(accelerator, "nvidia-"), "tesla-")
}
