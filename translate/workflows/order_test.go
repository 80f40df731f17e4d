package workflows

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// programs stand before the machine's. Each logs how it was called; kubectl says
// of the release command's Job what the test's next line says.
var programs = map[string]string{
	"kustomize": "", "flyctl": "", "sleep": "",
	"git": `case "$*" in *"diff --cached --quiet"*) exit 1 ;; esac`,
	"kubectl": `case "$*" in
*" get job "*) head -n 1 "$JOB_STATES"; sed -i 1d "$JOB_STATES" ;;
*" auth can-i "*) exit 0 ;;
*"rollout status"*) exit "$ROLLOUT" ;;
esac`,
}

// A night is what one run of a workflow's job meets.
type night struct {
	vars, inputs map[string]string
	states       string // of the release command's Job, one each time that it is asked for
	stuck        bool   // the rollout doesn't end
}

// ran are the commands of a job, in their order, and the step that failed.
func (n night) ran(t *testing.T, c spec.Company, file, job string) (commands []string, failed string) {
	t.Helper()
	j := jobOf(t, c, file, job)
	w := newWorkspace(t, n)
	ctx := contexts{"vars": n.vars, "inputs": n.inputs, "github": {"workspace": w.dir, "event": "7"}, "needs": {"build-production": "sha256:new", "build": "sha256:new"}, "secrets": {}}
	ctx["env"] = map[string]string{}
	environment := map[string]string{}
	for name, value := range j.Env {
		environment[name] = ctx.filled(t, value)
		ctx["env"][strings.ToLower(name)] = environment[name]
	}
	for _, s := range j.Steps {
		if s.Run == "" || s.If != "" && ctx.eval(t, s.If) == "" {
			continue
		}
		env := maps.Clone(environment)
		for name, value := range s.Env {
			env[name] = ctx.filled(t, value)
		}
		if !w.run(t, s.Run, env) {
			return w.commands(t), s.Name
		}
	}
	return w.commands(t), ""
}

type testJob struct {
	Env   map[string]string `yaml:"env"`
	Steps []struct {
		Name string            `yaml:"name"`
		If   string            `yaml:"if"`
		Run  string            `yaml:"run"`
		Env  map[string]string `yaml:"env"`
	} `yaml:"steps"`
}

func jobOf(t *testing.T, c spec.Company, file, job string) testJob {
	t.Helper()
	f, ok := workflowsOf(c).Find(file)
	if !ok {
		t.Fatalf("no %s", file)
	}
	var w struct {
		Jobs map[string]testJob `yaml:"jobs"`
	}
	if err := yaml.Unmarshal(f.Data, &w); err != nil {
		t.Fatal(err)
	}
	if len(w.Jobs[job].Steps) == 0 {
		t.Fatalf("%s has no job %s", file, job)
	}
	return w.Jobs[job]
}

type workspace struct{ dir, path, log, states, rollout string }

func newWorkspace(t *testing.T, n night) workspace {
	t.Helper()
	dir := t.TempDir()
	w := workspace{dir: dir, path: filepath.Join(dir, "bin"), log: filepath.Join(dir, "log"), states: filepath.Join(dir, "states"), rollout: "0"}
	if n.stuck {
		w.rollout = "1"
	}
	folders := []string{w.path}
	for _, root := range []string{"", platformFolder} {
		for _, app := range []string{"acme-api", "acme-ml"} {
			overlay := filepath.Join(dir, root, "apps", app, "overlays", "production")
			for _, folder := range []string{"images", "active", "passive", "release", "../../sync/production/release"} {
				folders = append(folders, filepath.Join(overlay, folder))
			}
		}
		folders = append(folders, filepath.Join(dir, root, "apps/acme-api/overlays/preview/images"), filepath.Join(dir, root, "apps/acme-api/overlays/preview/release"),
			filepath.Join(dir, root, "platform/previews/namespace"), filepath.Join(dir, root, "platform/previews/database"))
	}
	for _, f := range folders {
		if err := os.MkdirAll(f, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	files := map[string]string{w.states: n.states, w.log: ""}
	for name, body := range programs {
		files[filepath.Join(w.path, name)] = "#!/bin/sh\necho " + name + " \"$@\" >> \"$LOG\"\n" + body + "\n"
	}
	for _, folder := range folders {
		if strings.Contains(folder, "sync") {
			files[filepath.Join(folder, "kustomization.yaml")], files[filepath.Join(folder, "../kustomization.yaml")] = "", ""
		}
	}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// run says whether the script ended well.
func (w workspace) run(t *testing.T, script string, env map[string]string) bool {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", "-c", script)
	cmd.Dir = w.dir
	cmd.Env = []string{"PATH=" + w.path + ":" + os.Getenv("PATH"), "LOG=" + w.log, "JOB_STATES=" + w.states, "ROLLOUT=" + w.rollout,
		"GITHUB_WORKSPACE=" + w.dir, "GITHUB_SHA=abc", "GITHUB_STEP_SUMMARY=/dev/null"}
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return cmd.Run() == nil
}

// told are the words of a command that say what it is about.
var told = strings.NewReplacer("platform-repository/./", "", "platform-repository/", "", " ./", " ", " --quiet", "", "europe-west3-docker.pkg.dev/acme-prod/apps/", "", " --remote-only", "", "-n acme-api ", "")

func (w workspace) commands(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile(w.log)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(strings.ReplaceAll(string(data), w.dir+"/", "")) {
		line = told.Replace(strings.TrimSpace(line))
		if before, _, cut := strings.Cut(line, " -o jsonpath"); cut {
			line = before
		}
		if !strings.HasPrefix(line, "git ") || strings.Contains(line, "push") {
			out = append(out, line)
		}
	}
	return out
}
