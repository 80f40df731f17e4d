package drift

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// Snapshots compares two inventories of one organisation, app by app: machines
// by group and region with their whole config, volumes, secret names, addresses
// and certificates. A fresh snapshot of the live API is the later one.
func Snapshots(before, after *inventory.Snapshot) ([]Difference, error) {
	var found []Difference
	for _, name := range appNames(before, after) {
		earlier, later := before.App(name), after.App(name)
		if earlier == nil || later == nil {
			found = append(found, Difference{App: name, Field: "app", Before: thereIf(earlier != nil), Live: thereIf(later != nil)})
			continue
		}
		machines, err := machinesChanged(earlier, later)
		if err != nil {
			return nil, fmt.Errorf("compare %s: %w", name, err)
		}
		found = append(found, machines...)
		found = append(found, objectsChanged(earlier, later)...)
	}
	return sorted(found), nil
}

func appNames(snapshots ...*inventory.Snapshot) []string {
	set := map[string]bool{}
	for _, s := range snapshots {
		for _, app := range s.Apps.Items {
			if app.Kind() != inventory.AppBuilder {
				set[app.Name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

func thereIf(is bool) string {
	if is {
		return present
	}
	return Nothing
}

func machinesChanged(before, after *inventory.App) ([]Difference, error) {
	if !before.Machines.Complete() || !after.Machines.Complete() {
		return unknown(before.Name, "machines", before.Machines.Section, after.Machines.Section), nil
	}
	earlier, later := fleetOf(before), fleetOf(after)
	places := append(slices.Clone(earlier.places), later.places...)
	slices.SortFunc(places, comparePlaces)
	var found []Difference
	for _, p := range slices.Compact(places) {
		at := Difference{App: after.Name, Group: p.group, Region: p.region}
		was, is := len(earlier.machines[p]), len(later.machines[p])
		if was != is {
			d := at
			d.Field, d.Before, d.Live = "machines", fmt.Sprint(was), fmt.Sprint(is)
			found = append(found, d)
		}
		if was == 0 || is == 0 {
			continue
		}
		changed, err := configsChanged(at, earlier, later, p)
		if err != nil {
			return nil, err
		}
		found = append(found, changed...)
	}
	return found, nil
}

// configsChanged compares the values that a place's machines have, whichever
// machine has them: a deploy replaces machines without a change.
func configsChanged(at Difference, earlier, later fleet, p place) ([]Difference, error) {
	was, lostBefore := earlier.known(p)
	is, lost := later.known(p)
	at.Of = len(later.machines[p])
	if len(lost) != len(lostBefore) {
		at.Field, at.Before, at.Live, at.Machines = "unreachable", fmt.Sprint(len(lostBefore)), fmt.Sprint(len(lost)), lost
		return []Difference{at}, nil
	}
	flatBefore, err := flattened(was)
	if err != nil {
		return nil, err
	}
	flat, err := flattened(is)
	if err != nil {
		return nil, err
	}
	var found []Difference
	skip := ""
	for _, field := range names(append(slices.Clone(flatBefore), flat...)...) {
		if stamped(field) || skip != "" && strings.HasPrefix(field, skip+".") {
			continue
		}
		d, same := valuesChanged(at, field, variants(field, was, flatBefore), variants(field, is, flat))
		if same || hiddenIn(d) {
			continue
		}
		found = append(found, d)
		if strings.HasSuffix(field, "]") {
			skip = field
		}
	}
	return found, nil
}

func valuesChanged(at Difference, field string, before, after []variant) (Difference, bool) {
	at.Field, at.Before, at.Live = field, valuesOf(field, before), valuesOf(field, after)
	for _, v := range after {
		if !slices.ContainsFunc(before, func(b variant) bool { return b.value == v.value }) {
			at.Machines = append(at.Machines, v.machines...)
		}
	}
	slices.Sort(at.Machines)
	same := slices.EqualFunc(before, after, func(a, b variant) bool { return a.value == b.value })
	return at, same || len(before) == 0 || len(after) == 0
}

// valuesOf lists the values that machines have, as a person may see them.
func valuesOf(field string, all []variant) string {
	var texts []string
	for _, v := range all {
		switch v.value {
		case Nothing, present:
			texts = append(texts, v.value)
		default:
			texts = append(texts, show(field, v.value))
		}
	}
	return strings.Join(texts, " | ")
}

// stamped fields change with every deploy and say nothing.
func stamped(field string) bool {
	return strings.HasPrefix(field, "metadata.fly_") && field != "metadata.fly_process_group"
}

func unknown(app, field string, before, after inventory.Section) []Difference {
	return []Difference{{App: app, Field: field, Before: statusOf(before), Live: statusOf(after)}}
}

func statusOf(s inventory.Section) string {
	if s.Complete() {
		return "known"
	}
	return "unknown: " + string(s.Status)
}
