package steps

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// leftovers end what belongs to the organisation rather than to an app. They
// are part of production's plan only, since they are there once.
func (m *maker) leftovers() {
	if m.Env.Name != "production" {
		return
	}
	var destroyed []string
	for _, a := range m.Graph.Apps {
		destroyed = append(destroyed, id(plan.Retire, a.Name, "destroy"))
	}
	for _, d := range m.Graph.Domains {
		destroyed = append(destroyed, id(plan.Retire, d.Name, "destroy"))
	}
	m.left("preview", "Stop making previews on Fly, and destroy those that are left", destroyed)
	m.left("builder", "Destroy the remote builders", destroyed)
	m.left("bastion", "Destroy the bastion between Fly and Google, which has nothing left to join", destroyed)
	m.left("log-shipper", "Destroy the log shipper: Cloud Logging reads the pods itself", destroyed)
	if len(m.Company.Egress) > 0 {
		m.add(gone(plan.Step{ID: "retire/partners/egress", Owner: "comms", Title: "Tell partners to take the old outbound addresses off their lists", Notes: []string{addresses(m.Company.Egress)}, Estimate: guess(600, "one message")}, destroyed...))
	}
	if !m.keepsOnFly() && m.needsBridge() {
		m.add(gone(plan.Step{ID: "retire/platform/bridge", Owner: "apps", Title: "Take the bridge down", Commands: []string{
			quoted("fly wireguard remove %s gcp-bridge", m.Company.Org), quoted("gcloud compute instances delete fly-bridge --zone=%s --project=%s --quiet", m.zone(), m.Env.Project)},
			Notes: []string{"Remove its file from infra/terraform in the same change."}, Effects: []plan.Effect{plan.Do(plan.Down, plan.Bridge, "")}}, destroyed...))
	}
	m.tokens(destroyed)
}

func addresses(egress []spec.Egress) string {
	out := "They were:"
	for _, e := range egress {
		out += " " + e.IP
	}
	return out + "."
}

// keepsOnFly says whether anything reaches back to Fly for good.
func (m *maker) keepsOnFly() bool {
	return slices.ContainsFunc(m.Company.Apps, func(a spec.App) bool { return NeedsBridge(m.Company, a) })
}

// NeedsBridge says whether an app uses a database that stays on Fly.
func NeedsBridge(c spec.Company, a spec.App) bool {
	return slices.ContainsFunc(c.Databases, func(d spec.Database) bool {
		return d.Env == a.Env && d.Target == spec.Keep && slices.ContainsFunc(d.Databases, func(u spec.DatabaseUse) bool { return u.App == a.Name })
	})
}

func (m *maker) left(kind, title string, after []string) {
	var cmds []string
	for _, l := range m.Company.Left {
		if l.Kind == kind {
			cmds = append(cmds, quoted("fly apps destroy %s --yes", l.Name))
		}
	}
	if len(cmds) > 0 {
		m.add(gone(plan.Step{ID: "retire/left/" + kind, Owner: "apps", Title: title, Commands: cmds, Estimate: guess(60+10*len(cmds), "one command each")}, after...))
	}
}

// tokens go last: the steps above need one.
func (m *maker) tokens(after []string) {
	s := plan.Step{ID: "retire/people/tokens", Owner: "lead", Title: "Revoke Fly's tokens, and take people out of the organisation", Estimate: guess(900, "one command each")}
	for _, t := range m.Company.Tokens {
		s.Notes = append(s.Notes, fmt.Sprintf("%s (%s%s)", t.Name, t.Kind, of(t.App)))
	}
	s.Commands = []string{quoted("fly tokens list --scope org -o %s", m.Company.Org)}
	s.Notes = append(s.Notes, "Revoke each with fly tokens revoke ID. Extensions (Sentry, Tigris, Upstash) are billed through Fly: move their accounts before the organisation goes.")
	m.add(gone(s, after...))
}

func of(app string) string {
	if app == "" {
		return ""
	}
	return " of " + app
}
