package workflows

import (
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
)

// elsewhere is the small company whose last app has an image made elsewhere.
func elsewhere(change func(*spec.App)) spec.Company {
	c := acme("kubectl")
	a := &c.Apps[len(c.Apps)-1]
	a.Image.Built, a.Image.Build, a.Schedules = false, nil, nil
	change(a)
	return c
}

func TestAnImageFromElsewhereIsDeployedByThePlatformRepository(t *testing.T) {
	for name, tt := range map[string]struct {
		company spec.Company
		file    string
		has     []string
		lacks   []string
	}{
		"one that answers requests runs on both sides": {
			elsewhere(func(*spec.App) {}), "ci/acme-ml.yml", []string{"SIDE: active"}, []string{"ACTIVE"},
		},
		"one with a schedule runs it on the active side": {
			elsewhere(func(a *spec.App) { a.Schedules = []spec.Schedule{{Name: "nightly"}} }), "ci/acme-ml.yml", []string{"vars.ACTIVE_ACME_ML == 'gke'", "|| 'passive'"}, nil,
		},
		"one with a release command runs it first": {
			elsewhere(func(a *spec.App) { a.Release = &spec.Release{} }), "ci/acme-ml.yml", []string{"Run the release command", "without_release", "SCHEMA_FREEZE"}, nil,
		},
		"an app called platform keeps its name": {
			elsewhere(func(a *spec.App) { a.Name = "platform" }), "ci/fly2k8s-platform.yml", []string{"platform/overlays/production"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := workflowsOf(tt.company)
			i := slices.IndexFunc(files, func(f tree.File) bool { return f.Path == tt.file })
			if i < 0 {
				t.Fatalf("no %s", tt.file)
			}
			lint(t, files[i])
			text := string(files[i].Data)
			for _, want := range tt.has {
				if !strings.Contains(text, want) {
					t.Errorf("%q is missing:\n%s", want, text)
				}
			}
			for _, odd := range append(tt.lacks, "contents: write", "secrets.", "flyctl") {
				if strings.Contains(text, odd) {
					t.Errorf("%q is there:\n%s", odd, text)
				}
			}
		})
	}
}

func TestNoCIForWhatFollowsGit(t *testing.T) {
	for _, mode := range []string{"argocd", "flux"} {
		c := elsewhere(func(*spec.App) {})
		for i := range c.Environments {
			c.Environments[i].Deploy = mode
		}
		for _, f := range workflowsOf(c) {
			if f.Path == "ci/acme-ml.yml" || f.Path == "ci/platform.yml" {
				t.Errorf("%s: %s", mode, f.Path)
			}
		}
	}
}
