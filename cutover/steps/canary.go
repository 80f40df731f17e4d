package steps

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/fly2k8s/fly2k8s/cutover/dns"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// shares are the percentages of clients that DNS sends to GKE before all of
// them; none when nobody decided so, when the provider can't, or when a host's
// app may not answer from both sides. An app that writes and is reached
// through Fly's edge may: its data has moved by then, and the edge passes what
// arrives at Fly on to GKE. A CNAME can't share a name with addresses, so it
// moves in one change.
func (m *maker) shares(r hostRoute) []int {
	plain := len(r.today) > 0 && !slices.ContainsFunc(r.types(), func(t string) bool { return t == "CNAME" })
	if m.Rehearsal || r.Proxied || r.blocked != "" || !plain || !r.zone.Weighs() || m.refuses(r) {
		return nil
	}
	if len(r.old("A")) == 0 {
		return nil
	}
	return m.Decisions.DNS.Canary
}

func (r hostRoute) types() []string {
	var types []string
	for _, rec := range r.today {
		types = append(types, rec.Type)
	}
	return types
}

// old are today's values of one type.
func (r hostRoute) old(kind string) []string {
	var values []string
	for _, rec := range r.today {
		if rec.Type == kind {
			values = append(values, rec.Values...)
		}
	}
	return values
}

// mixed makes the host's records send a percentage to GKE; 0 is as saved.
// Without an IPv6 address on Google's side, AAAA stays on Fly until 100.
func (m *maker) mixed(r hostRoute, percent int) []string {
	mixes := []dns.Mix{{Name: r.Name, Type: "A", TTL: r.low, Old: r.old("A"), New: []string{dns.NewIP}, Percent: percent}}
	set := newIP
	six := dns.Mix{Name: r.Name, Type: "AAAA", TTL: r.low, Old: r.old("AAAA"), Percent: percent}
	switch {
	case m.bothFamilies(r):
		set, six.New = newIP+"\n"+newIP6, []string{dns.NewIPv6}
	case m.Decisions.Edge.IPv6 && percent == 100:
		set, six.New = newIP+"\n"+newIP6, []string{dns.NewIPv6}
	case percent > 0 && percent < 100:
		return []string{set + "\n" + r.zone.Mixed(mixes...)}
	case !m.Decisions.Edge.IPv6 && len(six.Old) == 0:
		return []string{set + "\n" + r.zone.Mixed(mixes...)}
	}
	return []string{set + "\n" + r.zone.Mixed(append(mixes, six)...)}
}

// bothFamilies says whether IPv6 has an old and a new side to share between.
func (m *maker) bothFamilies(r hostRoute) bool {
	return m.Decisions.Edge.IPv6 && len(r.old("AAAA")) > 0
}

func (r hostRoute) shared(percent int) string {
	return id(plan.Switch, r.Name, "canary-"+strconv.Itoa(percent))
}

func (r hostRoute) watched(percent int) string {
	return id(plan.Verify, r.Name, "canary-"+strconv.Itoa(percent))
}

// canaries are the steps that a return to the saved records makes worthless.
func (r hostRoute) canaries(percents []int) []string {
	var ids []string
	for _, p := range percents {
		ids = append(ids, r.shared(p), r.watched(p))
	}
	return ids
}

// canary sends growing shares of the clients to GKE, with a watch after each.
// Every undo restores the saved records at once, however far it got.
func (m *maker) canary(r hostRoute, percents []int) {
	after := r.arrivals()
	effects, back := []plan.Effect{r.effect(plan.DNS, "A=share")}, []plan.Effect{r.effect(plan.DNS, "A=fly")}
	if m.bothFamilies(r) {
		effects, back = append(effects, r.effect(plan.DNS, "AAAA=share")), append(back, r.effect(plan.DNS, "AAAA=fly"))
	}
	back = append(back, r.effect(plan.Expire, r.lowTTL()))
	for i, p := range percents {
		m.add(plan.Step{
			ID: r.shared(p), Phase: plan.Switch, Wave: r.wave, Owner: "dns", After: after,
			Title:    fmt.Sprintf("Send %d %% of the clients of %s to the new address", p, r.Name),
			Notes:    []string{"Weights count resolvers, not clients: the real share is coarse, and differs from minute to minute."},
			Commands: m.mixed(r, p),
			Verify:   []plan.Check{{Run: r.zone.Shown(r.asked(), "A") + "\nfor _ in 1 2 3 4 5 6 7 8 9 10; do dig +short @\"$ns\" " + word(r.asked()) + " A; done | sort | uniq -c", Expect: fmt.Sprintf("TTL %d; over many answers both addresses, the new one in about %d of 100", r.low, p)}},
			Undo: plan.Undo{
				Say:      fmt.Sprintf("This restores the saved records at once. Then wait %d seconds before anything on GKE stops.", r.low),
				Commands: append(m.mixed(r, 0), fmt.Sprintf("sleep %d", r.low)), Effects: back, Redo: r.canaries(percents[:i]),
			},
			Effects: effects, Estimate: guess(120, "one change"),
		})
		m.watchShare(r, p)
		after = []string{r.watched(p)}
	}
}

func (m *maker) watchShare(r hostRoute, percent int) {
	m.add(plan.Step{
		ID: r.watched(percent), Phase: plan.Verify, Wave: r.wave, Owner: "apps", After: []string{r.shared(percent)}, Waits: true,
		Title: fmt.Sprintf("Watch %s for ten minutes at %d %%", r.Name, percent),
		Verify: []plan.Check{
			{Run: ask(r.asked(), r.path), Expect: "the status that it gave before the night, from GKE"},
			{Run: visitAt(r.asked(), r.path, r.old("A")[0]), Expect: "the same from Fly's edge"},
		},
		Gate: "server errors below 2 %, the slowest 5 % at most twice as slow as on Fly, no pod restarts",
		Undo: nothing("looking changes nothing"), Estimate: guess(600, "long enough for load balancer metrics, which lag by one to three minutes"),
	})
}
