package nodepool

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A scheduler sees pods one by one and moves none of them. The packing knows all of
// them and starts over when a zone goes. With the profile that the cluster has
// (OPTIMIZE_UTILIZATION: the fullest node that has room) the difference is mostly
// none, and at most the node in each zone that the autoscaler may always add; see
// decision 0046.
func TestASchedulerThatPacksFindsRoomWithinTheAutoscalersLimits(t *testing.T) {
	o := optionsIn(t, "europe-west4")
	more, pools := 0, 0
	for i, n := range sizesOf20Fleets {
		plan, err := Pack(fleet(uint64(i), n), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range plan.Pools {
			if p.Min == 0 {
				continue // the autoscaler makes all of its nodes
			}
			d, offer := demandOf(itemsOf(plan, p), len(o.Zones), true, 20), o.offers(p.Machine)
			pools++
			for seed := range uint64(3) {
				if d.online(p.Nodes, offer, seed) {
					continue
				}
				more++
				if enough := p.Nodes + len(o.Zones); enough > p.Max || !d.online(enough, offer, seed) {
					t.Errorf("fleet of %d, pool %s: a scheduler can't place everything on %d nodes of %s", n, p.Name, enough, p.Machine.Name)
				}
			}
		}
	}
	t.Logf("more nodes in %d of %d runs", more, 3*pools)
}

// online places a rollout in a random order; then, on empty nodes, the floor, and
// takes each zone away in turn.
func (d demand) online(n int, offer vector, seed uint64) bool {
	r := rand.New(rand.NewPCG(seed, 46))
	if _, ok := arrive(shuffled(d.rollout, r), bins(n, d.zones, anyZone, offer)); !ok {
		return false
	}
	pods := shuffled(d.floor, r)
	for _, zone := range d.losses() {
		nodes := bins(n, d.zones, anyZone, offer)
		placed, ok := arrive(pods, nodes)
		if !ok {
			return false
		}
		left := slices.DeleteFunc(nodes, func(b bin) bool { return b.zone == zone })
		displaced := slices.DeleteFunc(slices.Clone(placed), func(p kind) bool { return p.n != zone })
		if _, ok := arrive(movable(displaced), left); !ok {
			return false
		}
	}
	return true
}

func shuffled(l load, r *rand.Rand) []kind {
	pods := singles(l)
	r.Shuffle(len(pods), func(i, j int) { pods[i], pods[j] = pods[j], pods[i] })
	return pods
}

// arrive puts each pod on the fullest node with room. It gives the pods with the
// zone that they got in place of their number.
func arrive(pods []kind, into []bin) ([]kind, bool) {
	var placed []kind
	for _, pod := range pods {
		at := fullest(pod, into)
		if at < 0 {
			return nil, false
		}
		into[at].take(kind{ask: pod.ask, zone: pod.zone, n: 1}, 1)
		pod.n = into[at].zone
		placed = append(placed, pod)
	}
	return placed, true
}

func fullest(pod kind, into []bin) int {
	best, least := -1, 0
	for i, b := range into {
		if pod.zone != anyZone && pod.zone != b.zone || !pod.ask.within(b.free) {
			continue
		}
		// A thousandth of a core weighs as much as 4 MiB, as on a standard machine.
		if room := b.free[0]*4 + b.free[memory]; best < 0 || room < least {
			best, least = i, room
		}
	}
	return best
}

// movable are the pods that no volume ties to the lost zone.
func movable(pods []kind) []kind {
	return slices.DeleteFunc(pods, func(p kind) bool { return p.zone != anyZone })
}
