package nodepool

// anyZone is the zone of a pod that isn't pinned.
const anyZone = -1

// A kind is a number of pods that the packing can't tell apart.
type kind struct {
	ask  vector
	zone int // index of the zone it is pinned to, or anyZone
	n    int
}

// A load is what has to fit at one time, equal pods together.
type load []kind

func (l load) add(k kind) load {
	if k.n == 0 {
		return l
	}
	for i := range l {
		if l[i].ask == k.ask && l[i].zone == k.zone {
			l[i].n += k.n
			return l
		}
	}
	return append(l, k)
}

func (l load) total() vector {
	var sum vector
	for _, k := range l {
		sum = sum.plus(k.ask.times(k.n))
	}
	return sum
}

// A demand is everything that a pool must hold, in the situations of the model.
type demand struct {
	floor   load     // always
	rollout load     // floor and all surge pods
	most    load     // everything at its ceiling
	zones   int      // number of zones
	spare   bool     // one zone may go
	free    int      // percent that the floor leaves free; 0 for pools without spare
	largest []vector // one of each size, jobs included: all must fit on an empty node
	pinned  bool     // some pods are
}

func demandOf(items []Item, zones int, spare bool, headRoom int) demand {
	d := demand{zones: zones, spare: spare}
	if spare {
		d.free = headRoom
	}
	placed := make([]int, zones) // memory of the pinned pods by zone
	for _, item := range items {
		d.largest = append(d.largest, item.demand())
		for _, k := range kinds(item, placed) {
			d.floor = d.floor.add(k)
			d.rollout = d.rollout.add(k)
			d.most = d.most.add(k)
			d.pinned = d.pinned || k.zone != anyZone
		}
		extra := kind{ask: item.demand(), zone: anyZone}
		if extra.n = item.Surge; spare {
			d.rollout = d.rollout.add(extra)
		}
		extra.n += max(item.Most-item.Count, 0)
		d.most = d.most.add(extra)
	}
	return d
}

// kinds of an item's floor. The pods of a pinned item go round the zones,
// starting where the least memory is pinned: that is where the scheduler makes
// their volumes when the nodes are otherwise equal.
func kinds(item Item, placed []int) []kind {
	if !item.Pinned {
		return []kind{{ask: item.demand(), zone: anyZone, n: item.Count}}
	}
	start := 0
	for z := range placed {
		if placed[z] < placed[start] {
			start = z
		}
	}
	var out []kind
	for i := range item.Count {
		z := (start + i) % len(placed)
		placed[z] += item.MemoryMiB
		out = append(out, kind{ask: item.demand(), zone: z, n: 1})
	}
	return out
}

// without is the floor when a zone is gone: its pinned pods are gone, too.
func (d demand) without(zone int) load {
	var l load
	for _, k := range d.floor {
		if k.zone != zone {
			l = append(l, k)
		}
	}
	return l
}
