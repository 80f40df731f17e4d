package workflows

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// platformFolder is where the platform repository is checked out.
const platformFolder = "platform-repository"

// deployment is the workflow that brings a commit to every environment that
// stays, production last.
func deployment(c spec.Company, apps []spec.App, options Options) workflow {
	stay := permanent(apps)
	all := recipes(c, stay)
	w := workflow{Name: "Deploy " + apps[0].Name, Permissions: pairs{}, head: head(apps, options)}
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

// pushed is which commits deploy: those on main that touch what is built. GitHub
// reads paths as patterns, so a folder with an odd name is not filtered by.
func pushed(apps []spec.App) pairs {
	on := pairs{{"branches", []string{"main"}}}
	var paths []string
	for _, a := range apps {
		folder := a.Image.Build.Context
		if folder == "" || folder == "." || shell.Quote(folder+a.FlyConfig) != folder+a.FlyConfig {
			return on
		}
		paths = append(paths, folder+"/**")
		if a.FlyConfig != "" && !strings.HasPrefix(a.FlyConfig, folder+"/") {
			paths = append(paths, a.FlyConfig)
		}
	}
	slices.Sort(paths)
	paths = append(slices.Compact(paths), ".github/workflows/"+apps[0].Name+".yml")
	return append(on, pair{"paths", paths})
}

func dispatch(apps []spec.App) pairs {
	if !slices.ContainsFunc(apps, func(a spec.App) bool { return a.Release != nil }) {
		return pairs{}
	}
	return pairs{{"inputs", pairs{{"without_release", pairs{
		{"description", "Deploy without the release command"}, {"type", "boolean"}, {"default", false},
	}}}}}
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
		Concurrency: &concurrency{Group: "deploy-" + d.app.Name + "-" + d.env.Name},
		Permissions: federated("write"), Env: d.variables(needs[0]),
	}
	j.Steps = append(j.Steps, d.sources()...)
	if d.app.Release != nil {
		j.Steps = append(j.Steps, step{Name: "Refuse migrations while the schema is frozen", If: "vars.SCHEMA_FREEZE == 'on' && !inputs.without_release", Run: refuse})
	}
	j.Steps = append(j.Steps, d.flyFirst()...)
	j.Steps = append(j.Steps, step{Name: "Pin the image", Run: pin})
	j.Steps = append(j.Steps, d.rollout()...)
	j.Steps = append(j.Steps, d.flyAfter()...)
	return j
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

// sources are the code, which flyctl needs, and the platform repository.
func (d deploy) sources() []step {
	return []step{
		uses(checkout, "Check out the code", pair{"persist-credentials", false}),
		uses(checkout, "Check out the platform repository",
			pair{"repository", "${{ vars.PLATFORM_REPOSITORY || github.repository }}"},
			pair{"ref", "${{ vars.PLATFORM_BRANCH || 'main' }}"},
			pair{"token", "${{ secrets.PLATFORM_TOKEN || github.token }}"},
			pair{"path", platformFolder}),
	}
}

// rollout is how the pinned image reaches the cluster. With Argo CD or Flux that
// is a commit: CI needs no access to the cluster.
func (d deploy) rollout() []step {
	sideOf := pair{"SIDE", "${{ env.ACTIVE == '" + side.GKE + "' && 'active' || 'passive' }}"}
	if d.env.Deploy == "argocd" || d.env.Deploy == "flux" {
		steps := []step{d.writeSide(sideOf)}
		steps = append(append(steps, d.syncedRelease()...), d.syncedJobs(sideOf)...)
		return append(steps, d.commit("sync/"+d.env.Name))
	}
	steps := []step{signIn(account.Deployer(d.env.Project, d.app.Name)), cluster(d.env)}
	if d.app.Release != nil {
		steps = append(steps, step{Name: "Run the release command", If: "env.ACTIVE == '" + side.GKE + "' && !inputs.without_release", Run: release})
	}
	steps = append(steps, d.commit(""), step{
		Name: "Roll out", Run: apply,
		Env: pairs{sideOf, {"WORKLOADS", words(workloads(d.app))}, {"ROLLOUT_SECONDS", fmt.Sprint(d.patience())}},
	})
	return append(steps, startJobs(d.app, "env.ACTIVE == '"+side.GKE+"'")...)
}

// syncedRelease puts the release command before the rollout in what Argo CD or
// Flux applies, on the active side alone.
func (d deploy) syncedRelease() []step {
	runs := "env.ACTIVE == '" + side.GKE + "' && !inputs.without_release"
	switch {
	case d.app.Release == nil:
		return nil
	case d.env.Deploy == "argocd":
		return []step{{Name: "Sync the release command first", If: runs, Run: argoRelease}}
	}
	return []step{{Name: "Sync the release command first", Env: pairs{{"RELEASE", "${{ " + runs + " && 'run' || '' }}"}}, Run: fluxRelease}}
}

func (d deploy) commit(sync string) step {
	return step{Name: "Record what runs", Env: pairs{{"SYNC", sync}}, Run: commit}
}

// cluster reaches the control plane by its DNS name, as nothing else is open.
// https://docs.cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
func cluster(env spec.Environment) step {
	return uses(getCluster, "Reach the cluster",
		pair{"cluster_name", env.Cluster}, pair{"location", env.Region}, pair{"project_id", env.Project}, pair{"use_dns_based_endpoint", true})
}

func workloads(app spec.App) []string {
	var out []string
	for _, p := range app.Processes {
		out = append(out, kube.Workload(app, p))
	}
	return out
}

// patience is how long a rollout may take: its own deadline and a minute.
func (d deploy) patience() int {
	longest := 600 // Kubernetes' own progress deadline
	for _, p := range d.app.Processes {
		longest = max(longest, p.Rollout.Deadline)
	}
	return longest + 60
}
