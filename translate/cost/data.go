package cost

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// database is a Cloud SQL instance. Of one that moves into the cluster it is the
// disks, as nodes hold its pods; one that stays on Fly costs what it costs there.
func database(in Input, d spec.Database) []Line {
	switch d.Target {
	case spec.CNPG:
		gib := max(d.DiskGB, 10) * max(d.Nodes, 1)
		return []Line{{d.Name, fmt.Sprintf("CloudNativePG disks, %d GiB", gib), float64(gib) * in.Prices.Disks["pd-balanced"]}}
	case spec.Keep:
		return []Line{{d.Name, "stays on Fly", keptOnFly(in, d)}}
	}
	hour, known := tierHour(in.Prices, d.Tier)
	if !known {
		return nil
	}
	copies, words := 1.0, ""
	if d.HA {
		copies, words = in.Prices.SQL.Standby, " with a standby"
	}
	gib := max(d.DiskGB, 10)
	return []Line{
		{d.Name, "Cloud SQL " + d.Tier + words, hour * in.Prices.MonthHours * copies},
		{d.Name, fmt.Sprintf("Cloud SQL SSD, %d GiB%s", gib, words), float64(gib) * in.Prices.SQL.SSD * copies},
	}
}

func keptOnFly(in Input, d spec.Database) float64 {
	if in.Snapshot == nil {
		return 0
	}
	month := 0.0
	for _, l := range fly(in) {
		if l.App == d.Name {
			month += l.Month
		}
	}
	return month
}

// tierHour is the price of a tier's vCPUs and memory: db-custom-2-8192 has two and
// 8192 MiB, db-perf-optimized-N-4 four and 8 GiB for each.
func tierHour(p machines.Prices, tier string) (float64, bool) {
	if i := slices.IndexFunc(p.SQL.Tiers, func(t machines.InstancePrice) bool { return t.Name == tier }); i >= 0 {
		return p.SQL.Tiers[i].Hour, true
	}
	var vcpus, mib int
	if rest, ok := strings.CutPrefix(tier, "db-custom-"); ok {
		if n, _ := fmt.Sscanf(rest, "%d-%d", &vcpus, &mib); n != 2 {
			return 0, false
		}
	} else if rest, ok := strings.CutPrefix(tier, "db-perf-optimized-N-"); ok {
		vcpus, _ = strconv.Atoi(rest)
		mib = vcpus * 8 * 1024
	}
	return p.SQL.VCPU*float64(vcpus) + p.SQL.GiB*float64(mib)/1024, vcpus > 0
}

// cache is the smallest Memorystore node that holds it. In the cluster a cache is
// a small pod, which the nodes hold.
func cache(in Input, c spec.Cache) Line {
	if c.Target != spec.Memorystore {
		return Line{App: c.Name}
	}
	size := c.MaxMiB
	if byUse(c) {
		size = 0
	}
	node := machines.CacheNode(size)
	return Line{c.Name, "Memorystore " + node, in.Prices.Cache[node] * in.Prices.MonthHours}
}

// byUse says that Upstash bills by use: the plan's size is a ceiling that hardly
// anybody comes near, and what is in use isn't known.
func byUse(c spec.Cache) bool { return c.Plan == "pay_as_you_go" }
