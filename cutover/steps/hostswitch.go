package steps

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/cutover/dns"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

func (m *maker) test(r hostRoute) {
	s := plan.Step{
		ID: id(plan.Switch, r.Name, "test"), Phase: plan.Switch, Wave: r.wave, Owner: "apps",
		After: []string{id(plan.Switch, r.App, "run"), id(plan.Prepare, r.Name, "certificate")},
		Title: "Test " + r.Name + " through the new address, before anybody is sent there",
		Verify: []plan.Check{
			{Run: ask(r.asked(), r.path), Expect: "the same status as the line below printed before the night: " + visit(r.asked(), r.path)},
			{Run: newIP + "\nopenssl s_client -connect \"$new_ip\":443 -servername " + word(r.asked()) + " </dev/null 2>/dev/null | openssl x509 -noout -ext subjectAltName", Expect: r.Name + " among the names"},
		},
		Undo: nothing("a test changes nothing"), Estimate: guess(60, "two requests"), Effects: []plan.Effect{r.effect(plan.Test, "")},
	}
	if m.Rehearsal {
		s.Verify[0].Expect = "the status that the app gives on Fly"
	}
	m.add(s)
}

// toGKE is the change that sends a host to the new address. AAAA goes in the
// same change: one that stays would keep IPv6 users on Fly.
func (m *maker) toGKE(r hostRoute) dns.Change {
	c := dns.Change{
		Remove: withTTL(r.today, r.low), Proxied: r.Proxied,
		Add: []spec.Record{{Name: r.Name, Type: "A", TTL: r.low, Values: []string{dns.NewIP}}},
	}
	if m.Decisions.Edge.IPv6 {
		c.Add = append(c.Add, spec.Record{Name: r.Name, Type: "AAAA", TTL: r.low, Values: []string{dns.NewIPv6}})
	}
	return c
}

func (m *maker) addressed(r hostRoute, c dns.Change) []string {
	cs := commands(r, c)
	for i := range cs {
		set := newIP
		if m.Decisions.Edge.IPv6 {
			set += "\n" + newIP6
		}
		cs[i] = set + "\n" + cs[i]
	}
	return cs
}

// newIP6 sets $new_ip6 to the address of the gateway for IPv6.
const newIP6 = `new_ip6="$(kubectl -n gateway get gateway public-v6 -o jsonpath='{.status.addresses[0].value}')"`

// arrivals are the steps after which a host's clients may be sent to GKE.
func (r hostRoute) arrivals() []string {
	after := []string{id(plan.Switch, r.Name, "test"), id(plan.Verify, r.App, "watch"), id(plan.Prepare, r.Name, "save")}
	return append(after, maybe(id(plan.Switch, r.App, "pass"), id(plan.Prepare, r.Name, "expire"))...)
}

