package drift

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// place is one process group in one region.
type place struct{ group, region string }

// fleet is an app's machines by place, in order. Machines that a deploy does
// not count are left out: those of a release command or console, scheduled and
// standby ones, and what destroys itself.
type fleet struct {
	places   []place
	machines map[place][]*inventory.Machine
}

func fleetOf(app *inventory.App) fleet {
	f := fleet{machines: map[place][]*inventory.Machine{}}
	if app == nil {
		return f
	}
	for i := range app.Machines.Items {
		m := &app.Machines.Items[i]
		if m.Kind() != inventory.MachineService {
			continue
		}
		p := place{m.Group(), m.Region}
		if f.machines[p] == nil {
			f.places = append(f.places, p)
		}
		f.machines[p] = append(f.machines[p], m)
	}
	slices.SortFunc(f.places, comparePlaces)
	return f
}

func comparePlaces(a, b place) int {
	return cmp.Or(strings.Compare(a.group, b.group), strings.Compare(a.region, b.region))
}

func (f fleet) groups() []string {
	var names []string
	for _, p := range f.places {
		names = append(names, p.group)
	}
	return slices.Compact(names)
}

// count is how many machines a group has, in all regions or in one.
func (f fleet) count(group, region string) int {
	n := 0
	for _, p := range f.places {
		if p.group == group && (region == "" || p.region == region) {
			n += len(f.machines[p])
		}
	}
	return n
}

// variant is one value of a field and the machines that have it.
type variant struct {
	value    string
	machines []string
}

// known are the machines of a place whose config is whole. An unreachable host
// tells a part only, and a missing field there means nothing.
func (f fleet) known(p place) (whole []*inventory.Machine, partial []string) {
	for _, m := range f.machines[p] {
		if m.Config == nil {
			partial = append(partial, m.ID)
			continue
		}
		whole = append(whole, m)
	}
	slices.Sort(partial)
	return whole, partial
}

// flattened are the fields of each machine, with the image's reference among
// them.
func flattened(machines []*inventory.Machine) ([]fields, error) {
	all := make([]fields, len(machines))
	for i, m := range machines {
		f, err := fieldsOf(m.Config)
		if err != nil {
			return nil, err
		}
		f["image"] = imageOf(m)
		all[i] = f
	}
	return all, nil
}

func imageOf(m *inventory.Machine) string {
	if ref := m.ImageRef.String(); ref != "" {
		return ref
	}
	return m.Config.Image
}

// variants sorts machines by their value of a field; most machines first, then
// by value.
func variants(field string, machines []*inventory.Machine, flat []fields) []variant {
	var all []variant
	for i, m := range machines {
		value := or(flat[i][field], Nothing)
		at := slices.IndexFunc(all, func(v variant) bool { return v.value == value })
		if at < 0 {
			at, all = len(all), append(all, variant{value: value})
		}
		all[at].machines = append(all[at].machines, m.ID)
	}
	slices.SortFunc(all, func(a, b variant) int {
		return cmp.Or(cmp.Compare(len(b.machines), len(a.machines)), strings.Compare(a.value, b.value))
	})
	for _, v := range all {
		slices.Sort(v.machines)
	}
	return all
}

// names are all fields that anybody sets, in order.
func names(all ...fields) []string {
	var list []string
	for _, f := range all {
		for name := range f {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
