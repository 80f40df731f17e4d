package cutover

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/cutover/acme"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// plans are all that tests of commands look at: the sample company, its other
// environment, its rehearsal, and companies with every kind of zone and data.
func plans(t *testing.T) map[string]plan.Plan {
	t.Helper()
	out := map[string]plan.Plan{
		"acme":      acmePlan(t),
		"staging":   acmePlan(t, func(o *Options) { o.Env = "staging" }),
		"rehearsal": acmePlan(t, func(o *Options) { o.Rehearsal = true }),
		"canary":    canaryPlan(t),
		"litefs":    litefsPlan(t, "litefs", false),
		"argocd":    followed(t, "argocd"),
		"flux":      followed(t, "flux"),
		"practice":  followed(t, "flux", func(o *Options) { o.Rehearsal = true }),
		"dms":       acmePlan(t, func(o *Options) { o.Decisions.Databases = method("dms") }),
		"dump":      acmePlan(t, func(o *Options) { o.Decisions.Databases = method("dump"); o.Decisions.Cutover.Downtime = "" }),
	}
	for seed := range uint64(2) {
		c, d, f := acme.Random(seed, 6)
		p, _, err := Plan(c, Options{Decisions: d, Facts: f})
		if err != nil {
			t.Fatal(err)
		}
		out[fmt.Sprintf("random-%d", seed)] = p
	}
	return out
}

// scripts are the distinct commands of a plan, each with a step that has it.
func scripts(p plan.Plan) map[string]string {
	out := map[string]string{}
	for _, s := range p.Steps {
		for _, c := range slices.Concat(s.Precheck, s.Commands, s.Undo.Commands) {
			out[c] = s.ID
		}
		for _, v := range s.Verify {
			out[v.Run] = s.ID
		}
	}
	return out
}

func TestEveryCommandPassesShellcheck(t *testing.T) {
	shellcheck := testenv.Program(t, "shellcheck")
	dir := t.TempDir()
	at, seen := map[string]string{}, map[string]bool{}
	for name, p := range plans(t) {
		for script, id := range scripts(p) {
			if seen[script] {
				continue
			}
			seen[script] = true
			file := filepath.Join(dir, fmt.Sprintf("%05d.sh", len(at)))
			at[file] = name + " " + id
			if err := os.WriteFile(file, []byte("#!/usr/bin/env bash\n"+script+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	files := make([]string, 0, len(at))
	for f := range at {
		files = append(files, f)
	}
	slices.Sort(files)
	// SC2034: a variable that only one of two commands of a step uses.
	// SC2016: programs of jq and sh in single quotes, where a dollar is theirs.
	// SC1003: a word quoted twice, for the machine's shell within ours.
	out, err := exec.Command(shellcheck, append([]string{"--format=gcc", "--exclude=SC2034,SC2016,SC1003"}, files...)...).Output()
	if err != nil {
		for _, l := range strings.SplitN(strings.TrimSpace(string(out)), "\n", 40) {
			file, _, _ := strings.Cut(l, ":")
			t.Errorf("%s: %s", at[file], l)
		}
	}
	t.Logf("%d commands", len(files))
}

// gcloudCall is one call inside a script.
var gcloudCall = regexp.MustCompile(`gcloud [^|&;\n]*`)

func TestGcloudAcceptsEveryCommand(t *testing.T) {
	gcloud := testenv.Program(t, "gcloud")
	calls := map[string]string{}
	for name, p := range plans(t) {
		if strings.HasPrefix(name, "random") {
			continue
		}
		for script, id := range scripts(p) {
			for _, call := range gcloudCall.FindAllString(script, -1) {
				if key := shape(call); calls[key] == "" {
					calls[key] = call + "\x00" + id
				}
			}
		}
	}
	lint(t, gcloud, calls)
}

// shape is a call without its values: the command and its flags.
func shape(call string) string {
	var words []string
	for i, w := range strings.Fields(call) {
		flag, _, _ := strings.Cut(w, "=")
		if i < 4 || strings.HasPrefix(w, "--") {
			words = append(words, flag)
		}
	}
	return strings.Join(words, " ")
}

// lint asks gcloud itself about all calls at once. It exits with 0 whatever it
// finds, so its answers count.
func lint(t *testing.T, gcloud string, calls map[string]string) {
	t.Helper()
	type question struct {
		Command string `json:"command_string"`
	}
	var questions []question
	at := map[string]string{}
	for _, c := range calls {
		call, id, _ := strings.Cut(c, "\x00")
		if call = whole(call); call != "" {
			at[call], questions = id, append(questions, question{call})
		}
	}
	slices.SortFunc(questions, func(a, b question) int { return strings.Compare(a.Command, b.Command) })
	data, err := json.Marshal(questions)
	file := filepath.Join(t.TempDir(), "commands.json")
	if err == nil {
		err = os.WriteFile(file, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(gcloud, "meta", "lint-gcloud-commands", "--commands-file="+file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var answers []struct {
		Command string `json:"command_string"`
		Success bool   `json:"success"`
		Error   string `json:"error_message"`
	}
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(questions) || len(answers) < 20 {
		t.Fatalf("%d answers to %d questions: %v", len(answers), len(questions), err)
	}
	for i, a := range answers {
		if !a.Success {
			t.Errorf("%s: %s: %s", at[questions[i].Command], questions[i].Command, a.Error)
		}
	}
	t.Logf("%d kinds of call", len(answers))
}

// whole is one call without the end of the $(…) around it; empty for a part of
// a quoted word, which another call holds.
func whole(call string) string {
	call = strings.TrimSpace(call)
	if strings.Count(call, `"`)%2 == 1 {
		call = strings.TrimSuffix(call, `)"`)
	}
	if strings.Count(call, "'")%2 == 1 || strings.Count(call, `"`)%2 == 1 {
		return ""
	}
	return call
}
