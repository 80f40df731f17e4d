package cutover

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// summary is what those who sign want to know beside the steps.
func summary(c spec.Company, env spec.Environment, g graph.Graph, o Options) plan.Summary {
	s := plan.Summary{Cost: costs(g, env), Access: access(c)}
	for _, a := range g.Apps {
		s.Fly = append(s.Fly, fmt.Sprintf("%s (%s)", a.Name, cmp.Or(a.Region, "region unknown")))
	}
	for _, d := range g.Domains {
		s.Data = append(s.Data, fmt.Sprintf("%s: %s on Fly in %s, then %s in %s", d.Name, d.Kind, region(d), target(d), env.Region))
	}
	for _, l := range c.Left {
		s.Leaves = append(s.Leaves, fmt.Sprintf("%s (%s): %s", l.Name, l.Kind, l.Reason))
	}
	for _, h := range c.Hosts {
		if h.FlyDev && h.Env == o.Env {
			s.FlyDev = append(s.FlyDev, h.Name)
		}
	}
	for _, r := range []string{"lead", "database", "dns", "apps", "comms"} {
		s.Roles = append(s.Roles, plan.Role{Role: r, Name: owner(o, r)})
	}
	return s
}

func owner(o Options, role string) string {
	for _, w := range o.Decisions.Cutover.Owners {
		if w.Role == role {
			return w.Name
		}
	}
	return ""
}

func region(d graph.Domain) string {
	switch {
	case d.Database != nil:
		return cmp.Or(d.Database.Region, "an unknown region")
	case d.Cache != nil:
		return cmp.Or(d.Cache.Region, "an unknown region")
	case d.Volume != nil && len(d.Volume.Fly) > 0:
		return cmp.Or(d.Volume.Fly[0].Region, "an unknown region")
	}
	return "Tigris, everywhere"
}

func target(d graph.Domain) string {
	switch {
	case d.Database != nil && d.Database.Target == spec.CNPG:
		return "CloudNativePG in the cluster"
	case d.Database != nil:
		return strings.TrimSpace("Cloud SQL " + d.Database.Tier)
	case d.Cache != nil:
		return cmp.Or(d.Cache.Target, "Memorystore")
	case d.Bucket != nil:
		return "bucket " + d.Bucket.Target
	}
	return "a disk of class " + cmp.Or(d.Volume.Class, "balanced")
}

// costs says what runs twice and for how long; prices belong to the report.
func costs(g graph.Graph, env spec.Environment) []string {
	machines := 0
	for _, a := range g.Apps {
		for _, p := range a.Groups() {
			machines += p.Replicas.Live
		}
	}
	return []string{
		fmt.Sprintf("Fly: %s, %s, until retirement (a week after the night at least)", several(machines, "machine"), several(len(g.Domains), "data store")),
		fmt.Sprintf("GKE: the whole of %s from the day that the platform is made; REPORT.md has the monthly price", cmp.Or(env.Cluster, "the cluster")),
		fmt.Sprintf("Only for the move: one bridge VM, and %d small machines at Fly's edge", 4*edges(g)),
	}
}

func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func edges(g graph.Graph) int {
	n := 0
	for _, a := range g.Apps {
		if graph.HTTP(a) {
			n++
		}
	}
	return n
}

func access(c spec.Company) []string {
	admins, members := 0, 0
	for _, p := range c.People {
		if strings.EqualFold(p.Role, "admin") {
			admins++
		} else {
			members++
		}
	}
	return []string{
		fmt.Sprintf("People: %s and %s on Fly become groups with roles per namespace on Google Cloud", several(admins, "administrator"), several(members, "member")),
		fmt.Sprintf("Tokens: %d on Fly, each replaced by workload identity or revoked at retirement", len(c.Tokens)),
	}
}