func (m *maker) records(r hostRoute) {
	change := m.toGKE(r)
	title := "Point " + r.Name + " at the new address, A and AAAA in one change"
	arrivals, commands, undo, redo := r.arrivals(), m.addressed(r, change), m.addressed(r, change.Back()), []string(nil)
	if shares := m.shares(r); len(shares) > 0 {
		m.canary(r, shares)
		arrivals, redo = append(arrivals, r.watched(shares[len(shares)-1])), r.canaries(shares)
		title = "Point all clients of " + r.Name + " at the new address"
		commands, undo = m.mixed(r, 100), m.mixed(r, 0)
	}
	effects := []plan.Effect{r.effect(plan.DNS, "A=gke")}
	back := []plan.Effect{r.effect(plan.DNS, "A=fly")}
	if IPv6(r.Host) {
		to := "none"
		if m.Decisions.Edge.IPv6 {
			to = "gke"
		}
		effects = append(effects, r.effect(plan.DNS, "AAAA="+to))
		back = append(back, r.effect(plan.DNS, "AAAA=fly"))
	}
	moved, gone := id(plan.Switch, r.Name, "dns"), id(plan.Switch, r.Name, "expire")
	ends := nothing("waiting changes nothing")
	reopened := []plan.Effect{r.effect(plan.Expire, r.lowTTL())}
	if m.refuses(r) {
		ends.Effects, reopened = []plan.Effect{r.effect(plan.Announce, "")}, append(reopened, r.effect(plan.Reopen, ""))
	}
	m.add(plan.Step{
		ID: moved, Phase: plan.Switch, Wave: r.wave, Owner: "dns", After: arrivals, Blocked: r.blocked,
		Title: title, Commands: commands,
		Verify: []plan.Check{
			{Run: r.zone.Shown(r.asked(), "A"), Expect: "the new address, TTL " + r.lowTTL()},
			{Run: r.zone.Shown(r.asked(), "AAAA"), Expect: m.expectAAAA()},
		},
		Undo: plan.Undo{
			Say:      fmt.Sprintf("Then wait %d seconds before anything on GKE stops: resolvers still send clients there.", r.low),
			Commands: append(undo, fmt.Sprintf("sleep %d", r.low)), Effects: append(back, r.effect(plan.Expire, r.lowTTL())), Redo: redo,
		},
		Effects: effects, Estimate: guess(120, "one change"),
	})
	m.add(plan.Step{
		ID: gone, Phase: plan.Switch, Wave: r.wave, Owner: "dns", After: []string{moved}, Waits: true,
		Title:  fmt.Sprintf("Wait %d seconds until resolvers have forgotten Fly's address of %s", r.low, r.Name),
		Verify: []plan.Check{{Run: "dig +short @1.1.1.1 " + word(r.asked()) + " A\ndig +short @8.8.8.8 " + word(r.asked()) + " A\ndig +short @9.9.9.9 " + word(r.asked()) + " A", Expect: "only the new address"}},
		Undo:   ends, Estimate: plan.Estimate{Seconds: r.low, From: "the lowered TTL"}, Effects: reopened,
	})
}

// refuses says whether the host's clients are refused while its app is stopped:
// no machine of ours can stand in for raw TCP at Fly's edge.
func (m *maker) refuses(r hostRoute) bool {
	v := m.mover(r.app)
	return !v.http && v.night && len(v.domains) > 0
}

func (m *maker) expectAAAA() string {
	if m.Decisions.Edge.IPv6 {
		return "the new IPv6 address"
	}
	return "nothing: IPv6 users come by IPv4"
}

// origin moves a host behind Cloudflare's proxy: no client caches the origin,
// so there is no TTL to wait for.
func (m *maker) origin(r hostRoute) {
	change := m.toGKE(r)
	effects, back := []plan.Effect{r.effect(plan.Origin, "gke")}, []plan.Effect{r.effect(plan.Origin, "fly")}
	if m.refuses(r) {
		effects, back = append(effects, r.effect(plan.Reopen, "")), append([]plan.Effect{r.effect(plan.Announce, "")}, back...)
	}
	m.add(plan.Step{
		ID: id(plan.Switch, r.Name, "origin"), Phase: plan.Switch, Wave: r.wave, Owner: "dns", After: r.arrivals(), Blocked: r.blocked,
		Title:    "Move Cloudflare's origin of " + r.Name + " to the new address",
		Precheck: []string{"curl -fsS -H \"Authorization: Bearer $CLOUDFLARE_API_TOKEN\" " + word("https://api.cloudflare.com/client/v4/zones/"+r.zone.ID+"/settings/ssl") + " | jq -r .result.value"},
		Notes:    []string{"The precheck must print full or strict: with flexible, Cloudflare would speak plain HTTP to the new address and be redirected in a circle."},
		Commands: m.addressed(r, change),
		Verify:   []plan.Check{{Run: visit(r.asked(), r.path), Expect: "via: 1.1 google among the headers"}},
		Undo:     plan.Undo{Commands: m.addressed(r, change.Back()), Effects: back},
		Effects:  effects, Estimate: guess(60, "one change"),
	})
}
