package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/verify"
)

// The sample company in the deploy modes that read git: what is written stands
// the proof, and an object that names a folder that isn't there does not.
func TestGitOpsTreesAreProven(t *testing.T) {
	for mode, project := range map[string]string{"argocd": "apps/applications.yaml", "flux": "kustomizations.yaml"} {
		t.Run(mode, func(t *testing.T) {
			out := deployedBy(t, mode)
			errors, unproven := proven(t, out)
			for _, f := range errors {
				t.Errorf("%s %s:%d %s: found %s, expected %s", f.Rung, f.File, f.Line, f.Object, f.Found, f.Expected)
			}
			if len(unproven) > 0 {
				t.Errorf("no type is known for %v", unproven)
			}
			file := filepath.Join(out, "platform", "gitops", "production", project)
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, bytes.Replace(data, []byte("acme-api/sync/production"), []byte("acme-api/sync/elsewhere"), 1), 0o644); err != nil {
				t.Fatal(err)
			}
			errors, _ = proven(t, out)
			if !slices.ContainsFunc(errors, func(f verify.Finding) bool {
				return f.Rung == "references" && strings.Contains(f.Found, "sync/elsewhere")
			}) {
				t.Errorf("a folder that isn't there is not found: %v", errors)
			}
		})
	}
}

func deployedBy(t *testing.T, mode string) string {
	t.Helper()
	scenario := filepath.Join(testenv.Root(), "testdata", "scenarios", "acme")
	golden, out := filepath.Join(scenario, "golden"), t.TempDir()
	decided, err := os.ReadFile(filepath.Join(golden, "fly2k8s.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.Replace(decided, []byte("\ndeploy: kubectl"), []byte("\ndeploy: "+mode), 1)
	if bytes.Equal(other, decided) {
		t.Fatal("the golden decisions don't say deploy: kubectl")
	}
	if err := os.WriteFile(filepath.Join(out, "fly2k8s.yaml"), other, 0o644); err != nil {
		t.Fatal(err)
	}
	status, said := runIn(t, "translate", "-i", filepath.Join(golden, "inventory"), "-s", filepath.Join(scenario, "src"), "-o", out)
	if status != exitDone && status != exitUndecided {
		t.Fatalf("translate exits %d: %s", status, said)
	}
	return out
}

func proven(t *testing.T, out string) (errors []verify.Finding, unproven []string) {
	t.Helper()
	result, err := verify.Tree(os.DirFS(out), verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(result.Findings, func(f verify.Finding) bool { return f.Severity != verify.Error }), result.Unproven
}
