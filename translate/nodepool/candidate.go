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

// families that a class may run on, best first. e2 shares its cores like Fly's
// shared machines do, and is the cheapest; performance guests get n2d or n4.
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
// each pod of the demand. Usual sizes come alone when one of them will do.
func candidates(g group, d demand, o Options) []candidate {
	var usual, large []candidate
	for _, name := range families(g.class, g.arch) {
		f, known := o.Table.Family(name)
		if !known || !f.In(o.Region) {
			continue
		}
		for _, t := range f.Types {
			switch {
			case !offered(t, g, d, o):
			case t.VCPUs <= largestUsual || g.class == GPU:
				usual = append(usual, candidate{t, f})
			default:
				large = append(large, candidate{t, f})
			}
		}
	}
	if len(usual) > 0 {
		return usual
	}
	return large
}

func offered(t machines.Type, g group, d demand, o Options) bool {
	if t.VCPUs < 2 || t.GPU != g.accelerator || !series(t.Name) {
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
