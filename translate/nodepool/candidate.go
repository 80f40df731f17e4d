package nodepool

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/machines"
)

// A candidate is a machine type that a pool could use.
type candidate struct {
	machine machines.Type
	family  machines.Family
}

// families that a class may run on. e2 shares its cores like Fly's shared
// machines do, and is the cheapest; performance guests get cores of their own.
func families(c Class, arch string) []string {
	switch {
	case arch == "arm64":
		return []string{"c4a", "n4a"}
	case c == Perf:
		return []string{"n2d", "n4"}
	case c == GPU:
		return []string{"g2", "a2", "g4"}
	default:
		return []string{"e2", "n2d", "n4"}
	}
}

// largestUsual is the size in vCPUs above which nodes are only taken when a pod
// needs them: one lost node should stay a small part of a company.
const largestUsual = 16

// candidates are the machine types of the region, with a price, that can hold
// each pod of the demand. Pools with volumes keep to families that attach pd-*
// disks, where there are any, so that a volume can follow its pod to another
// pool. Usual sizes come alone when one of them will do.
func candidates(g group, d demand, o Options) []candidate {
	all := fitting(g, d, o)
	if d.pinned {
		all = orAll(all, func(c candidate) bool { return c.family.Boots("pd") })
	}
	return orAll(all, func(c candidate) bool { return c.machine.VCPUs <= largestUsual || g.class == GPU })
}

// orAll are the candidates that please, or all of them when none does.
func orAll(cs []candidate, pleases func(candidate) bool) []candidate {
	some := slices.DeleteFunc(slices.Clone(cs), func(c candidate) bool { return !pleases(c) })
	if len(some) > 0 {
		return some
	}
	return cs
}

func fitting(g group, d demand, o Options) []candidate {
	var out []candidate
	names := families(g.class, g.arch)
	if n2d, _ := o.Table.Family("n2d"); g.class == Perf && !n2d.In(o.Region) {
		names = append(names, "c3d") // attaches pd-* disks, which n4 doesn't
	}
	for _, name := range names {
		f, known := o.Table.Family(name)
		if !known || !f.In(o.Region) {
			continue
		}
		for _, t := range f.Types {
			if offered(t, g, d, o) {
				out = append(out, candidate{t, f})
			}
		}
	}
	return out
}

// smallestGiB is the memory below which a node has little left beside its daemons.
const smallestGiB = 4

func offered(t machines.Type, g group, d demand, o Options) bool {
	if t.VCPUs < 2 || t.GiB < smallestGiB || t.GPU != g.accelerator || !series(t.Name) {
		return false
	}
	if _, priced := o.Prices.NodeHour(t, o.Region); !priced {
		return false
	}
	return d.possible(o.offers(t))
}

// series leaves out types of special shapes, but not those that carry GPUs.
func series(name string) bool {
	parts := strings.Split(name, "-")
	return len(parts) == 3 && slices.Contains([]string{"standard", "highmem", "highcpu", "highgpu", "ultragpu"}, parts[1])
}
