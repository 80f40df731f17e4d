package nodepool

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// A Plan is the node pools of one cluster.
type Plan struct {
	Project, Cluster string
	Envs             []string // the environments that share the cluster
	Region           string
	Zones            []string

	Pools       []Pool       // general first; none on Autopilot
	Assignments []Assignment // by item
	Autopilot   bool
	Month       float64 // US$ for all nodes, or for all pods on Autopilot
	Otherwise   float64 // US$ in the other mode
	Empty       float64 // US$ for nodes before the first app is there; 0 on Autopilot
}

// An Assignment says which pool an item's pods run on.
type Assignment struct {
	Item  Item
	Pool  string  // empty on Autopilot
	Month float64 // US$ of the nodes that go to it, or of its pods on Autopilot
}

// Pack finds the cheapest plan that holds the items. The error collects every
// item that no machine type of the region can hold.
func Pack(items []Item, o Options) (Plan, error) {
	if len(o.Zones) == 0 {
		return Plan{}, fmt.Errorf("pack %s: no zones given", o.Region)
	}
	all := sorted(append(o.system(), items...))
	if err := unplaceable(all, o); err != nil {
		return Plan{}, err
	}
	apart, err := planOf(groups(all, false), o)
	if err != nil {
		return Plan{}, err
	}
	best := apart
	if together, err := planOf(groups(all, true), o); err == nil && together.better(apart) {
		best = together
	}
	best = best.shared()
	for _, a := range best.Assignments {
		best.Otherwise += podsMonth(a, o)
	}
	return best, nil
}

func (p Plan) better(q Plan) bool {
	return cmp.Or(cmp.Compare(p.Month, q.Month), cmp.Compare(p.nodes(), q.nodes())) < 0
}

func (p Plan) nodes() int {
	n := 0
	for _, pool := range p.Pools {
		n += pool.Nodes
	}
	return n
}

// Pool is the pool of that name.
func (p Plan) Pool(name string) (Pool, bool) {
	i := slices.IndexFunc(p.Pools, func(pool Pool) bool { return pool.Name == name })
	if i < 0 {
		return Pool{}, false
	}
	return p.Pools[i], true
}

func planOf(gs []group, o Options) (Plan, error) {
	plan := Plan{Region: o.Region, Zones: o.Zones}
	for _, g := range gs {
		p, ok := cheapest(g, o)
		if !ok {
			return Plan{}, fmt.Errorf("pack pool %s: no machine type in %s holds each of its pods", g.name, o.Region)
		}
		plan.Pools = append(plan.Pools, p)
		plan.Month += p.Month
		for _, item := range g.items {
			plan.Assignments = append(plan.Assignments, Assignment{Item: item, Pool: p.Name})
		}
	}
	slices.SortStableFunc(plan.Assignments, func(a, b Assignment) int {
		return cmp.Compare(a.Item.Name(), b.Item.Name())
	})
	return plan, nil
}

// An UnplaceableError is an item that no machine type can hold.
type UnplaceableError struct {
	Item   Item
	Region string
}

func (e UnplaceableError) Error() string {
	i := e.Item
	return fmt.Sprintf("place %s: no machine type with a price in %s holds a pod of %dm CPU, %d MiB and %d GPUs (%s, %s)",
		i.Name(), e.Region, i.CPUMilli, i.MemoryMiB, i.GPU, cmp.Or(i.Accelerator, "no accelerator"), i.arch())
}

func unplaceable(items []Item, o Options) error {
	var errs []error
	holds := o.holder()
	for _, item := range items {
		if !holds(item) {
			errs = append(errs, UnplaceableError{Item: item, Region: o.Region})
		}
	}
	return errors.Join(errs...)
}

// holder says whether some machine type holds an item. It asks once for items that
// are alike.
func (o Options) holder() func(Item) bool {
	known := map[Item]bool{}
	return func(item Item) bool {
		like := Item{
			CPUMilli: item.CPUMilli, MemoryMiB: item.MemoryMiB, GPU: item.GPU,
			Accelerator: item.Accelerator, Class: item.Class, Arch: item.Arch,
		}
		holds, asked := known[like]
		if !asked {
			alone := groupOf(like, false)
			holds = len(candidates(alone, demandOf([]Item{like}, len(o.Zones), false, 0), o)) > 0
			known[like] = holds
		}
		return holds
	}
}
