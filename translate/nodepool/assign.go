package nodepool

import (
	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Settings are what Assign works by: tables, prices, and what a person decided.
type Settings struct {
	Table    machines.Table
	Prices   machines.Prices
	Map      machines.Map
	MaxPods  int          // per node; 0 means 110
	HeadRoom int          // percent; 0 means 20
	Spot     bool         // workers and previews may run on spot nodes
	Usage    []spec.Usage // what was measured; may be empty
}

// Assign packs every cluster of the company and fills in what follows from it:
// Company.Pools, each process's place, accelerator and storage classes, and on
// Autopilot its requests. There is one plan per cluster, in the order of the
// environments. A process that no machine can hold keeps an empty pool, and a
// finding says so. The argument is left as it is.
func Assign(company spec.Company, s Settings) (spec.Company, []Plan, []report.Finding) {
	out := company
	out.Apps = cloneApps(company.Apps)
	out.Databases, out.Caches = cloneStores(company)
	out.Pools = nil
	findings := append(accelerate(out.Apps), measure(out.Apps, s.Usage)...)
	var plans []Plan
	for _, c := range clusters(out) {
		plan, fs := c.assign(&out, s)
		findings = append(findings, fs...)
		plans = append(plans, plan)
		out.Pools = append(out.Pools, specPools(plan)...)
	}
	return out, plans, findings
}

// assign packs one cluster and fills in the places of its apps and stores.
func (c cluster) assign(company *spec.Company, s Settings) (Plan, []report.Finding) {
	o, err := c.options(s)
	if err != nil {
		return Plan{Cluster: c.name, Envs: c.envs}, []report.Finding{c.finding(err)}
	}
	seats := append(c.seats(company.Apps, s), c.storeSeats(company)...)
	items, findings := placeable(seats, o)
	plan, err := Pack(items, o)
	if err != nil {
		return Plan{Cluster: c.name, Envs: c.envs}, append(findings, c.finding(err))
	}
	plan.Cluster, plan.Project, plan.Envs = c.name, c.project, c.envs
	if c.autopilot {
		return onAutopilot(plan, o), append(findings, adapt(seats, plan)...)
	}
	if empty, err := Pack(nil, o); err == nil {
		plan.Empty = empty.Month
	}
	for _, seat := range seats {
		seat.sit(plan)
	}
	return plan, append(findings, notes(seats, plan)...)
}
