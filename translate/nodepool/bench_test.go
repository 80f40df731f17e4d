package nodepool

import "testing"

// BenchmarkPack2000 packs a company of 2,000 machines. waste-% is the share of
// nodes above the lower bound.
func BenchmarkPack2000(b *testing.B) {
	o := optionsIn(b, "europe-west4")
	items := fleet(1, 2000)
	var plan Plan
	for b.Loop() {
		var err error
		if plan, err = Pack(items, o); err != nil {
			b.Fatal(err)
		}
	}
	bound := 0
	for _, p := range plan.Pools {
		bound += p.LowerBound
	}
	b.ReportMetric(100*(1-float64(bound)/float64(plan.nodes())), "waste-%")
	b.ReportMetric(float64(plan.nodes()), "nodes")
}
