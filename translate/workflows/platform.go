package workflows

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/side"
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

// platform applies what no app's workflow does, production last: each
// environment's platform folder, and the apps whose image somebody else builds.
// Where Argo CD or Flux reads git, it has no jobs.
func platform(c spec.Company) workflow {
	ready := readyApps(c)
	w := workflow{Name: "Deploy the platform", Permissions: pairs{}, head: platformHead(c)}
	w.On = pairs{{"push", pairs{{"branches", []string{"main"}}, {"paths", platformPaths(c, ready)}}}, {"workflow_dispatch", pairs{}}}
	var before []string
	for _, env := range slices.Backward(c.Environments) {
		if env.Deploy != "kubectl" {
			continue
		}
		id := "platform-" + env.Name
		w.Jobs = append(w.Jobs, pair{id, platformJob(env, before)})
		before = []string{id}
		for _, a := range ready {
			if a.Env == env.Name {
				w.Jobs = append(w.Jobs, pair{"app-" + a.Name + "-" + a.Env, readyJob(env, a, []string{id})})
			}
		}
	}
	return w
}

// readyApps are the apps that CI doesn't build and that only answer requests.
// What works by itself or has a release command starts with the cutover, by hand.
func readyApps(c spec.Company) []spec.App {
	return slices.DeleteFunc(slices.Clone(c.Apps), func(a spec.App) bool {
		return side.Deployed(a) || a.Env == previewEnv || byHand(a)
	})
}

func byHand(a spec.App) bool { return a.Release != nil || twoSided(a) }

func platformPaths(c spec.Company, ready []spec.App) []string {
	paths := []string{"**/platform/**"}
	for _, a := range ready {
		paths = append(paths, "**/apps/"+a.Name+"/**")
	}
	paths = append(paths, ".github/workflows/"+platformName(c)+".yml")
	slices.Sort(paths)
	return slices.Compact(paths)
}

func platformHead(c spec.Company) string {
	lines := []string{"Copy to .github/workflows/" + platformName(c) + ".yml of the platform repository. Variables that it reads: see ci/README.md."}
	var names []string
	for _, a := range c.Apps {
		if !side.Deployed(a) && a.Env != previewEnv && byHand(a) {
			names = append(names, a.Name)
		}
	}
	if len(names) > 0 {
		lines = append(lines, "Apply by hand, as they have side effects: "+strings.Join(slices.Compact(names), ", ")+".")
	}
	return strings.Join(lines, "\n")
}

func platformJob(env spec.Environment, needs []string) job {
	j := applying(env, "Apply the platform of "+env.Name, "platform-"+env.Name, account.Platform(env.Project))
	j.Needs = needs
	j.Env = pairs{{"FOLDER", platformRoot + "/platform/overlays/" + env.Name}}
	j.Steps = append(j.Steps, step{Name: "Make the namespaces", Run: platformNamespaces}, step{Name: "Ask the API server, then apply", Run: platformApply})
	return j
}

// platformRoot is the platform's folder in its own repository.
const platformRoot = "${{ github.workspace }}/${{ vars.PLATFORM_FOLDER || '.' }}"

func readyJob(env spec.Environment, a spec.App, needs []string) job {
	j := applying(env, "Apply "+a.Name+" in "+env.Name, "deploy-"+a.Name+"-"+env.Name, account.Deployer(env.Project, a.Name))
	j.Needs = needs
	d := deploy{env: env, app: a}
	j.Env = pairs{
		{"FOLDER", platformRoot + "/apps/" + a.Name + "/overlays/" + a.Env}, {"NAMESPACE", a.Namespace},
		{"WORKLOADS", words(workloads(a))}, {"ROLLOUT_SECONDS", fmt.Sprint(d.patience())},
	}
	j.Steps = append(j.Steps, step{Name: "Ask the API server, then apply", Run: platformApply}, step{Name: "Wait for the rollout", Run: rolledOut})
	return j
}

// applying is a job that reads this repository and reaches a cluster.
func applying(env spec.Environment, name, group, google string) job {
	return job{
		Name: name, RunsOn: runner, Timeout: 60, Environment: env.Name,
		Concurrency: &concurrency{Group: group}, Permissions: federated("read"),
		Steps: []step{uses(checkout, "", pair{"persist-credentials", false}), signIn(google), cluster(env)},
	}
}

// platformNamespaces come first: what is inside of a namespace that isn't there,
// the API server can't judge.
var platformNamespaces = script(
	`kubectl kustomize "$FOLDER" | yq 'select(.kind == "Namespace")' | kubectl apply --server-side -f -`)

// platformApply changes nothing when the API server would refuse a part of it.
var platformApply = script(
	`kubectl apply --server-side --dry-run=server -k "$FOLDER"`,
	`kubectl apply --server-side -k "$FOLDER"`)

var rolledOut = script(
	`for workload in $WORKLOADS; do`,
	`  kubectl -n "$NAMESPACE" rollout status "$workload" --timeout="${ROLLOUT_SECONDS}s"`,
	`done`)
