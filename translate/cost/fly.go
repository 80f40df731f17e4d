package cost

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// fly are the lines of Fly's bill: what the inventory shows, at list prices.
func fly(in Input) []Line {
	var lines []Line
	for i := range in.Snapshot.Apps.Items {
		app := &in.Snapshot.Apps.Items[i]
		lines = append(lines, flyApp(in, app)...)
	}
	for _, c := range in.Snapshot.Managed.Items {
		lines = append(lines, managed(in, c)...)
	}
	for _, a := range in.Snapshot.AddOns.Items {
		lines = append(lines, Line{in.row(a.Name), a.Provider, float64(a.Plan.PricePerMonth) / 100})
	}
	for _, u := range in.Usage {
		lines = append(lines, Line{in.row(u.FlyApp), fmt.Sprintf("egress, %.0f GB", u.EgressGB), u.EgressGB * in.Prices.Fly.Egress})
	}
	return lines
}

func flyApp(in Input, app *inventory.App) []Line {
	name, price := in.row(app.Name), in.Prices.Fly
	lines := started(name, app, price)
	size := 0
	for _, v := range app.Volumes.Items {
		size += v.SizeGB
	}
	lines = append(lines, Line{name, fmt.Sprintf("volumes, %d GB", size), float64(size) * price.Volume})
	for _, a := range app.Addresses.Items {
		if a.Type == "v4" && !a.Shared {
			lines = append(lines, Line{name, "dedicated IPv4 address", price.IPv4})
		}
	}
	for _, e := range app.Egress.Items {
		if e.Version == 4 {
			lines = append(lines, Line{name, "fixed egress address", price.EgressIP})
		}
	}
	return lines
}

// started are the machines that run, equal ones in one line. A stopped machine
// pays for its file system only, which is cents.
func started(name string, app *inventory.App, price machines.FlyPrices) []Line {
	type size struct {
		name   string
		memory int
	}
	var sizes []size
	count, each := map[size]int{}, map[size]float64{}
	for i := range app.Machines.Items {
		m := &app.Machines.Items[i]
		g := m.Effective().Guest
		if g == nil || m.State != "started" && m.State != "starting" {
			continue
		}
		s := size{g.SizeName(), g.MemoryMB}
		if count[s]++; count[s] == 1 {
			sizes = append(sizes, s)
		}
		each[s] = price.Machine(machines.Guest{Kind: g.CPUKind, CPUs: g.CPUs, MemoryMiB: g.MemoryMB})
	}
	slices.SortFunc(sizes, func(a, b size) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.memory, b.memory)) })
	var lines []Line
	for _, s := range sizes {
		lines = append(lines, Line{name, fmt.Sprintf("%d × %s, %d MB", count[s], s.name, s.memory), float64(count[s]) * each[s]})
	}
	return lines
}

func managed(in Input, c inventory.ManagedCluster) []Line {
	name := in.row(c.ID)
	if name == c.ID {
		name = in.row(c.Name)
	}
	plan, _ := in.Prices.Fly.Plan(c.Plan)
	return []Line{
		{name, "Managed Postgres, plan " + c.Plan, plan},
		{name, fmt.Sprintf("Managed Postgres, %d GB", c.DiskSizeGB), float64(c.DiskSizeGB) * in.Prices.Fly.PostgresDisk},
	}
}

// row is the row that something on Fly belongs to: the app, database or cache that
// it becomes, or its own name when it does not move.
func (in Input) row(flyName string) string {
	for _, a := range in.Company.Apps {
		if a.FlyApp == flyName {
			return a.Name
		}
	}
	for _, d := range in.Company.Databases {
		if d.FlyApp == flyName || d.Name == flyName {
			return d.Name
		}
	}
	return flyName
}
