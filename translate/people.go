package translate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// people lists who has access on Fly. Fly has two roles for the whole
// organisation; GKE has groups by namespace.
func (c *company) people(s *inventory.Snapshot) {
	c.incomplete(s.Members.Section, "members", "nobody can be listed old to new")
	for _, m := range s.Members.Items {
		c.out.People = append(c.out.People, spec.Person{Name: m.Name, Email: m.Email, Role: m.Role})
		c.add(report.Of(report.RulePermissions, report.Changed, c.org("members."+m.Email), membership(m.Role)))
	}
	for _, i := range s.Invitations.Items {
		if !i.Redeemed {
			c.add(report.Of(report.RulePermissions, report.Dropped, c.org("invitations."+i.Email), "an open invitation to Fly: withdraw it, or add the person to a group"))
		}
	}
	slices.SortFunc(c.out.People, func(a, b spec.Person) int { return cmp.Compare(a.Email, b.Email) })
}

func membership(role string) string {
	if role == "ADMIN" {
		return "Admin of everything on Fly becomes a member of the admins group"
	}
	return "Member may deploy and destroy any app on Fly; here each app has its deployers, and readers can only look"
}

// tokens lists every credential by name, so that it can be replaced and, after
// the move, revoked.
func (c *company) tokens(s *inventory.Snapshot) {
	c.incomplete(s.Tokens.Section, "tokens", "tokens that must be revoked may be missing")
	for _, t := range s.Tokens.Items {
		c.token(t, "", c.org("tokens."+t.Name))
	}
	for i := range s.Apps.Items {
		app := &s.Apps.Items[i]
		for _, t := range app.Tokens.Items {
			c.token(t, app.Name, report.Source{App: app.Name, File: inventoryFile(app.Name), Key: "tokens." + t.Name})
		}
	}
	for _, t := range s.WireGuardTokens.Items {
		c.out.Tokens = append(c.out.Tokens, spec.Token{Name: t.Name, Kind: "wireguard"})
		c.add(report.Of(report.RuleToken, report.Dropped, c.org("wireguard_tokens."+t.Name), "it makes WireGuard peers on Fly; revoke it after the move"))
	}
	slices.SortFunc(c.out.Tokens, func(a, b spec.Token) int { return cmp.Or(cmp.Compare(a.App, b.App), cmp.Compare(a.Name, b.Name)) })
}

func (c *company) token(t inventory.AccessToken, app string, from report.Source) {
	if t.RevokedAt != "" {
		return
	}
	c.out.Tokens = append(c.out.Tokens, spec.Token{Name: t.Name, Kind: t.Profile, App: app, Owner: t.User})
	why := "revoke it after the move; nothing here needs it"
	if strings.HasPrefix(t.Profile, "deploy") {
		why = "CI proves itself by workload identity instead; revoke it after the move"
	}
	c.add(report.Of(report.RuleToken, report.Changed, from, why))
}

// networks settles the private networks and what else stands on them.
func (c *company) networks(s *inventory.Snapshot) {
	c.incomplete(s.WireGuard.Section, "wireguard_peers", "machines outside Fly that use the private network may be missing")
	for _, n := range s.Networks {
		var apps []string
		previews := false
		for _, a := range n.Apps {
			if c.find(a) != nil {
				apps = append(apps, c.nameOf(a))
			}
			previews = previews || isPreview(a) && c.find(withoutNumber(a)) != nil
		}
		c.out.Networks = append(c.out.Networks, spec.Network{Name: n.Name, Apps: slices.Compact(slices.Sorted(slices.Values(apps)))})
		c.add(report.Of(report.RuleFlatNetwork, report.Changed, c.org("networks."+n.Name), neighbours(len(apps), previews)))
	}
	c.peers(s.WireGuard.Items)
	if r := s.Replay.Value; r != nil && (r.AllowAllCrossNetwork || len(r.AllowedSourceOrgs) > 0) {
		c.add(report.Of(report.RuleReplay, report.Dropped, c.org("replay"), "other organisations may replay requests into this one; nothing on GKE does that"))
	}
}

