package nodepool

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/machines"
)

// What Autopilot does to requests of its general-purpose class: at least 50m and
// 52 MiB, between 1 and 6.5 GiB of memory per vCPU, at most 30 vCPU and 110 GiB
// (cloud.google.com/kubernetes-engine/docs/concepts/autopilot-resource-requests).
// It would raise them itself; written down they are seen, and priced.
const (
	autopilotCPUStep   = 50
	autopilotMemoryMiB = 52
	autopilotMostCPU   = 30_000
	autopilotMostMiB   = 110 * 1024
)

// billed are the requests of a pod that Autopilot runs and bills for.
func billed(item Item) (cpuMilli, memoryMiB int) {
	memoryMiB = max(item.MemoryMiB, autopilotMemoryMiB)
	least := (memoryMiB*1000*10 + 1024*65 - 1) / (1024 * 65) // 6.5 GiB per vCPU
	cpuMilli = roundUp(max(item.CPUMilli, least, autopilotCPUStep), autopilotCPUStep)
	return cpuMilli, max(memoryMiB, (cpuMilli*1024+999)/1000) // 1 GiB per vCPU
}

// tooLarge says whether Autopilot's general-purpose class refuses the pod.
func tooLarge(item Item) bool {
	cpu, memory := billed(item)
	return item.GPU == 0 && (cpu > autopilotMostCPU || memory > autopilotMostMiB)
}

// podsMonth is what an item's floor costs on Autopilot: pods by what they ask for,
// GPU pods by the nodes that they need. The cluster's own pods are free there, and
// there is no spare node to pay for.
func podsMonth(a Assignment, o Options) float64 {
	switch {
	case a.Item.App == systemApp:
		return 0
	case a.Item.GPU > 0:
		return a.Month
	}
	return podMonth(a.Item, o) * float64(a.Item.Count)
}

func podMonth(item Item, o Options) float64 {
	cpu, memory := billed(item)
	price := o.Prices.Pods
	hour := price.VCPU*float64(cpu)/1000 + price.GiB*float64(memory)/1024
	if item.Class == Spot {
		hour *= o.Prices.SpotFactor
	}
	return hour * o.Prices.MonthHours * regionFactor(o.Prices, o.Region)
}

// regionFactor is the region's markup on the older machine families; Autopilot's
// own list follows it closely.
func regionFactor(p machines.Prices, region string) float64 {
	if m := p.Regions[region]; m.Gen1 > 0 {
		return m.Gen1
	}
	return 1
}

func roundUp(n, step int) int { return (n + step - 1) / step * step }

// onAutopilot is the plan without nodes.
func onAutopilot(p Plan, o Options) Plan {
	p.Autopilot, p.Pools = true, nil
	p.Month, p.Otherwise = p.Otherwise, p.Month
	p.Assignments = slices.Clone(p.Assignments)
	for i, a := range p.Assignments {
		p.Assignments[i].Pool, p.Assignments[i].Month = "", podsMonth(a, o)
	}
	return p
}

// raise writes what Autopilot bills for into the main container: sidecars keep
// what they asked for.
func (s seat) raise() (changed bool) {
	if s.item.GPU > 0 {
		return false
	}
	cpu, memory := billed(s.item)
	s.resources.CPUMilli += cpu - s.item.CPUMilli
	s.resources.MemoryMiB += memory - s.item.MemoryMiB
	s.resources.MemoryLimitMiB = max(s.resources.MemoryLimitMiB, s.resources.MemoryMiB)
	return cpu != s.item.CPUMilli || memory != s.item.MemoryMiB
}
