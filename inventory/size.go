package inventory

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/machines"
)

// SizeName is Fly's name for a guest, such as performance-2x.
func (g *Guest) SizeName() string {
	switch {
	case g == nil:
		return ""
	case g.GPUKind != "":
		return g.GPUKind
	case g.CPUKind == "shared":
		return fmt.Sprintf("shared-cpu-%dx", g.CPUs)
	}
	return fmt.Sprintf("%s-%dx", g.CPUKind, g.CPUs)
}

func sizes(app *App) []string {
	var names []string
	for _, m := range live(app) {
		names = append(names, m.Effective().Guest.SizeName())
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(n string) bool { return n == "" })
}

func memory(app *App) string {
	var sum int
	for _, m := range live(app) {
		if g := m.Effective().Guest; g != nil {
			sum += g.MemoryMB
		}
	}
	return fmt.Sprint(sum)
}

func volumeCell(app *App) string {
	if len(app.Volumes.Items) == 0 {
		return unsure(app.Volumes.Section, "–")
	}
	var size int
	for _, v := range app.Volumes.Items {
		size += v.SizeGB
	}
	return unsure(app.Volumes.Section, fmt.Sprintf("%d, %d GB", len(app.Volumes.Items), size))
}

func addressCell(app *App) string {
	var kinds []string
	for _, a := range app.Addresses.Items {
		kinds = append(kinds, strings.ReplaceAll(a.Type, "_", " "))
	}
	for _, e := range app.Egress.Items {
		kinds = append(kinds, fmt.Sprintf("egress v%d", e.Version))
	}
	slices.Sort(kinds)
	return unsure(app.Addresses.Section, dash(strings.Join(slices.Compact(kinds), ", ")))
}

// appMonth is what an app costs at Fly in dollars per month: its started
// machines, its volumes, its own addresses. A stopped machine costs next to
// nothing and is left out.
func appMonth(app *App, prices machines.FlyPrices) float64 {
	var sum float64
	for _, m := range live(app) {
		if g := m.Effective().Guest; g != nil && m.State == "started" {
			sum += prices.Machine(machines.Guest{Kind: g.CPUKind, CPUs: g.CPUs, MemoryMiB: g.MemoryMB})
		}
	}
	for _, v := range app.Volumes.Items {
		sum += prices.Volume * float64(v.SizeGB)
	}
	for _, a := range app.Addresses.Items {
		if a.Type == "v4" {
			sum += prices.IPv4
		}
	}
	return sum + egressMonth(app, prices)
}

// egressMonth: Fly sells a static egress address as a pair of v4 and v6
// (https://fly.io/docs/networking/egress-ips/).
func egressMonth(app *App, prices machines.FlyPrices) float64 {
	var sum float64
	for _, e := range app.Egress.Items {
		if e.Version == 4 {
			sum += prices.EgressIP
		}
	}
	return sum
}
