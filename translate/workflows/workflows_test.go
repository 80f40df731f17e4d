package workflows

import (
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
	"go.yaml.in/yaml/v3"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/internal/tree"
)

// acme is the small company with sources, previews and a database.
func acme(deploy string) spec.Company {
	c := spectest.Acme()
	pr := spectest.Staging()
	pr.Name = spec.PreviewEnv
	c.Environments = append(c.Environments, pr)
	api := spectest.API("staging")
	api.Env, api.Namespace, api.OwnDatabases = spec.PreviewEnv, "acme-api-preview", []string{"DATABASE_URL"}
	c.Apps = []spec.App{c.Apps[0], c.Apps[1], api, c.Apps[2]}
	for i := range c.Apps {
		c.Apps[i].FlyConfig = "api/fly.toml"
		c.Apps[i].Image.Build = &spec.Build{Context: "api", Dockerfile: "Dockerfile", Args: []spec.Var{{Name: "NEXT_PUBLIC_API_URL", Value: "https://api.acme.example"}}}
	}
	for i := range c.Environments {
		c.Environments[i].Deploy = deploy
	}
	c.Databases = []spec.Database{{Name: "acme-db", Env: "production", Target: spec.CloudSQL, Databases: []spec.DatabaseUse{{App: "acme-api"}}}}
	return c
}

// awkward is a company whose files hold what shells, YAML and GitHub would like
// to read as something else.
func awkward(seed uint64, deploy string) spec.Company {
	c := acme(deploy)
	first, second := spectest.Random(seed)
	third := second
	third.Env = spec.PreviewEnv
	for i, a := range []*spec.App{&first, &second, &third} {
		a.FlyConfig = []string{"a b/fly.toml", "$(id)/fly.toml", `"q"/fly'.toml`}[i]
		a.Image.Built, a.Image.Build = true, odd(seed)
	}
	c.Apps = []spec.App{first, second, third}
	return c
}

func odd(seed uint64) *spec.Build {
	b := &spec.Build{Context: "$(touch x) ; ${{ github.token }}", Ignore: "a b/.ignore", Target: "it's \"on\"", Args: []spec.Var{{Name: "A", Value: "`id`\n${{ secrets.X }}\n\"x\""}, {Name: "B", Value: "#: *"}}}
	if seed%3 == 0 {
		b.Dockerfile = "https://example.com/Dockerfile?a=$(id)"
	}
	if seed%3 == 1 {
		b.Builder, b.Buildpacks = "paketo'; id; '", []string{"heroku/nodejs", "$(id)"}
	}
	return b
}

var modes = []string{"kubectl", "argocd", "flux"}

func companies() map[string]spec.Company {
	all := map[string]spec.Company{}
	for _, mode := range modes {
		all["acme by "+mode] = acme(mode)
		for seed := range uint64(4) {
			all[mode+" "+string(rune('a'+seed))] = awkward(seed, mode)
		}
	}
	return all
}

func TestEveryWorkflowIsOneThatGitHubReads(t *testing.T) {
	for name, c := range companies() {
		t.Run(name, func(t *testing.T) {
			files := workflowsOf(c)
			if len(files) < 2 {
				t.Fatalf("%d files for a company with an app and its previews", len(files))
			}
			for _, f := range files {
				lint(t, f)
			}
		})
	}
}

func workflowsOf(c spec.Company) tree.Tree {
	files := Tree(c, Options{Replaces: []Step{{File: ".github/workflows/deploy.yml", Line: 11, Does: "flyctl deploy"}}})
	return slices.DeleteFunc(files, func(f tree.File) bool { return !strings.HasSuffix(f.Path, ".yml") })
}

func lint(t *testing.T, f tree.File) {
	t.Helper()
	linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{Shellcheck: shellcheck()})
	if err != nil {
		t.Fatal(err)
	}
	found, err := linter.Lint(f.Path, f.Data, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found {
		t.Errorf("%s:%d: %s [%s]", f.Path, e.Line, e.Message, e.Kind)
	}
	if t.Failed() {
		t.Logf("%s", f.Data)
	}
}

// shellcheck is the program's path, or nothing where it isn't installed:
// actionlint then looks at the workflow alone.
func shellcheck() string {
	path, err := exec.LookPath("shellcheck")
	if err != nil {
		return ""
	}
	return path
}

func TestShellcheckAcceptsEveryScript(t *testing.T) {
	program := testenv.Program(t, "shellcheck")
	for name, text := range map[string]string{"refuse": refuse, "pin": pin, "release": release, "commit": commit, "apply": apply, "side": writeSide, "argo release": argoRelease, "flux release": fluxRelease, "platform namespaces": platformNamespaces, "platform apply": platformApply, "asked": asked, "refuse all": refuseAll, "namespace": namespace, "database": database} {
		cmd := exec.Command(program, "--shell=bash", "--exclude=SC2154,SC2086", "-")
		cmd.Stdin = strings.NewReader(text)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestNoValueOfAUsersFileStandsInAScript(t *testing.T) {
	for name, c := range companies() {
		for _, f := range workflowsOf(c) {
			for _, run := range scalars(t, f.Data, "run") {
				for _, odd := range []string{"touch x", "`id`", "paketo", "$(id)", "a b/", "${{"} {
					if strings.Contains(run, odd) {
						t.Errorf("%s: %s: %q stands in the script\n%s", name, f.Path, odd, run)
					}
				}
			}
		}
	}
}

// GitHub replaces an expression wherever it stands, so one that came with a
// user's value has to be text.
func TestNoExpressionOfAUsersFileIsEvaluated(t *testing.T) {
	for name, c := range companies() {
		for _, f := range workflowsOf(c) {
			for _, secret := range []string{"secrets.X", "${{ github.token }}"} {
				if strings.Contains(strings.ReplaceAll(string(f.Data), "${{ '${{' }}", ""), "${{ "+secret) {
					t.Errorf("%s: %s would evaluate %s", name, f.Path, secret)
				}
			}
		}
	}
}

func TestEveryActionIsPinnedByItsCommit(t *testing.T) {
	for name, c := range companies() {
		for _, f := range workflowsOf(c) {
			for _, use := range scalars(t, f.Data, "uses") {
				_, commit, ok := strings.Cut(use, "@")
				if !ok || len(commit) != 40 || strings.Trim(commit, "0123456789abcdef") != "" {
					t.Errorf("%s: %s uses %s", name, f.Path, use)
				}
			}
		}
	}
}

// scalars are the values of one key, wherever it stands.
func scalars(t *testing.T, data []byte, key string) []string {
	t.Helper()
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for i, child := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == key && child.Kind == yaml.ScalarNode {
				out = append(out, child.Value)
			}
			walk(child)
		}
	}
	walk(&root)
	return out
}
