package steps

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// flyOff is the step after which no commit reaches Fly any more.
const flyOff = "retire/releases/off"

const whichRepository = "CI's variables are those of the repository that holds the code: where that is another one, set GH_REPO=owner/name first. What begins with env -u GH_REPO is for the platform repository, where commands run."

// readers are the apps whose workflows read variables. A rehearsal has none: its
// copies are deployed by hand, and the variables are production's. Nor has an
// image from elsewhere that Argo CD or Flux applies.
func (m *maker) readers() []spec.App {
	if m.Rehearsal {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.Graph.Apps), func(a spec.App) bool { return side.Ready(a) && m.followed() })
}

// set sets a variable of the environment in each repository that has a workflow
// of such an app. gh works on the repository that GH_REPO names, or else on the
// one that it stands in.
// https://cli.github.com/manual/gh_variable_set
func (m *maker) set(name, value string, of func(spec.App) bool) []string {
	var out []string
	command := quoted("gh variable set %s --body %s --env %s", name, value, m.Env.Name)
	if slices.ContainsFunc(m.readers(), func(a spec.App) bool { return side.Deployed(a) && of(a) }) {
		out = append(out, command)
	}
	if slices.ContainsFunc(m.readers(), func(a spec.App) bool { return side.Ready(a) && of(a) }) {
		out = append(out, "env -u GH_REPO "+command)
	}
	return out
}

// freeze has CI refuse deploys with a release command, or not.
func (m *maker) freeze(value string) []string {
	return m.set(side.SchemaFreeze, value, func(a spec.App) bool { return a.Release != nil })
}

// still has CI refuse every deploy, or not: one to Fly would start the machines
// that a night has stopped.
func (m *maker) still(value string) []string {
	return m.set(side.DeployFreeze, value, func(spec.App) bool { return true })
}

// underWay is how to see that no deploy began before CI was told to refuse them.
func (m *maker) underWay() []plan.Check {
	var out []plan.Check
	for _, c := range m.still("on") {
		home, _, _ := strings.Cut(c, "gh ")
		out = append(out, plan.Check{Run: home + "gh run list --status in_progress --json workflowName,url", Expect: "no deploy: let one that is under way end first"})
	}
	return out
}

// activate tells CI on which side a write domain is active; nothing when no app
// that CI deploys writes to it.
func (m *maker) activate(domain, to string) []string {
	return m.set(side.Variable(domain), to, func(a spec.App) bool {
		return (side.Deployed(a) || side.Sided(a)) && slices.Contains(side.Domains(m.Company, a), domain)
	})
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
	commands := m.set(side.FlyDeploys, "off", side.Deployed)
	if len(commands) == 0 {
		return
	}
	m.add(gone(plan.Step{
		ID: flyOff, Owner: "lead", Title: "Stop deploying to Fly", Commands: commands,
		Notes:  []string{whichRepository},
		Verify: []plan.Check{{Run: quoted("gh variable list --env %s", m.Env.Name), Expect: side.FlyDeploys + " is off"}},
	}))
}