// neighbours says what becomes of a network with so many apps that move.
func neighbours(apps int, previews bool) string {
	switch {
	case apps == 0 && previews:
		return "it holds previews; a network policy keeps those that CI makes here apart from the other apps"
	case apps == 0:
		return "none of its apps moves, so no network policy is written for it"
	case apps == 1:
		return "its one app that moves has nobody there to reach"
	}
	return fmt.Sprintf("its %d apps reach each other through a network policy instead of a flat network", apps)
}

// peers settles the machines outside Fly; flyctl makes some for one session.
func (c *company) peers(all []inventory.WireGuardPeer) {
	for _, p := range all {
		if strings.HasPrefix(p.Name, "interactive-") {
			f := report.Of(report.RulePrivateNetworks, report.Dropped, c.org("wireguard_peers."+p.Name), "flyctl made it for one session")
			f.Severity, f.Do = report.Note, ""
			c.add(f)
			continue
		}
		c.out.WireGuard = append(c.out.WireGuard, spec.WireGuardPeer{Name: p.Name, Region: p.Region, Network: cmp.Or(p.Network, "default")})
		c.add(report.Of(report.RulePrivateNetworks, report.Undecided, c.org("wireguard_peers."+p.Name),
			"a machine outside Fly reaches the private network; decide between IAP, a VPN and nothing"))
	}
	slices.SortFunc(c.out.WireGuard, func(a, b spec.WireGuardPeer) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Network, b.Network))
	})
}

// addresses settles the fixed addresses, inbound and outbound.
func (c *company) addresses(s *inventory.Snapshot) {
	for i := range s.Apps.Items {
		app := &s.Apps.Items[i]
		for _, e := range app.Egress.Items {
			c.egress(app.Name, e, "egress_addresses.")
		}
		if c.find(app.Name) == nil {
			continue
		}
		for _, a := range app.Addresses.Items {
			c.address(app, a)
		}
	}
	slices.SortFunc(c.out.Egress, func(a, b spec.Egress) int { return cmp.Or(cmp.Compare(a.App, b.App), cmp.Compare(a.IP, b.IP)) })
}

// egress is an address that an app calls out from. Fly may list it among those
// that clients reach as well; a partner has it on its list once.
func (c *company) egress(app string, e inventory.Egress, list string) {
	out := spec.Egress{IP: e.IP, App: app, Region: e.Region}
	if !slices.ContainsFunc(c.out.Egress, func(o spec.Egress) bool { return o.IP == e.IP && o.App == app }) {
		c.out.Egress = append(c.out.Egress, out)
	}
	c.add(report.Of(report.RuleEgressAddress, report.Changed, report.Source{App: app, File: inventoryFile(app), Key: list + e.IP},
		"partners that have "+e.IP+" on a list must add "+c.callsFrom(app)+" before the switch"))
}

// callsFrom names what an app will call out from.
func (c *company) callsFrom(flyApp string) string {
	env := production
	if m := c.find(flyApp); m != nil {
		env = m.env
	}
	if names := environmentNamed(c.out, env).Outbound(); len(names) > 0 {
		return "the addresses " + strings.Join(names, " and ") + " of Cloud NAT"
	}
	return "what the network around the cluster calls out from"
}

func (c *company) address(app *inventory.App, a inventory.Address) {
	from := report.Source{App: app.Name, File: inventoryFile(app.Name), Key: "ip_assignments." + a.IP}
	switch {
	case a.Egress:
		c.egress(app.Name, inventory.Egress{IP: a.IP, Region: a.Region}, "ip_assignments.")
	case a.Flycast():
		c.add(report.Of(report.RuleFlycast, report.Changed, from, "the private address becomes a Service that keeps the name "+app.Name+".flycast"))
	case a.Shared:
		c.add(report.Of(report.RuleSharedAddress, report.Changed, from, "shared by many customers of Fly; the Gateway has an address of its own"))
	case a.Type == "v6":
		c.add(report.Of(report.RuleIPv6Clients, report.Changed, from, c.ipv6Clients()))
	default:
		c.add(report.Of(report.RuleSharedAddress, report.Changed, from, "the app's own address changes to the Gateway's, or to a reserved one for raw ports"))
	}
}

func (c *company) ipv6Clients() string {
	if c.decided.Edge.IPv6 {
		return "HTTP hosts get AAAA records of the second Gateway's address; raw ports are reached by IPv4 alone"
	}
	return "clients by IPv6 come by IPv4 after the switch: AAAA records go in the same change as A records"
}
