package nodepool

// possible says whether every pod fits on an empty node.
func (d demand) possible(offer vector) bool {
	for _, v := range d.largest {
		if !v.within(offer) {
			return false
		}
	}
	return true
}

// holds packs the demand onto n nodes in every situation of the model. It gives
// the nodes as they stand with all zones up.
func (d demand) holds(n int, offer vector) ([]bin, bool) {
	if !d.roomy(n, offer) {
		return nil, false
	}
	up, ok := pack(d.rollout, bins(n, d.zones, anyZone, offer), offer)
	if !ok {
		return nil, false
	}
	for _, zone := range d.losses() {
		if _, ok := pack(d.without(zone), bins(n, d.zones, zone, offer), offer); !ok {
			return nil, false
		}
	}
	return up, true
}

// losses are the zones whose loss has to be looked at: all, or only the first
// when no pod is pinned. The first has the most nodes, so the others follow.
func (d demand) losses() []int {
	switch {
	case !d.spare:
		return nil
	case !d.pinned:
		return []int{0}
	}
	var all []int
	for z := range d.zones {
		all = append(all, z)
	}
	return all
}

// roomy says whether sums alone allow n nodes: the head room, the rollout, and
// the loss of each zone. What it refuses, no packing can do.
func (d demand) roomy(n int, offer vector) bool {
	capacity := offer.times(n)
	if !d.floor.total().times(100).within(capacity.times(100 - d.free)) {
		return false
	}
	if !d.rollout.total().within(capacity) {
		return false
	}
	for _, zone := range d.losses() {
		left := len(bins(n, d.zones, zone, offer))
		if !d.without(zone).total().within(offer.times(left)) {
			return false
		}
	}
	return true
}

// least is the fewest nodes that a pool ever has: one in each zone when it must
// survive the loss of one, else as few as there is work for.
func (d demand) least() int {
	if d.spare {
		return d.zones
	}
	return min(len(d.floor), 1)
}

// bound is the lower bound: no packing needs fewer nodes, because the sums
// already don't fit.
func (d demand) bound(offer vector) int {
	n := d.least()
	for !d.roomy(n, offer) {
		n++
	}
	return n
}

// nodes is a number of nodes that holds the demand where one less does not, found
// by growing steps from the lower bound and then by halving. It gives up beyond
// most: such a pool would not be taken.
func (d demand) nodes(offer vector, most int) (int, []bin, bool) {
	fails, n := d.bound(offer)-1, d.bound(offer)
	up, ok := d.holds(n, offer)
	for step := 1; !ok; step *= 2 {
		if n >= most {
			return 0, nil, false
		}
		fails, n = n, min(n+step, most)
		up, ok = d.holds(n, offer)
	}
	for n-fails > 1 {
		middle := fails + (n-fails)/2
		if fewer, ok := d.holds(middle, offer); ok {
			n, up = middle, fewer
		} else {
			fails = middle
		}
	}
	return n, up, true
}
