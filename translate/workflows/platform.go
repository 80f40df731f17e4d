package workflows

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// platformName is the workflow of the platform repository itself. An app of that
// name keeps it.
func platformName(c spec.Company) string {
	if slices.ContainsFunc(c.Apps, func(a spec.App) bool { return a.Name == "platform" }) {
		return "fly2k8s-platform"
	}
	return "platform"
}

// platform applies each environment's platform folder, production last. Where
// Argo CD or Flux reads git, it has no jobs.
func platform(c spec.Company) workflow {
	name := platformName(c)
	w := workflow{
		Name: "Deploy the platform", Permissions: pairs{}, Concurrency: oneByOne("platform"),
		head: "Copy to .github/workflows/" + name + ".yml of the platform repository. Variables that it reads: see ci/README.md.",
	}
	w.On = pairs{{"push", pairs{{"branches", []string{"main"}}, {"paths", []string{"**/platform/**", ".github/workflows/" + name + ".yml"}}}}, {"workflow_dispatch", pairs{}}}
	var before []string
	for _, env := range slices.Backward(c.Environments) {
		if env.Deploy != "kubectl" {
			continue
		}
		w.Jobs = append(w.Jobs, pair{"platform-" + env.Name, platformJob(env, before)})
		before = []string{"platform-" + env.Name}
	}
	return w
}

func platformJob(env spec.Environment, needs []string) job {
	return job{
		Name: "Apply the platform of " + env.Name, Needs: needs, RunsOn: runner, Timeout: 60, Environment: env.Name,
		Permissions: federated("read"), Env: pairs{{"FOLDER", platformRoot + "/platform/overlays/" + env.Name}},
		Steps: []step{
			uses(checkout, "", pair{"persist-credentials", false}), signIn(account.Platform(env.Project)), cluster(env),
			{Name: "Make the namespaces", Run: platformNamespaces}, {Name: "Ask the API server, then apply", Run: platformApply},
		},
	}
}

// platformRoot is the platform's folder in its own repository.
const platformRoot = "${{ github.workspace }}/${{ vars.PLATFORM_FOLDER || '.' }}"

// platformNamespaces come first: what is inside of a namespace that isn't there,
// the API server can't judge.
var platformNamespaces = script(
	`kubectl kustomize "$FOLDER" | yq 'select(.kind == "Namespace")' | kubectl apply --server-side -f -`)

// platformApply changes nothing when the API server would refuse a part of it.
var platformApply = script(
	`kubectl apply --server-side --dry-run=server -k "$FOLDER"`,
	`kubectl apply --server-side -k "$FOLDER"`)
