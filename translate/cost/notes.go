package cost

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
)

// fixed is what the target costs before the first pod: the cluster, its load
// balancer and NAT, and the smallest node in each zone.
func fixed(in Input) float64 {
	sum := 0.0
	for _, p := range in.Plans {
		for _, l := range platform(in, p) {
			sum += l.Month
		}
		sum += p.Empty
	}
	return sum
}

func notes(in Input, e Estimate) []string {
	out := []string{
		fmt.Sprintf("List prices of %s in %s, on demand, without discounts: an estimate, not an offer.", e.AsOf, e.Currency),
		fmt.Sprintf("The target has a fixed floor of $%.0f a month before the first pod: %s.", e.Fixed, floor(in)),
		egress(in),
	}
	out = append(out, modes(in.Plans)...)
	out = append(out, missing(in)...)
	if in.Snapshot != nil {
		out = append(out, unread(in.Snapshot, in.Prices.Fly)...)
	}
	return out
}

func floor(in Input) string {
	clusters := "the cluster"
	if len(in.Plans) > 1 {
		clusters = fmt.Sprintf("%d clusters", len(in.Plans))
	}
	return clusters + ", load balancer, NAT and the smallest node in each zone; Google's free-tier credit is for zonal and Autopilot clusters only"
}

// egress is the trap that surprises most: said even when nothing is known of it.
func egress(in Input) string {
	times := in.Prices.Egress / in.Prices.Fly.Egress
	text := fmt.Sprintf("Egress to the internet costs $%.2f a GiB on Google and $%.2f a GB on Fly, %.0f times as much", in.Prices.Egress, in.Prices.Fly.Egress, times)
	sum := 0.0
	for _, u := range in.Usage {
		sum += u.EgressGB
	}
	if sum == 0 {
		return text + "; how much there is was not measured, so it is in neither bill."
	}
	return fmt.Sprintf("%s; %.0f GB a month were measured.", text, sum)
}

func modes(plans []nodepool.Plan) []string {
	var out []string
	for _, p := range plans {
		if p.Autopilot {
			out = append(out, fmt.Sprintf("%s runs on Autopilot: its pods cost $%.0f, nodes of Standard mode would cost $%.0f.", p.Cluster, p.Month, p.Otherwise))
			continue
		}
		out = append(out, fmt.Sprintf("%s has nodes for $%.0f; on Autopilot its pods would cost $%.0f, without head room and spare.", p.Cluster, p.Month, p.Otherwise))
	}
	return out
}

// missing names what is in no line.
func missing(in Input) []string {
	var out []string
	for _, d := range in.Company.Databases {
		_, known := tierHour(in.Prices, d.Tier)
		switch {
		case d.Target == spec.CloudSQL && !known:
			out = append(out, fmt.Sprintf("No price is known for %s, the tier of database %s.", d.Tier, d.Name))
		}
	}
	for _, c := range in.Company.Caches {
		if byUse(c) && c.Target == spec.Memorystore {
			out = append(out, fmt.Sprintf("%s is billed by use on Fly, so neither its bill nor its size is known: the smallest Memorystore node is assumed.", c.Name))
		}
	}
	if slices.ContainsFunc(in.Company.Caches, func(c spec.Cache) bool { return c.Target == spec.Memorystore }) {
		out = append(out, "Memorystore's prices were not checked against its page.")
	}
	return append(out, "Logs, metrics, snapshots, builds and the bridge during the move are in neither bill; Fly's side leaves out the markup of some regions and stopped machines.")
}

// unread names what Fly's bill leaves out because it could not be read: an empty
// list out of a failed call is not an empty one.
func unread(s *inventory.Snapshot, price machines.FlyPrices) []string {
	var out []string
	say := func(what string, section inventory.Section) {
		if !section.Complete() {
			out = append(out, fmt.Sprintf("Fly's bill is not whole: %s could not be read.", what))
		}
	}
	say("the list of apps", s.Apps.Section)
	say("Managed Postgres", s.Managed.Section)
	say("add-ons", s.AddOns.Section)
	for _, c := range s.Managed.Items {
		if _, known := price.Plan(c.Plan); !known {
			out = append(out, fmt.Sprintf("Fly's bill is not whole: no price is known for the plan %q of %s.", c.Plan, c.Name))
		}
	}
	for i := range s.Apps.Items {
		a := &s.Apps.Items[i]
		if slices.ContainsFunc(a.Machines.Items, func(m inventory.Machine) bool { return gpus(&m) > 0 }) {
			out = append(out, fmt.Sprintf("Fly's bill is not whole: the GPUs of %s have no list price any more.", a.Name))
		}
		say("the machines of "+a.Name, a.Machines.Section)
		say("the volumes of "+a.Name, a.Volumes.Section)
	}
	return out
}

func gpus(m *inventory.Machine) int {
	if g := m.Effective().Guest; g != nil {
		return g.GPUs
	}
	return 0
}
