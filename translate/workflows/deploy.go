package workflows

import (
	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// Where the repositories are checked out. The code has a folder of its own, as
// what is built from it must not hold the other one's token, nor the credentials
// that sign-in leaves in the workspace.
// https://github.com/google-github-actions/auth#inputs-miscellaneous
const (
	codeFolder     = "code"
	platformFolder = "platform-repository"
)

// deployment is the workflow that brings a commit to every environment that
// stays, production last.
func deployment(c spec.Company, apps []spec.App, options Options) workflow {
	stay := permanent(apps)
	all := recipes(c, stay)
	w := workflow{Name: "Deploy " + apps[0].Name, Permissions: pairs{}, Concurrency: oneByOne("deploy-" + apps[0].Name), head: head(apps, options)}
	w.On = pairs{{"push", pushed(stay)}, {"workflow_dispatch", dispatch(stay)}}
	for _, r := range all {
		w.Jobs = append(w.Jobs, pair{r.id, r.job(r.account(), "")})
	}
	before := ""
	for _, a := range stay {
		d := deploy{company: c, env: environmentOf(c, a), app: a}
		needs := []string{recipeFor(all, a.Env).id}
		if before != "" {
			needs = append(needs, before)
		}
		before = "deploy-" + a.Env
		w.Jobs = append(w.Jobs, pair{before, d.job(needs)})
	}
	return w
}

// A deploy is one app's way into one environment.
type deploy struct {
	company spec.Company
	env     spec.Environment
	app     spec.App
}

func (d deploy) job(needs []string) job {
	j := job{
		Name: "Deploy to " + d.env.Name, Needs: needs, RunsOn: runner, Timeout: 60, Environment: d.env.Name,
		Permissions: pairs{{"contents", "write"}}, Env: d.variables(needs[0]),
	}
	if !gitops.Follows(d.env) {
		j.Permissions = federated("write")
	}
	j.Steps = append(d.refusals(), d.sources()...)
	j.Steps = append(j.Steps, d.flyFirst()...)
	j.Steps = append(j.Steps, step{Name: "Pin the image", Run: pin})
	j.Steps = append(j.Steps, d.rollout()...)
	j.Steps = append(j.Steps, d.flyAfter()...)
	return j
}

// refusals come before anything is changed.
func (d deploy) refusals() []step {
	out := []step{{Name: "Refuse deploys while data moves", If: "vars." + side.DeployFreeze + " == 'on'", Run: refuseAll}}
	if d.app.Release != nil {
		out = append(out, step{Name: "Refuse migrations while the schema is frozen", If: "vars." + side.SchemaFreeze + " == 'on' && !inputs.without_release", Run: refuse})
	}
	return out
}

func (d deploy) variables(build string) pairs {
	a := d.app
	env := pairs{
		{"APP", a.Name}, {"ENVIRONMENT", a.Env}, {"NAMESPACE", a.Namespace},
		{"OVERLAY", "${{ github.workspace }}/" + platformFolder + "/${{ vars.PLATFORM_FOLDER || '.' }}/apps/" + a.Name + "/overlays/" + a.Env},
		{"IMAGE_NAME", a.Image.Name}, {"IMAGE", literal(repository(d.env, a))}, {"DIGEST", "${{ needs." + build + ".outputs.digest }}"},
		{"ACTIVE", active(side.Domains(d.company, a))},
	}
	if a.Release != nil {
		env = append(env, pair{"RELEASE_JOB", kube.ReleaseJob(a)})
	}
	return append(env, jobNames(a)...)
}

func checkoutCode() step {
	return uses(checkout, "Check out the code", pair{"path", codeFolder}, pair{"persist-credentials", false})
}

// sources are the code, which flyctl needs, and the platform repository.
func (d deploy) sources() []step {
	return []step{
		checkoutCode(),
		uses(checkout, "Check out the platform repository",
			pair{"repository", "${{ vars.PLATFORM_REPOSITORY || github.repository }}"},
			pair{"ref", "${{ vars.PLATFORM_BRANCH || 'main' }}"},
			pair{"token", "${{ secrets.PLATFORM_TOKEN || github.token }}"},
			pair{"path", platformFolder}),
	}
}
