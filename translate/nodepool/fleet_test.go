package nodepool

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/machines"
)

func optionsIn(t testing.TB, region string) Options {
	t.Helper()
	r, err := machines.EmbeddedMap().Region(region)
	if err != nil {
		t.Fatal(err)
	}
	return Options{Region: region, Zones: r.Zones(), Table: machines.Embedded(), Prices: machines.EmbeddedPrices()}
}

// fleet makes a company of about n machines on Fly out of a seed: mostly small
// shared guests, some performance ones, volumes here and there, a few GPUs and
// spot workers.
func fleet(seed uint64, n int) []Item {
	r := rand.New(rand.NewPCG(seed, 20))
	var items []Item
	for machinesLeft := n; machinesLeft > 0; {
		g, class := someGuest(r)
		count := min(1+r.IntN(4), machinesLeft)
		machinesLeft -= count
		items = append(items, itemOf(fmt.Sprintf("app%04d", len(items)), g, class, count, r))
	}
	return items
}

func someGuest(r *rand.Rand) (machines.Guest, Class) {
	name, class := "shared-cpu-1x", General
	switch roll := r.IntN(100); {
	case roll < 45:
	case roll < 65:
		name = "shared-cpu-2x"
	case roll < 75:
		name = []string{"shared-cpu-4x", "shared-cpu-6x", "shared-cpu-8x"}[r.IntN(3)]
	case roll < 93:
		name, class = []string{"performance-1x", "performance-2x", "performance-4x", "performance-8x"}[r.IntN(4)], Perf
	case roll < 98:
		class = Spot
	default:
		name, class = []string{"a10", "a100-40gb"}[r.IntN(2)], GPU
	}
	g, _ := machines.Preset(name)
	if class != GPU {
		g.MemoryMiB *= 1 + r.IntN(4)
	}
	return g, class
}

func itemOf(app string, g machines.Guest, class Class, count int, r *rand.Rand) Item {
	req := g.Requests(0)
	item := Item{
		App: app, Env: "production", Group: "app", Class: class, Count: count, Surge: 1,
		CPUMilli: req.CPUMilli, MemoryMiB: req.MemoryMiB, EphemeralMiB: req.EphemeralMiB, GPU: req.GPU,
	}
	item.Accelerator, _ = machines.Accelerator(g.GPUKind)
	if r.IntN(8) == 0 && class != GPU {
		item.Pinned, item.Surge = true, 0
	}
	return item
}
