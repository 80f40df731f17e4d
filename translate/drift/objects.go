package drift

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// kind is one list of an app's objects, each under its name.
type kind struct {
	field   string
	section func(*inventory.App) inventory.Section
	objects func(*inventory.App) map[string]string
}

func kinds() []kind {
	return []kind{
		{"volumes", func(a *inventory.App) inventory.Section { return a.Volumes.Section }, volumes},
		{"secrets", func(a *inventory.App) inventory.Section { return a.Secrets.Section }, secrets},
		{"ip_assignments", func(a *inventory.App) inventory.Section { return a.Addresses.Section }, addresses},
		{"certificates", func(a *inventory.App) inventory.Section { return a.Certificates.Section }, certificates},
	}
}

func objectsChanged(before, after *inventory.App) []Difference {
	var found []Difference
	for _, k := range kinds() {
		was, is := k.section(before), k.section(after)
		if !was.Complete() || !is.Complete() {
			if was.Status != is.Status {
				found = append(found, unknown(after.Name, k.field, was, is)...)
			}
			continue
		}
		earlier, later := k.objects(before), k.objects(after)
		all := maps.Clone(earlier)
		maps.Copy(all, later)
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if earlier[name] != later[name] {
				was, is := plain(earlier[name]), plain(later[name])
				if was == is {
					is += ", another value"
				}
				found = append(found, Difference{App: after.Name, Field: k.field + "[" + name + "]", Before: was, Live: is})
			}
		}
	}
	return found
}

func volumes(a *inventory.App) map[string]string {
	all := map[string]string{}
	for _, v := range a.Volumes.Items {
		all[v.ID] = fmt.Sprintf("%s in %s, %d GB, machine %s", v.Name, v.Region, v.SizeGB, or(v.AttachedMachine, "none"))
	}
	return all
}

// digest parts what a person may see of a secret from what only tells that its
// value is another one.
const digest = "\x00"

func plain(value string) string {
	seen, _, _ := strings.Cut(value, digest)
	return or(seen, Nothing)
}

// secrets are known by name.
func secrets(a *inventory.App) map[string]string {
	all := map[string]string{}
	for _, s := range a.Secrets.Items {
		all[s.Name] = or(s.State, "set") + digest + s.Digest
	}
	return all
}

func addresses(a *inventory.App) map[string]string {
	all := map[string]string{}
	for _, ip := range a.Addresses.Items {
		all[ip.IP] = or(ip.Type, present)
	}
	return all
}

func certificates(a *inventory.App) map[string]string {
	all := map[string]string{}
	for _, c := range a.Certificates.Items {
		all[c.Hostname] = or(c.Status, present)
	}
	return all
}
