package machines

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// parsePrices reads a price list: unknown keys, missing parts and amounts that
// can't be are errors, all of them together.
func parsePrices(data []byte) (Prices, error) {
	var p Prices
	if err := decode(data, &p); err != nil {
		return Prices{}, err
	}
	if err := p.check(); err != nil {
		return Prices{}, err
	}
	return p, nil
}

func (p Prices) check() error {
	var errs []error
	must := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	must(p.AsOf != "", "as_of: a date is needed")
	must(p.Currency == "USD", "currency: expected USD, found %q", p.Currency)
	must(p.MonthHours > 0, "month_hours: expected more than 0")
	must(p.SpotFactor > 0 && p.SpotFactor <= 1, "spot_factor: expected more than 0, at most 1")
	must(len(p.Families) > 0, "families: at least one is needed")
	must(len(p.Regions) > 0, "regions: at least one is needed")
	for _, f := range p.Families {
		must(f.VCPU > 0 && f.GiB > 0, "families %s: vcpu_hour and gib_hour must be more than 0", f.Name)
		must(generation(f.Generation), "families %s: generation must be gen1 or gen4", f.Name)
	}
	for _, i := range p.Instances {
		must(i.Hour > 0, "instances %s: hour must be more than 0", i.Name)
		must(generation(i.Generation), "instances %s: generation must be gen1 or gen4", i.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(p.Regions)) {
		m := p.Regions[name]
		must(m.Gen1 >= 0 && m.Gen4 >= 0, "regions %s: a multiplier can't be below 0", name)
	}
	return errors.Join(append(errs, p.checkServices(), p.Fly.check())...)
}

func generation(g string) bool { return g == "gen1" || g == "gen4" }

// checkServices: a price of 0 that ought to be there would make the estimate
// lie without a word.
func (p Prices) checkServices() error {
	var errs []error
	for _, a := range []struct {
		key    string
		amount float64
	}{
		{"cluster_hour", p.Cluster}, {"egress_gib", p.Egress},
		{"disks_gib_month.pd-balanced", p.Disks["pd-balanced"]},
		{"disks_gib_month.hyperdisk-balanced", p.Disks["hyperdisk-balanced"]},
		{"load_balancer.first_rules_hour", p.Balancer.FirstRules},
		{"nat.vm_hour", p.NAT.VM}, {"nat.address_hour", p.NAT.Address},
		{"sql.vcpu_hour", p.SQL.VCPU}, {"sql.gib_hour", p.SQL.GiB}, {"sql.ssd_gib_month", p.SQL.SSD},
		{"sql.standby_factor", p.SQL.Standby},
		{"autopilot.vcpu_hour", p.Pods.VCPU}, {"autopilot.gib_hour", p.Pods.GiB},
	} {
		if a.amount <= 0 {
			errs = append(errs, fmt.Errorf("%s: expected more than 0", a.key))
		}
	}
	return errors.Join(errs...)
}
