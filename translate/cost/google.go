package cost

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
)

// google are the lines of the target's bill.
func google(in Input) []Line {
	var lines []Line
	for _, p := range in.Plans {
		lines = append(lines, nodes(p)...)
		lines = append(lines, platform(in, p)...)
	}
	for _, a := range in.Company.Apps {
		lines = append(lines, disks(in, a)...)
	}
	for _, d := range in.Company.Databases {
		lines = append(lines, database(in, d)...)
	}
	for _, c := range in.Company.Caches {
		lines = append(lines, cache(in, c))
	}
	for _, u := range in.Usage {
		price := in.Prices.Egress + in.Prices.Balancer.GiB
		lines = append(lines, Line{in.row(u.FlyApp), fmt.Sprintf("egress, %.0f GB", u.EgressGB), u.EgressGB * price})
	}
	return lines
}

// nodes are the node pools, each app with its part.
func nodes(p nodepool.Plan) []Line {
	what := "nodes of " + p.Cluster
	if p.Autopilot {
		what = "pods on " + p.Cluster
	}
	var lines []Line
	byName := map[string]int{}
	for _, a := range p.Assignments {
		name := a.Item.App
		if a.Item.Env == "" { // the cluster's own
			name = Shared
		}
		i, known := byName[name]
		if !known {
			i, byName[name] = len(lines), len(lines)
			lines = append(lines, Line{App: name, What: what})
		}
		lines[i].Month += a.Month
	}
	return lines
}

// platform is what a cluster needs around its nodes.
func platform(in Input, p nodepool.Plan) []Line {
	price, hours := in.Prices, in.Prices.MonthHours
	rules, vms := forwardingRules(in.Company, p.Envs), vms(p)
	lb := 0.0
	if rules > 0 {
		lb = price.Balancer.FirstRules + price.Balancer.MoreRules*float64(max(rules-5, 0))
	}
	nat := min(price.NAT.VM*float64(vms), price.NAT.MostVM) + addresses*price.NAT.Address
	return []Line{
		{Shared, "GKE cluster " + p.Cluster, price.Cluster * hours},
		{Shared, fmt.Sprintf("load balancer, %d forwarding rules", rules), lb * hours},
		{Shared, fmt.Sprintf("Cloud NAT, %d fixed addresses", addresses), nat * hours},
	}
}

// addresses is how many fixed outbound addresses a cluster gets.
const addresses = 2

// vms are the nodes that go out through NAT. On Autopilot nobody says how many
// there are: three is the least in three zones.
func vms(p nodepool.Plan) int {
	if p.Autopilot {
		return len(p.Zones)
	}
	n := 0
	for _, pool := range p.Pools {
		n += pool.Nodes
	}
	return n
}

// fronts are the forwarding rules of raw ports: one for each address and protocol.
func fronts(l4 []spec.L4) int {
	seen := map[[2]string]bool{}
	for _, l := range l4 {
		seen[[2]string{l.Address, l.Protocol}] = true
	}
	return len(seen)
}

// forwardingRules: HTTP and HTTPS of the one Gateway, and those of raw ports.
func forwardingRules(c spec.Company, envs []string) int {
	web, raw := 0, 0
	for _, a := range c.Apps {
		if !slices.Contains(envs, a.Env) {
			continue
		}
		for _, p := range a.Processes {
			raw += fronts(p.L4)
			if len(p.Edges) > 0 {
				web = 2
			}
		}
	}
	return web + raw
}

func disks(in Input, a spec.App) []Line {
	var lines []Line
	for _, p := range a.Processes {
		for _, v := range p.Volumes {
			gib := max(v.GiB, 1) * max(p.Replicas.Min, 1)
			kind, copies := disk(v.Class)
			month := float64(gib*copies) * in.Prices.Disks[kind]
			lines = append(lines, Line{a.Name, fmt.Sprintf("%s, %d GiB", cmp.Or(v.Class, kind), gib), month})
		}
	}
	return lines
}

// disk is the disk type of a storage class, and how many copies it keeps.
func disk(class string) (kind string, copies int) {
	switch {
	case strings.Contains(class, "hyperdisk"):
		return "hyperdisk-balanced", 1
	case strings.Contains(class, "regional"):
		return "pd-balanced", 2
	}
	return "pd-balanced", 1
}
