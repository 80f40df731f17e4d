package flyapi

import (
	"encoding/json"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// addressTypes gives addresses the type that only GraphQL sends, and the
// network of a flycast address where REST left it out. REST's list stays the
// one that counts; an address that only GraphQL has is added to it.
func (r *appReader) addressTypes(p pages) {
	if p.err != nil {
		lose(&r.app.Addresses.Section, "their types were worked out from the addresses: "+p.err.Error())
		return
	}
	type node struct {
		Address, Type string
		Network       *struct {
			Name         string
			Organization struct{ Slug string }
		}
	}
	for _, one := range p.all {
		var found page[node]
		if err := json.Unmarshal(one["ipAddresses"], &found); err != nil {
			lose(&r.app.Addresses.Section, "their types can't be read: "+err.Error())
			return
		}
		for _, n := range found.Nodes {
			a := r.address(n.Address)
			a.Type = n.Type
			if n.Network != nil && a.Network == nil {
				a.Network = &inventory.AddressNetwork{Name: n.Network.Name, OrgSlug: n.Network.Organization.Slug}
			}
		}
	}
	sortBy(r.app.Addresses.Items, func(a inventory.Address) string { return a.Type + " " + a.IP })
}

func (r *appReader) address(ip string) *inventory.Address {
	items := r.app.Addresses.Items
	for i := range items {
		if items[i].IP == ip {
			return &items[i]
		}
	}
	r.app.Addresses.Items = append(items, inventory.Address{IP: ip})
	return &r.app.Addresses.Items[len(items)]
}

// egress joins the addresses of the app with the older ones of machines.
func egress(app, machines pages) inventory.List[inventory.Egress] {
	list := listOf(app, "egressIpAddresses", egressNode.value, func(e inventory.Egress) string { return e.IP })
	if machines.err != nil {
		lose(&list.Section, "those of machines: "+machines.err.Error())
	}
	type node struct {
		ID                string
		EgressIPAddresses page[egressNode]
	}
	for _, one := range machines.all {
		var found page[node]
		if err := json.Unmarshal(one["machines"], &found); err != nil {
			lose(&list.Section, "those of machines can't be read: "+err.Error())
			continue
		}
		for _, m := range found.Nodes {
			for _, e := range m.EgressIPAddresses.Nodes {
				address := e.value()
				address.Machine = m.ID
				list.Items = append(list.Items, address)
			}
		}
	}
	sortBy(list.Items, func(e inventory.Egress) string { return e.Machine + " " + e.IP })
	return list
}
