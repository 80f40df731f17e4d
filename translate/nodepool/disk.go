package nodepool

import (
	"cmp"
	"slices"
)

// densest is the most ephemeral storage in MiB that pods on one node can ask for
// together. The scheduler places pods its own way, so the boot disk is made for
// the worst node that CPU and memory allow, not for the one in the packing.
func densest(items []Item, offer vector) int {
	byDensity := slices.Clone(items)
	slices.SortStableFunc(byDensity, func(a, b Item) int {
		return -cmp.Compare(density(a, offer), density(b, offer))
	})
	total, room := 0, offer
	for _, item := range byDensity {
		pods := max(item.Count, item.Most, 1) + item.Surge
		n := item.demand().into(room, pods)
		room = room.minus(item.demand().times(n))
		total += n * item.EphemeralMiB
	}
	return total
}

// density is ephemeral storage for the largest part of a node that the pod takes.
func density(i Item, offer vector) float64 {
	r := i.demand().ratios(offer)
	return float64(i.EphemeralMiB) / slices.Max(r[:])
}
