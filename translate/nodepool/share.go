package nodepool

import "slices"

// shared fills in what each item's part of the nodes costs: a pool's price goes to
// its items by the larger of their shares of CPU and memory at the floor. Jobs
// that only run now and then cost nothing here.
func (p Plan) shared() Plan {
	p.Assignments = slices.Clone(p.Assignments)
	for _, pool := range p.Pools {
		weights := 0.0
		for _, a := range p.Assignments {
			weights += a.weight(pool)
		}
		for i, a := range p.Assignments {
			if w := a.weight(pool); w > 0 {
				p.Assignments[i].Month = pool.Month * w / weights
			}
		}
	}
	return p
}

func (a Assignment) weight(p Pool) float64 {
	if a.Pool != p.Name || a.Item.Count == 0 {
		return 0
	}
	asked := a.Item.demand().times(a.Item.Count)
	r := asked.ratios(vector{p.Asked.CPUMilli, p.Asked.MemoryMiB, p.Asked.GPU})
	return slices.Max(r[:])
}
