package machines

import (
	"slices"
	"strconv"
	"strings"
)

// NodeHour is what a machine costs per hour in a region, without its disk.
// False when the list has no price for the family or the region.
func (p Prices) NodeHour(t Type, region string) (float64, bool) {
	m, known := p.Regions[region]
	if !known {
		return 0, false
	}
	if i := slices.IndexFunc(p.Instances, func(i InstancePrice) bool { return i.Name == t.Name }); i >= 0 {
		hour := p.Instances[i].Hour * m.of(p.Instances[i].Generation)
		return hour, hour > 0
	}
	if t.GPUs > 1 {
		return p.multiple(t, region)
	}
	family, _, _ := strings.Cut(t.Name, "-")
	i := slices.IndexFunc(p.Families, func(f FamilyPrice) bool { return f.Name == family })
	if i < 0 || t.GPUs > 0 {
		return 0, false
	}
	f := p.Families[i]
	hour := (f.VCPU*float64(t.VCPUs) + f.GiB*float64(t.GiB)) * m.of(f.Generation)
	return hour, hour > 0
}

// multiple is the price of a type with several GPUs by that of the one with a
// single GPU: Google adds up vCPUs, memory and GPUs, and these types have n times
// each (cloud.google.com/compute/gpus-pricing).
func (p Prices) multiple(t Type, region string) (float64, bool) {
	base, shape, ok := strings.Cut(t.Name, "gpu-")
	if !ok || shape != strconv.Itoa(t.GPUs)+"g" {
		return 0, false
	}
	one, ok := p.NodeHour(Type{Name: base + "gpu-1g", GPUs: 1}, region)
	return one * float64(t.GPUs), ok
}

// NodeMonth is NodeHour for a month, with its boot disk and the discount of Spot.
func (p Prices) NodeMonth(t Type, region, diskType string, diskGB int, spot bool) (float64, bool) {
	hour, ok := p.NodeHour(t, region)
	if !ok {
		return 0, false
	}
	if spot {
		hour *= p.SpotFactor
	}
	return hour*p.MonthHours + p.Disks[diskType]*float64(diskGB), true
}

func (m Multiplier) of(generation string) float64 {
	if generation == "gen4" {
		return m.Gen4
	}
	return m.Gen1
}
