package steps

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// flyOff is the step after which no commit reaches Fly any more.
const flyOff = "retire/releases/off"

// variable sets a variable of CI for the environment. gh works on the repository
// that it stands in, or on the one that GH_REPO names.
// https://cli.github.com/manual/gh_variable_set
func (m *maker) variable(name, value string) string {
	return quoted("gh variable set %s --body %s --env %s", name, value, m.Env.Name)
}

const whichRepository = "CI's variables are those of the repository that holds the code: where that is another one, set GH_REPO=owner/name first."

// deployed are the apps whose workflows read variables. A rehearsal has none:
// its copies are deployed by hand, and the variables are production's.
func (m *maker) deployed() []spec.App {
	if m.Rehearsal {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.Graph.Apps), func(a spec.App) bool { return !side.Deployed(a) })
}

// freeze has CI refuse deploys with a release command, or not; nothing when no
// app that CI deploys has one.
func (m *maker) freeze(value string) []string {
	if !slices.ContainsFunc(m.deployed(), func(a spec.App) bool { return a.Release != nil }) {
		return nil
	}
	return []string{m.variable(side.SchemaFreeze, value)}
}

// activate tells CI on which side a write domain is active; nothing when no app
// that CI deploys writes to it.
func (m *maker) activate(domain, to string) []string {
	if !slices.ContainsFunc(m.deployed(), func(a spec.App) bool { return slices.Contains(side.Domains(m.Company, a), domain) }) {
		return nil
	}
	return []string{m.variable(side.Variable(domain), to)}
}

// alone tells CI about an app that has no write domain but itself, with its jobs
// if it has any, or else when it starts.
func (m *maker) alone(app *spec.App, to string) []string {
	if !slices.Equal(side.Domains(m.Company, *app), []string{app.Name}) {
		return nil
	}
	return m.activate(app.Name, to)
}

func (m *maker) hasJobs(app string) bool {
	return slices.ContainsFunc(m.Graph.Jobs, func(j graph.Job) bool { return j.App == app })
}

// noFly ends deploys to Fly before its apps are destroyed.
func (m *maker) noFly() {
	if len(m.deployed()) == 0 {
		return
	}
	m.add(gone(plan.Step{
		ID: flyOff, Owner: "lead", Title: "Stop deploying to Fly", Commands: []string{m.variable(side.FlyDeploys, "off")},
		Notes:  []string{whichRepository},
		Verify: []plan.Check{{Run: quoted("gh variable list --env %s", m.Env.Name), Expect: side.FlyDeploys + " is off"}},
	}))
}

// handsOff says how to keep Argo CD or Flux from undoing what the night changes
// by hand; empty where neither is used.
func (m *maker) handsOff() string {
	once := ""
	if slices.ContainsFunc(m.Graph.Jobs, func(j graph.Job) bool { return j.Kind == "job" }) {
		once = " (and APP-" + m.Env.Name + "-once, where there is one)"
	}
	switch m.Env.Deploy {
	case "argocd":
		return "Argo CD undoes what is changed by hand: 'argocd app set APP-" + m.Env.Name + " --sync-policy none' for each app of the night, and '--sync-policy automated' once the workflow has written the active side."
	case "flux":
		return "Flux undoes what is changed by hand: 'flux suspend kustomization APP-" + m.Env.Name + "'" + once + " for each app of the night, and 'flux resume' once the workflow has written the active side."
	}
	return ""
}

// said are the notes that say something.
func said(notes ...string) []string {
	return slices.DeleteFunc(notes, func(n string) bool { return n == "" })
}
