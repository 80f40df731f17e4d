package machines

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// FlyPrices are Fly's list prices, without the markup of some regions.
type FlyPrices struct {
	Shared       float64     `yaml:"shared_vcpu_month"`
	Performance  float64     `yaml:"performance_vcpu_month"`
	Memory       float64     `yaml:"memory_gb_month"`
	Volume       float64     `yaml:"volume_gb_month"`
	Snapshot     float64     `yaml:"snapshot_gb_month"`
	SnapshotFree float64     `yaml:"snapshot_free_gb"`
	IPv4         float64     `yaml:"dedicated_ipv4_month"`
	EgressIP     float64     `yaml:"egress_ip_month"`
	Egress       float64     `yaml:"egress_gb"` // North America and Europe
	PostgresDisk float64     `yaml:"postgres_gb_month"`
	Postgres     []PlanPrice `yaml:"postgres_plans"`
}

// A PlanPrice is what a Managed Postgres plan costs.
type PlanPrice struct {
	Name  string  `yaml:"name"`
	Month float64 `yaml:"month"`
}

// Machine is what a started machine costs per month.
func (f FlyPrices) Machine(g Guest) float64 {
	vcpu := f.Shared
	if g.Kind == "performance" {
		vcpu = f.Performance
	}
	return vcpu*float64(g.CPUs) + f.Memory*float64(g.MemoryMiB)/1024
}

// Plan is what a Managed Postgres plan costs per month; false when unknown.
func (f FlyPrices) Plan(name string) (float64, bool) {
	i := slices.IndexFunc(f.Postgres, func(p PlanPrice) bool { return strings.EqualFold(p.Name, name) })
	if i < 0 {
		return 0, false
	}
	return f.Postgres[i].Month, true
}

func (f FlyPrices) check() error {
	var errs []error
	for _, a := range []struct {
		key    string
		amount float64
	}{
		{"shared_vcpu_month", f.Shared}, {"performance_vcpu_month", f.Performance},
		{"memory_gb_month", f.Memory}, {"volume_gb_month", f.Volume}, {"egress_gb", f.Egress},
	} {
		if a.amount <= 0 {
			errs = append(errs, fmt.Errorf("fly.%s: expected more than 0", a.key))
		}
	}
	return errors.Join(errs...)
}
