package nodepool

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// exactFits packs by trying every node for every pod: slow, and right.
func exactFits(pods []kind, into []bin) bool {
	if len(pods) == 0 {
		return true
	}
	var tried []bin
	for i := range into {
		same := func(b bin) bool { return b.free == into[i].free && b.zone == into[i].zone }
		if slices.ContainsFunc(tried, same) {
			continue
		}
		tried = append(tried, into[i])
		next := slices.Clone(into)
		if next[i].take(pods[0], 1) == 1 && exactFits(pods[1:], next) {
			return true
		}
	}
	return false
}

func exactNodes(d demand, offer vector) int {
	for n := d.bound(offer); ; n++ {
		ok := exactFits(singles(d.rollout), bins(n, d.zones, anyZone, offer))
		for zone := 0; ok && d.spare && zone < d.zones; zone++ {
			ok = exactFits(singles(d.without(zone)), bins(n, d.zones, zone, offer))
		}
		if ok {
			return n
		}
	}
}

// singles are the pods of a load one by one, large ones first.
func singles(l load) []kind {
	var out []kind
	for _, k := range ordered(l, func(v vector) float64 { return float64(v[memory]) }) {
		for range k.n {
			out = append(out, kind{ask: k.ask, zone: k.zone, n: 1})
		}
	}
	return out
}

func TestAgainstAnExactSolver(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	offer := vector{3470, 12175, 0, 96}
	more := 0
	const cases = 120
	for range cases {
		var items []Item
		for range 3 + r.IntN(4) {
			items = append(items, Item{
				CPUMilli: 100 + 25*r.IntN(100), MemoryMiB: 256 * (1 + r.IntN(32)),
				Count: 1 + r.IntN(2), Surge: r.IntN(2), Pinned: r.IntN(5) == 0,
			})
		}
		d := demandOf(items, 3, true, 20)
		exact := exactNodes(d, offer)
		got, _, _ := d.nodes(offer, math.MaxInt)
		if got < exact {
			t.Errorf("%d nodes for %+v, which needs %d: the packing is wrong", got, items, exact)
		}
		more += got - exact
	}
	t.Logf("%d nodes above the exact solution in %d cases", more, cases)
	if more > cases/50 {
		t.Errorf("%d nodes above the exact solution in %d cases, want at most one in 50", more, cases)
	}
}
