package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// partners tells everybody who has Fly's outbound addresses on a list.
func (m *maker) partners() {
	var effects []plan.Effect
	var old []string
	for _, e := range m.Company.Egress {
		if app := m.appOf(e.App); app != nil {
			effects = append(effects, plan.Do(plan.Allow, app.Name, ""))
			old = append(old, fmt.Sprintf("%s (%s)", e.IP, app.Name))
		}
	}
	if len(effects) == 0 {
		return
	}
	who := "everybody who has them on a list"
	if len(m.Decisions.Cutover.Partners) > 0 {
		who = strings.Join(m.Decisions.Cutover.Partners, ", ")
	}
	m.add(plan.Step{
		ID: partners, Phase: plan.Prepare, Owner: "comms", After: []string{platform}, Lead: 14 * day, Title: "Have partners allow the new outbound addresses",
		Notes:    []string{"Today's: " + strings.Join(old, ", ") + ". Partners add the new ones and keep these until retirement.", "To tell: " + who + "."},
		Commands: []string{quoted("gcloud compute addresses list --filter='purpose:NAT_AUTO OR name~nat' --project=%s", m.Env.Project)},
		Verify: []plan.Check{{
			Run:    "kubectl run fly2k8s-egress --rm -i --restart=Never --image=curlimages/curl:8.10.1 --command -- curl -sS https://ifconfig.me",
			Expect: "one of the new addresses; then each partner confirms in writing",
		}},
		Gate: "every partner has confirmed", Undo: nothing("a longer list harms nobody"),
		Estimate: guess(10*24*3600, "partners answer within two working weeks"), Waits: true, Effects: effects,
	})
}

func (m *maker) appOf(fly string) *spec.App {
	for i := range m.Graph.Apps {
		if a := &m.Graph.Apps[i]; a.FlyApp == fly || a.Name == fly {
			return a
		}
	}
	return nil
}

// partnered says whether partners know the app's outbound address.
func (m *maker) partnered(v mover) bool {
	return slices.ContainsFunc(m.Company.Egress, func(e spec.Egress) bool { return e.App == v.FlyApp || e.App == v.Name })
}

func (m *maker) notice() {
	m.add(plan.Step{
		ID: notice, Phase: plan.Prepare, Owner: "comms", Lead: 7 * day, Title: "Tell customers about the window",
		Notes: []string{"Say from when to when writes stand still, what they will see (a holding page, status 503 with Retry-After), and where news appear."},
		Undo:  plan.Undo{Say: "Tell them that the window is cancelled."}, Estimate: guess(1800, "one message"),
	})
}

// releases stops code and schema from changing under the copy.
func (m *maker) releases() {
	m.add(plan.Step{
		ID: hold, Phase: plan.Prepare, Owner: "lead", After: append([]string{secretsIn, imagesIn}, maybe(partners)...), Lead: 2 * day,
		Title:    "Hold releases: no deploys, no migrations until the move is done",
		Notes:    []string{"Schema changes are not replicated. The workflows of ci/ refuse deploys with a release command from here on; switch all others off, not only the habit.", whichRepository},
		Commands: m.freeze("on"),
		Verify:   []plan.Check{{Run: m.lastReleases(), Expect: "no release newer than this step"}},
		Undo:     plan.Undo{Say: "Allow releases to Fly again.", Commands: m.freeze("off"), Effects: []plan.Effect{plan.Do(plan.Deploy, plan.Deploys, "free")}},
		Effects:  []plan.Effect{plan.Do(plan.Deploy, plan.Deploys, "held")}, Estimate: guess(600, "a few switches in CI"),
	})
}

func (m *maker) lastReleases() string {
	var lines []string
	for _, a := range m.Graph.Apps {
		lines = append(lines, "fly releases -a "+word(a.FlyApp)+" --json | jq -r '.[0] | [.Version, .CreatedAt] | @tsv'")
	}
	return strings.Join(lines, "\n")
}

func (m *maker) rehearsalGate() {
	if m.Rehearsal || m.Env.Name != "production" {
		return
	}
	m.add(plan.Step{
		ID: rehearsed, Phase: plan.Prepare, Owner: "lead", Lead: 3 * day, Title: "Rehearse the night on a copy",
		Notes: []string{"Follow the plan of 'fly2k8s cutover plan --rehearsal', log each step, then plan again: the measured times become the estimates of this plan."},
		Gate:  "a rehearsal ended well, and its times are in this plan", Undo: nothing("practice stays"), Estimate: guess(4*3600, "half a day"),
	})
}
