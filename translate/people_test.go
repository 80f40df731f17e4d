package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/inventory"
)

func TestAddresses(t *testing.T) {
	tests := map[string]struct {
		has  inventory.Address
		want []string
	}{
		"a shared address is told to be gone":         {inventory.Address{IP: "66.241.125.42", Type: "shared_v4", Shared: true}, []string{"FLY018 changed ip_assignments.66.241.125.42"}},
		"an address of the app's own changes":         {inventory.Address{IP: "137.66.18.204", Type: "v4"}, []string{"FLY018 changed ip_assignments.137.66.18.204"}},
		"clients by IPv6 come another way":            {inventory.Address{IP: "2a09:8280:1::1", Type: "v6"}, []string{"FLY314 changed ip_assignments.2a09:8280:1::1"}},
		"a private address keeps its name":            {inventory.Address{IP: "fdaa:0:1::3", Type: "private_v6"}, []string{"FLY002 changed ip_assignments.fdaa:0:1::3"}},
		"one that an app calls out from is no client": {inventory.Address{IP: "2a09:8280:1::2", Type: "v6", Egress: true}, []string{"FLY006 changed ip_assignments.2a09:8280:1::2"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			findings := ofOrganisation(t, decisions.Decisions{}, func(_ *inventory.Snapshot, a *inventory.App) {
				a.Addresses = inventory.CompleteList([]inventory.Address{tt.has})
			})
			var got []string
			for _, code := range []string{"FLY002", "FLY006", "FLY018", "FLY314"} {
				got = append(got, only(said(findings), code)...)
			}
			equal(t, tt.want, got)
		})
	}
}

// What a network becomes depends on how many of its apps move.
func TestNetworks(t *testing.T) {
	tests := map[string]struct {
		apps []string
		why  string
	}{
		"apps of one network go on to reach each other":    {[]string{"shop", "shop-staging"}, "its 2 apps reach each other through a network policy instead of a flat network"},
		"an app alone has nobody to reach":                 {[]string{"shop", "gone"}, "its one app that moves has nobody there to reach"},
		"a network of previews is for those that CI makes": {[]string{"pr-7-shop"}, "it holds previews; a network policy keeps those that CI makes here apart from the other apps"},
		"a network of apps that stay ends":                 {[]string{"gone"}, "none of its apps moves, so no network policy is written for it"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			findings := ofOrganisation(t, decisions.Decisions{}, func(s *inventory.Snapshot, _ *inventory.App) {
				other := *live(shop("b"))
				other.Name = "shop-staging"
				s.Apps.Items = append(s.Apps.Items, other)
				s.Networks = []inventory.Network{{Name: "back", Apps: tt.apps}}
			})
			equal(t, []string{"FLY004 changed networks.back"}, only(said(findings), "FLY004"))
			for _, f := range findings {
				if f.Code == "FLY004" {
					equal(t, tt.why, f.Why)
				}
			}
		})
	}
}
