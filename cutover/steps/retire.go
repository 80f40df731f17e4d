package steps

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/fly2k8s/fly2k8s/cutover/dns"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// The steps of retirement that others wait for.
const (
	soak  = "retire/people/soak"
	final = "retire/people/commit"
	freed = "retire/releases/free"
)

const noWayBack = "There is no way back from here: Fly is being taken down."

// retire ends the life on Fly: a week of looking, a decision, then last copies
// and destruction, credentials last.
func (m *maker) retire() {
	var over, all []string
	for _, w := range m.Graph.Waves {
		over = append(over, done(w.Number))
	}
	for _, d := range m.Graph.Domains {
		all = append(all, d.Name)
	}
	for _, a := range m.Graph.Apps {
		all = append(all, a.Name)
	}
	var following []string
	for i := range m.Graph.Apps {
		m.followAgain(&m.Graph.Apps[i])
		following = append(following, id(plan.Retire, m.Graph.Apps[i].Name, "follow"))
	}
	m.add(plan.Step{
		ID: freed, Phase: plan.Retire, Owner: "lead", After: slices.Concat(over, []string{hold}, maybe(following...)), Title: "Allow releases again, to GKE only",
		Notes:    []string{"The workflows of ci/ deploy from now on. Remove those with superfly/flyctl-actions and fly deploy.", whichRepository},
		Commands: m.freeze("off"),
		Undo:     plan.Undo{Say: "Hold releases again.", Commands: m.freeze("on"), Effects: []plan.Effect{plan.Do(plan.Deploy, plan.Deploys, "held")}}, Estimate: guess(600, "a few switches in CI"),
		Effects: []plan.Effect{plan.Do(plan.Deploy, plan.Deploys, "free")},
	})
	m.add(plan.Step{
		ID: soak, Phase: plan.Retire, Owner: "lead", After: []string{freed}, Waits: true, Timeout: 14 * day * 3600, Title: "Let it run for a week, with Fly standing by",
		Notes: []string{"Fly's edge passes stragglers on all the while. Both sides cost money: see the summary."}, Gate: "a full week of business went by, one month end if there is one",
		Undo: nothing("waiting changes nothing"), Estimate: guess(7*24*3600, "a week"),
	})
	m.add(plan.Step{
		ID: final, Phase: plan.Retire, Owner: "lead", After: []string{soak}, People: 2, NoReturn: all, Title: "Decide to take Fly down: no way back after this",
		Gate: "both persons say go, and the inventory folder is committed as the record of what was there", Undo: plan.Undo{Say: noWayBack}, Estimate: guess(600, "a meeting"),
	})
	m.noFly()
	m.makeArchive()
	m.leftovers()
}

func gone(s plan.Step, after ...string) plan.Step {
	s.Phase, s.Undo, s.After = plan.Retire, plan.Undo{Say: noWayBack}, append(after, final)
	if s.ID != flyOff {
		s.After = append(s.After, maybe(flyOff)...)
	}
	if s.Estimate.Seconds == 0 {
		s.Estimate = guess(120, "one command")
	}
	return s
}

func (m *maker) retireHost(r hostRoute) {
	if !r.Proxied && r.ttl != r.low {
		change := dns.Change{Remove: m.toGKE(r).Add, Add: withTTL(m.toGKE(r).Add, r.ttl)}
		m.add(gone(plan.Step{ID: id(plan.Retire, r.Name, "ttl"), Wave: r.wave, Owner: "dns", Title: fmt.Sprintf("Raise the TTL of %s back to %d seconds", r.Name, r.ttl), Blocked: r.blocked,
			Commands: m.addressed(r, change), Verify: []plan.Check{{Run: r.zone.Shown(r.asked(), "A"), Expect: "TTL " + strconv.Itoa(r.ttl)}},
			Effects: []plan.Effect{r.effect(plan.TTL, strconv.Itoa(r.ttl))}}))
	}
	m.add(gone(plan.Step{
		ID: id(plan.Retire, r.Name, "certificate"), Wave: r.wave, Owner: "dns", Title: "Remove Fly's certificate and its challenge records of " + r.Name,
		Commands: []string{quoted("fly certs remove %s -a %s --yes", r.Name, r.app.FlyApp)},
		Notes:    []string{"Then delete _acme-challenge." + r.Name + " (to flydns.net) and _fly-ownership." + r.Name + ". Google's authorisation record stays."},
		Verify:   []plan.Check{{Run: quoted("fly certs list -a %s", r.app.FlyApp), Expect: "without " + r.Name}},
	}))
}

func (m *maker) retireApp(v mover) {
	var after []string
	for _, h := range v.hosts {
		after = append(after, id(plan.Retire, h.Name, "certificate"))
	}
	after = append(after, m.afterArchive()...)
	m.add(gone(plan.Step{
		ID: id(plan.Retire, v.Name, "destroy"), Wave: v.wave, Owner: "apps", Title: "Destroy " + v.FlyApp + " on Fly", People: 2,
		Precheck: []string{quoted("fly status -a %s", v.FlyApp)}, Commands: []string{quoted("fly apps destroy %s --yes", v.FlyApp)},
		Verify:  []plan.Check{{Run: "fly apps list --json | jq -r '.[].Name' | grep -Fxc " + word(v.FlyApp), Expect: "0"}},
		Effects: []plan.Effect{plan.Do(plan.Destroy, v.Name, "")},
	}, after...))
}

func (m *maker) retireDomain(v move) {
	after := []string{}
	if v.Back == "stream" {
		p := pg{move: v, db: v.Database}
		var cmds []string
		for _, u := range v.Database.Databases {
			if u.Database != "" {
				cmds = append(cmds, p.psql("fly", u.Database, "DROP SUBSCRIPTION IF EXISTS back"+p.subscription(u.Database)[len("fly2k8s"):]+";"), p.psql("gke", u.Database, "DROP PUBLICATION IF EXISTS fly2k8s_back;"))
			}
		}
		m.add(gone(plan.Step{ID: v.id(plan.Retire, "reverse"), Wave: v.wave, Owner: "database", Where: "bridge", Title: "End the stream of " + v.Name + " back to Fly", Commands: cmds, Effects: []plan.Effect{v.effect(plan.Reverse, "off")}}))
		after = append(after, v.id(plan.Retire, "reverse"))
	}
	m.keepCopy(v, after)
	m.add(gone(plan.Step{
		ID: v.id(plan.Retire, "destroy"), Wave: v.wave, Owner: "database", People: 2, Title: "Destroy " + v.Name + " on Fly", Commands: v.destroy(),
		Effects: []plan.Effect{v.effect(plan.Destroy, "")},
	}, append(m.afterArchive(), v.id(plan.Retire, "backup"))...))
}

func (v move) destroy() []string {
	switch {
	case v.Database != nil:
		return []string{quoted("fly apps destroy %s --yes", v.Database.FlyApp)}
	case v.Bucket != nil:
		return []string{quoted("fly storage destroy %s --yes", v.Bucket.Name)}
	case v.Cache != nil:
		return []string{quoted("fly redis destroy %s --yes", v.Cache.Name)}
	}
	var cmds []string
	for _, f := range v.Volume.Fly {
		cmds = append(cmds, quoted("fly volumes destroy %s --yes", f.ID))
	}
	return cmds
}
