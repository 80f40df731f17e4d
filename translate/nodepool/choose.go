package nodepool

import (
	"cmp"
	"math"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/machines"
)

// nearlyEqual is the price difference within which fewer nodes win.
const nearlyEqual = 1.01

// cheapest is the best pool for a group, or false when no machine type of the
// region can hold it.
func cheapest(g group, o Options) (Pool, bool) {
	d := demandOf(g.items, len(o.Zones), g.spare(), o.headRoom())
	var pools []Pool
	best := math.MaxFloat64 / 2
	for _, p := range drafts(g, d, o) {
		if p.price() > best*nearlyEqual {
			break // even without any waste, and so are all that follow
		}
		if p.fill(d, int(min(best*nearlyEqual/p.NodeMonth, math.MaxInt32)), o) {
			pools = append(pools, p)
			best = min(best, p.price())
		}
	}
	if len(pools) == 0 {
		return Pool{}, false
	}
	pools = slices.DeleteFunc(pools, func(p Pool) bool { return p.price() > best*nearlyEqual })
	return slices.MinFunc(pools, func(a, b Pool) int {
		return cmp.Or(cmp.Compare(a.Nodes, b.Nodes), cmp.Compare(a.price(), b.price()), cmp.Compare(a.Machine.Name, b.Machine.Name))
	}), true
}

// drafts are the pools that could be, with as many nodes as the lower bound has,
// cheapest first.
func drafts(g group, d demand, o Options) []Pool {
	var out []Pool
	for _, c := range candidates(g, d, o) {
		p := pool(g, d, c, o)
		p.Nodes = p.LowerBound
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b Pool) int { return cmp.Compare(a.price(), b.price()) })
	return out
}

// price compares pools, empty ones by their first node.
func (p Pool) price() float64 { return p.NodeMonth * float64(max(p.Nodes, 1)) }

// pool is what is known of a pool before its nodes are counted.
func pool(g group, d demand, c candidate, o Options) Pool {
	offer := o.offers(c.machine)
	p := Pool{
		Name: g.name, Class: g.class, Machine: c.machine, Arch: c.family.Arch, Spot: g.class == Spot,
		MaxPods: o.maxPods(), LowerBound: d.bound(offer), Asked: capacity(d.floor.total()),
	}
	p.disks(c.family)
	p.DiskGB = machines.BootDiskGB(densest(g.items, offer) + daemonDiskMiB)
	p.Labels, p.Taints = p.labels(), p.taints()
	p.NodeMonth, _ = o.Prices.NodeMonth(p.Machine, o.Region, p.DiskType, p.DiskGB, p.Spot)
	return p
}

// fill counts the nodes, unless there are more than most.
func (p *Pool) fill(d demand, most int, o Options) bool {
	offer := o.offers(p.Machine)
	n, up, ok := d.nodes(offer, most)
	if !ok {
		return false
	}
	p.Nodes, p.PerZone, p.Packing = n, perZone(n, d.zones), nodes(up, offer, o.Zones)
	p.Offered = capacity(offer.times(n))
	p.Max = d.nodesAtMost(n, offer)
	if d.spare {
		p.Min, p.Initial = n, (n+d.zones-1)/d.zones
	}
	p.Month = p.NodeMonth * float64(n)
	return true
}

// nodesAtMost is the autoscaler's ceiling: a quarter more than everything at its
// own ceiling asks for, and a node in each zone more than now in any case.
func (d demand) nodesAtMost(n int, offer vector) int {
	full := demand{floor: d.most, rollout: d.most, zones: d.zones, spare: d.spare}
	return max(n+d.zones, (full.bound(offer)*5+3)/4)
}

func perZone(n, zones int) []int {
	out := make([]int, zones)
	for i := range n {
		out[i%zones]++
	}
	return out
}

func nodes(up []bin, offer vector, zones []string) []Node {
	var out []Node
	for _, b := range up {
		out = append(out, Node{Zone: zones[b.zone], Pods: b.pods, Used: capacity(offer.minus(b.free))})
	}
	return out
}

func capacity(v vector) machines.Capacity {
	return machines.Capacity{CPUMilli: v[0], MemoryMiB: v[1], GPU: v[2], Pods: v[3]}
}
