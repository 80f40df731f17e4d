package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// wave adds the gates of a night: go, everything held, the commit where there
// is no way back, and done. Other waves only get done.
func (m *maker) wave(w plan.Wave) {
	if w.Night {
		m.goGate(w)
		m.heldBarrier(w)
		m.commitGate(w)
	}
	m.doneGate(w)
}

func (m *maker) goGate(w plan.Wave) {
	after := append([]string{hold}, maybe(notice, rehearsed, bridge, partners)...)
	for _, a := range w.Apps {
		after = append(after, id(plan.Prepare, a, "apply"))
		after = append(after, maybe(id(plan.Prepare, a, "proxy"))...)
	}
	for _, h := range w.Hosts {
		after = append(after, id(plan.Prepare, h, "certificate"))
		after = append(after, maybe(id(plan.Prepare, h, "expire"))...)
	}
	for _, d := range w.Domains {
		after = append(after, maybe(ready(d))...)
	}
	for _, other := range m.Graph.Waves {
		if other.Number < w.Number {
			after = append(after, done(other.Number))
		}
	}
	m.add(plan.Step{
		ID: goGate(w.Number), Phase: plan.Freeze, Wave: w.Number, Owner: "lead", After: after, People: 2,
		Title:    fmt.Sprintf("Go or no-go for wave %d: %s", w.Number, strings.Join(w.Apps, ", ")),
		Notes:    []string{"Up to here nothing has changed for anybody. From here on writes to " + strings.Join(w.Domains, ", ") + " stand still."},
		Gate:     "everybody named is present, nothing is blocked, no incident is open on either side, the copy is streaming or rehearsed",
		Commands: m.still("on"), Verify: m.underWay(), Undo: m.decision("off", "Call the night off: deploys are allowed again."), Estimate: guess(120, "a roll call"),
	})
}

func (m *maker) heldBarrier(w plan.Wave) {
	after := []string{goGate(w.Number)}
	for _, a := range w.Apps {
		after = append(after, maybe(id(plan.Freeze, a, "hold"))...)
	}
	m.add(plan.Step{
		ID: held(w.Number), Phase: plan.Freeze, Wave: w.Number, Owner: "lead", After: after, Title: "All of the wave's hosts show the holding page",
		Gate: "each host was seen with x-fly2k8s: hold", Undo: nothing("a look"), Estimate: guess(15, "a look"),
	})
}

// commitGate is the point of no return of data that nothing brings back to Fly.
func (m *maker) commitGate(w plan.Wave) {
	var final, after []string
	for _, d := range m.Graph.Domains {
		if slices.Contains(w.Domains, d.Name) {
			after = append(after, id(plan.Switch, d.Name, "open"))
			if d.Back == "none" {
				final = append(final, d.Name)
			}
		}
	}
	if len(final) == 0 {
		return
	}
	m.add(plan.Step{
		ID: commit(w.Number), Phase: plan.Switch, Wave: w.Number, Owner: "lead", After: after, People: 2, NoReturn: final,
		Title: "Point of no return for " + strings.Join(final, ", "),
		Notes: []string{"Nothing carries new rows back to Fly. Once the first app writes on GKE, going back would lose what was written since."},
		Gate:  "both persons have read the comparison of both sides and say go", Undo: plan.Undo{Say: "There is no way back from here: repair forward."},
		Estimate: guess(60, "two people read and agree"),
	})
}

func (m *maker) doneGate(w plan.Wave) {
	var after []string
	for _, a := range w.Apps {
		after = append(after, id(plan.Verify, a, "watch"))
	}
	after = append(after, m.swings(w)...)
	after = append(after, m.opened(w.Domains)...)
	for _, h := range w.Hosts {
		after = append(after, maybe(id(plan.Switch, h, "expire"), id(plan.Switch, h, "origin"))...)
	}
	for _, j := range m.Graph.Jobs {
		if _, last := m.jobWaves(j); last == w.Number {
			after = append(after, id(plan.Switch, j.Name, "start"))
		}
	}
	if len(m.Decisions.Cutover.Webhooks) > 0 && m.lastWave(w) {
		after = append(after, webhooks)
		m.webhooks(w)
	}
	var allow []string
	refuse := nothing("a decision")
	if w.Night {
		allow, refuse = m.still("off"), m.decision("on", "The night goes on: deploys are refused again.")
	}
	m.add(plan.Step{
		ID: done(w.Number), Phase: plan.Verify, Wave: w.Number, Owner: "lead", After: after, Title: fmt.Sprintf("Wave %d has moved", w.Number),
		Gate: "all of it was watched, and nobody has a reason to go back", Commands: allow, Undo: refuse, Estimate: guess(60, "a roll call"),
	})
}

// decision is the undo of a gate that has CI refuse deploys, or not.
func (m *maker) decision(freeze, say string) plan.Undo {
	commands := m.still(freeze)
	if len(commands) == 0 {
		return nothing("a decision")
	}
	return plan.Undo{Say: say, Commands: commands}
}

// swings are the steps of apps that moved early and get their data now.
func (m *maker) swings(w plan.Wave) []string {
	var ids []string
	for i := range m.Graph.Apps {
		v := m.mover(&m.Graph.Apps[i])
		if !v.swings() {
			continue
		}
		if _, last := m.nights(v); last == w.Number {
			ids = append(ids, id(plan.Switch, v.Name, "swing"))
		}
	}
	return ids
}

const webhooks = "switch/partners/webhooks"

func (m *maker) lastWave(w plan.Wave) bool { return w.Number == len(m.Graph.Waves) }

// webhooks come last: a caller that pins an address or a fly.dev name.
func (m *maker) webhooks(w plan.Wave) {
	var after []string
	for _, h := range m.Graph.Hosts {
		after = append(after, maybe(id(plan.Switch, h.Name, "expire"), id(plan.Switch, h.Name, "origin"))...)
	}
	m.add(plan.Step{
		ID: webhooks, Phase: plan.Switch, Wave: w.Number, Owner: "comms", After: after, Title: "Check the services that call us",
		Notes: append([]string{"Callers by host name need nothing. Callers that pinned an address or a fly.dev name must change it now. To check:"}, m.Decisions.Cutover.Webhooks...),
		Gate:  "each has delivered once since the switch", Undo: nothing("they call the host names, wherever these point"), Estimate: guess(900, "a test delivery each"),
	})
}
