package e2e

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// deployment is the part of a generated workflow that touches a cluster: one
// job that deploys one app to one environment.
type deployment struct {
	app, env, namespace string
	overlay             string // below the repository
	variables           map[string]string
	steps               []workflowStep
	hand                bool // a person's steps, for lack of a workflow
}

type workflowJob struct {
	Env   map[string]string `json:"env"`
	Steps []workflowStep    `json:"steps"`
}

func (j workflowJob) has(step string) bool {
	return slices.ContainsFunc(j.Steps, func(s workflowStep) bool { return s.Name == step })
}

type workflowStep struct {
	Name string            `json:"name"`
	Run  string            `json:"run"`
	Env  map[string]string `json:"env"`
}

// The steps of a deployment, by the names that the workflow gives them.
const (
	pinStep     = "Pin the image"
	releaseStep = "Run the release command"
	rolloutStep = "Roll out"
)

// deployments reads the workflows of a tree, and keeps the jobs that run a
// release command with kubectl. A tree without workflows is deployed by hand.
func deployments(t *testing.T, tree tree) []deployment {
	t.Helper()
	files, err := fs.Glob(tree.fsys, "ci/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		return byHand(t, tree)
	}
	var found []deployment
	for _, file := range files {
		data, err := fs.ReadFile(tree.fsys, file)
		if err != nil {
			t.Fatal(err)
		}
		var workflow struct {
			Jobs map[string]workflowJob `json:"jobs"`
		}
		if err := yaml.Unmarshal(data, &workflow); err != nil {
			t.Fatalf("read %s: %v", file, err)
		}
		for _, name := range sortedKeys(workflow.Jobs) {
			job := workflow.Jobs[name]
			if !job.has(pinStep) || !job.has(releaseStep) || !job.has(rolloutStep) {
				continue // previews have namespaces of their own making
			}
			d := deployment{app: job.Env["APP"], env: job.Env["ENVIRONMENT"], namespace: job.Env["NAMESPACE"], variables: job.Env, steps: job.Steps}
			d.overlay = path.Join("apps", d.app, "overlays", d.env)
			found = append(found, d)
		}
	}
	return found
}

// run executes steps of the deployment as a runner would, in order, up to the
// first that fails. It returns that step's name; empty if all went well.
func (d deployment) run(t *testing.T, h town, repository, digest string) (failed, output string) {
	t.Helper()
	var log strings.Builder
	for _, name := range []string{pinStep, releaseStep, rolloutStep} {
		at := slices.IndexFunc(d.steps, func(s workflowStep) bool { return s.Name == name })
		if at < 0 {
			t.Fatalf("the workflow of %s has no step %q", d.app, name)
		}
		command := exec.CommandContext(t.Context(), "bash", "-c", d.steps[at].Run)
		command.Dir = repository
		command.Env = append(os.Environ(),
			"PATH="+h.plane.Programs()+":"+os.Getenv("PATH"), "KUBECONFIG="+h.plane.Kubeconfig())
		command.Env = append(command.Env, d.values(repository, digest, d.steps[at])...)
		out, err := command.CombinedOutput()
		fmt.Fprintf(&log, "%s:\n%s", name, out)
		if err != nil {
			return name, log.String()
		}
	}
	return "", log.String()
}

// values are the step's variables. Those that the workflow takes from GitHub are
// what they are on the day after the move: this side is the active one.
func (d deployment) values(repository, digest string, step workflowStep) []string {
	all := maps.Clone(d.variables)
	maps.Copy(all, step.Env)
	all["OVERLAY"] = path.Join(repository, d.overlay)
	all["DIGEST"], all["ACTIVE"], all["SIDE"] = digest, "gke", "active"
	var list []string
	for _, name := range sortedKeys(all) {
		list = append(list, name+"="+all[name])
	}
	return list
}
