package nodepool

import (
	"cmp"
	"slices"
)

// A bin is a node that is being filled.
type bin struct {
	zone int
	free vector
	pods int
}

// bins are n empty nodes, dealt out to the zones in turn; none in the zone that
// is gone (anyZone: all zones are up).
func bins(n, zones, gone int, offer vector) []bin {
	var out []bin
	for i := range n {
		if z := i % zones; z != gone {
			out = append(out, bin{zone: z, free: offer})
		}
	}
	return out
}

// pack fits a load into equal empty bins, or says that it can't. Vector packing
// is NP-hard, so several cheap orders are tried: first-fit-decreasing by four
// measures of size, each corrected a few times by what didn't fit, then the
// dot-product rule, which fills a node with what suits the room that is left
// (Panigrahy et al., Heuristics for Vector Bin Packing).
// That "can't" is the packing's word; an optimal one may sometimes know better.
func pack(l load, empty []bin, offer vector) ([]bin, bool) {
	if len(l) == 0 {
		return empty, true
	}
	if !l.total().within(offer.times(len(empty))) {
		return nil, false
	}
	weights := l.total().ratios(offer)
	for _, size := range sizes(offer, weights) {
		if full, ok := squeaky(ordered(l, size), empty); ok {
			return full, true
		}
	}
	return dotProduct(ordered(l, sizes(offer, weights)[0]), slices.Clone(empty), offer, weights)
}

// sizes are the measures by which "decreasing" is meant, all relative to a node:
// the largest part, the sum, the sum weighed by what is scarce, the memory.
func sizes(offer vector, weights [4]float64) []func(vector) float64 {
	sum := func(v vector, w [4]float64) float64 {
		s := 0.0
		for i, r := range v.ratios(offer) {
			s += r * w[i]
		}
		return s
	}
	return []func(vector) float64{
		func(v vector) float64 { r := v.ratios(offer); return slices.Max(r[:]) },
		func(v vector) float64 { return sum(v, [4]float64{1, 1, 1, 1}) },
		func(v vector) float64 { return sum(v, weights) },
		func(v vector) float64 { return v.ratios(offer)[memory] },
	}
}

// ordered is the load by decreasing size, pinned pods first: they have the least
// choice.
func ordered(l load, size func(vector) float64) load {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b kind) int {
		return cmp.Or(
			-cmp.Compare(min(a.zone, 0), min(b.zone, 0)),
			-cmp.Compare(size(a.ask), size(b.ask)),
			slices.Compare(b.ask[:], a.ask[:]),
			cmp.Compare(a.zone, b.zone),
		)
	})
	return out
}

// corrections is how often squeaky tries again.
const corrections = 8

// squeaky packs by first fit; the kind that found no room goes to the front, and
// it starts over ("squeaky wheel" optimisation).
func squeaky(l load, empty []bin) ([]bin, bool) {
	for range corrections {
		full := slices.Clone(empty)
		stuck := firstFit(l, full)
		if stuck < 0 {
			return full, true
		}
		wheel := l[stuck]
		l = slices.Insert(slices.Delete(l, stuck, stuck+1), 0, wheel)
	}
	return nil, false
}

// firstFit puts every pod into the first bin with room. It gives the index of the
// first kind that didn't fit whole, or -1.
func firstFit(l load, into []bin) int {
	for at, k := range l {
		for i := 0; i < len(into) && k.n > 0; i++ {
			k.n -= into[i].take(k, k.n)
		}
		if k.n > 0 {
			return at
		}
	}
	return -1
}

// take puts up to n pods of a kind into the bin and says how many fitted.
func (b *bin) take(k kind, n int) int {
	if k.zone != anyZone && k.zone != b.zone {
		return 0
	}
	if n = k.ask.into(b.free, n); n == 0 {
		return 0
	}
	b.free = b.free.minus(k.ask.times(n))
	b.pods += n
	return n
}
