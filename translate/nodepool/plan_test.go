package nodepool

import (
	"slices"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/google/go-cmp/cmp"
)

// sizesOf20Fleets are numbers of machines from 10 to 2000.
var sizesOf20Fleets = []int{10, 12, 15, 20, 25, 30, 40, 50, 65, 80, 100, 140, 200, 280, 400, 550, 750, 1000, 1500, 2000}

func TestFleets(t *testing.T) {
	o := optionsIn(t, "europe-west4")
	for i, n := range sizesOf20Fleets {
		items := fleet(uint64(i), n)
		plan, err := Pack(items, o)
		if err != nil {
			t.Fatalf("fleet of %d: %v", n, err)
		}
		if len(plan.Assignments) != len(items)+1 {
			t.Errorf("fleet of %d: %d of %d items have a pool", n, len(plan.Assignments)-1, len(items))
		}
		for _, p := range plan.Pools {
			checkPool(t, plan, p, o)
		}
	}
}

// checkPool holds a pool against the model: every situation packs, and with one
// node less some situation doesn't.
func checkPool(t *testing.T, plan Plan, p Pool, o Options) {
	t.Helper()
	d, offer := demandOf(itemsOf(plan, p), len(o.Zones), !p.Spot && p.Class != GPU, 20), o.offers(p.Machine)
	checkBins(t, p.Name, d.rollout, bins(p.Nodes, d.zones, anyZone, offer), offer)
	if d.spare {
		for zone := range d.zones {
			checkBins(t, p.Name, d.without(zone), bins(p.Nodes, d.zones, zone, offer), offer)
		}
		if asked := d.floor.total(); !asked.times(100).within(offer.times(80 * p.Nodes)) {
			t.Errorf("%s: the floor %v doesn't leave 20 %% of %d times %v free", p.Name, asked, p.Nodes, offer)
		}
	}
	if p.Nodes > d.least() {
		if _, ok := d.holds(p.Nodes-1, offer); ok {
			t.Errorf("%s: %d nodes would do, not %d", p.Name, p.Nodes-1, p.Nodes)
		}
	}
	if p.LowerBound > p.Nodes {
		t.Errorf("%s: %d nodes are below the lower bound of %d", p.Name, p.Nodes, p.LowerBound)
	}
}

func itemsOf(plan Plan, p Pool) []Item {
	var items []Item
	for _, a := range plan.Assignments {
		if a.Pool == p.Name {
			items = append(items, a.Item)
		}
	}
	return items
}

// checkBins packs a load and counts it over again: no node holds more than it
// offers, nothing got lost, pinned pods are in their zone.
func checkBins(t *testing.T, name string, l load, empty []bin, offer vector) {
	t.Helper()
	full, ok := pack(l, empty, offer)
	if !ok {
		t.Errorf("%s: %v doesn't fit on %d nodes", name, l.total(), len(empty))
		return
	}
	var used vector
	inZone := map[int]vector{}
	for _, b := range full {
		took := offer.minus(b.free)
		if !took.within(offer) || b.pods != took[3] {
			t.Errorf("%s: a node offers %v and holds %v in %d pods", name, offer, took, b.pods)
		}
		used, inZone[b.zone] = used.plus(took), inZone[b.zone].plus(took)
	}
	if used != l.total() {
		t.Errorf("%s: asked for %v, placed %v", name, l.total(), used)
	}
	for zone, v := range inZone {
		if pinned := pinnedTo(l, zone); !pinned.total().within(v) {
			t.Errorf("%s: zone %d has %v, its pinned pods alone are %v", name, zone, v, pinned.total())
		}
	}
}

func pinnedTo(l load, zone int) load {
	return slices.DeleteFunc(slices.Clone(l), func(k kind) bool { return k.zone != zone })
}

func TestSameFleetInAnyOrderIsTheSamePlan(t *testing.T) {
	o := optionsIn(t, "europe-west4")
	items := fleet(7, 120)
	first, err := Pack(items, o)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(items)
	second, err := Pack(items, o)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("plan of the reversed fleet (-first +second):\n%s", diff)
	}
}

// Fly guarantees a shared vCPU a sixteenth of a core. A translator that asks for
// a core per vCPU buys sixteen times what was there.
func TestSharedFleetsDoNotGet16TimesTheCPUTheyHad(t *testing.T) {
	var items []Item
	guest, _ := machines.Preset("shared-cpu-2x")
	vcpus := 0
	for _, item := range fleet(3, 400) {
		req := guest.Requests(0)
		item.Class, item.CPUMilli, item.MemoryMiB, item.GPU, item.Accelerator = General, req.CPUMilli, req.MemoryMiB, 0, ""
		items = append(items, item)
		vcpus += item.Count * guest.CPUs
	}
	plan, err := Pack(items, optionsIn(t, "europe-west4"))
	if err != nil {
		t.Fatal(err)
	}
	bought := 0
	for _, p := range plan.Pools {
		bought += p.Nodes * p.Machine.VCPUs
	}
	had := float64(vcpus) / 16
	if times := float64(bought) / had; times > 4 {
		t.Errorf("%d nodes' cores for a guarantee of %.0f: %.1f times, want at most 4", bought, had, times)
	}
}
