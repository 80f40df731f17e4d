package workflows

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// handed are the apps whose image is made elsewhere, each with the environments
// that CI applies: Argo CD and Flux need no help with them.
func handed(c spec.Company) [][]spec.App {
	return grouped(c.Apps, func(a spec.App) bool { return side.Ready(a) && !gitops.Follows(environmentOf(c, a)) })
}

// handedName is the name of such an app's workflow. Where another environment's
// image is built, that one has the app's own name.
func handedName(c spec.Company, name string) string {
	if slices.ContainsFunc(c.Apps, func(a spec.App) bool { return a.Name == name && side.Deployed(a) }) {
		return name + "-image"
	}
	return name
}

// handedOver is the workflow of the platform repository for an app whose image
// is made elsewhere: what changes in the app's folder there, its image's pin
// included, goes to each environment, production last. Fly's side stays as it is.
func handedOver(c spec.Company, apps []spec.App) workflow {
	stay, name := permanent(apps), handedName(c, apps[0].Name)
	w := workflow{
		Name: "Deploy " + name, Permissions: pairs{}, Concurrency: oneByOne("deploy-" + name),
		head: "Copy to .github/workflows/" + name + ".yml of the platform repository. Variables that it reads: see ci/README.md.",
	}
	paths := []string{"**/apps/" + apps[0].Name + "/**", ".github/workflows/" + name + ".yml"}
	w.On = pairs{{"push", pairs{{"branches", []string{"main"}}, {"paths", paths}}}, {"workflow_dispatch", dispatch(stay)}}
	var before []string
	for _, a := range stay {
		d := deploy{company: c, env: environmentOf(c, a), app: a}
		w.Jobs = append(w.Jobs, pair{"deploy-" + a.Env, d.handedJob(before)})
		before = []string{"deploy-" + a.Env}
	}
	return w
}

func (d deploy) handedJob(needs []string) job {
	j := job{
		Name: "Deploy to " + d.env.Name, Needs: needs, RunsOn: runner, Timeout: 60, Environment: d.env.Name,
		Permissions: federated("read"), Env: d.handedVariables(),
	}
	here := pair{"SIDE", "active"}
	if side.Sided(d.app) {
		here = sideOf
	}
	j.Steps = append(d.refusals(), uses(checkout, "", pair{"persist-credentials", false}))
	j.Steps = append(append(j.Steps, d.access()...), step{Name: "Ask the API server", Run: asked})
	j.Steps = append(append(j.Steps, d.released()...), d.rolled(here))
	j.Steps = append(j.Steps, startJobs(d.app, activeHere)...)
	return j
}

func (d deploy) handedVariables() pairs {
	a := d.app
	env := pairs{{"NAMESPACE", a.Namespace}, {"OVERLAY", platformRoot + "/apps/" + a.Name + "/overlays/" + a.Env}}
	if side.Sided(a) {
		env = append(env, pair{"ACTIVE", active(side.Domains(d.company, a))})
	}
	if a.Release != nil {
		env = append(env, pair{"RELEASE_JOB", kube.ReleaseJob(a)})
	}
	return append(env, jobNames(a)...)
}

// asked changes nothing, and fails where the API server would refuse a part.
var asked = script(`kubectl apply --dry-run=server -k "$OVERLAY"`)
