package workflows

import (
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
)

func TestThePlatformAppliesReadyImagesThatOnlyAnswer(t *testing.T) {
	c := acme("kubectl")
	ml := len(c.Apps) - 1
	c.Apps[ml].Image.Built, c.Apps[ml].Image.Build, c.Apps[ml].Schedules = false, nil, nil
	quiet := c
	quiet.Apps = slices.Clone(c.Apps)
	quiet.Apps[ml].Schedules = []spec.Schedule{{Name: "nightly"}}
	named := c
	named.Apps = slices.Clone(c.Apps)
	named.Apps[ml].Name = "platform"
	for name, tt := range map[string]struct {
		company spec.Company
		file    string
		job     bool
	}{
		"an app that answers requests is applied": {c, "ci/platform.yml", true},
		"one with a schedule is left to a person": {quiet, "ci/platform.yml", false},
		"an app called platform keeps its name":   {named, "ci/fly2k8s-platform.yml", true},
		"Argo CD needs no such workflow":          {acme("argocd"), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			files := workflowsOf(tt.company)
			i := slices.IndexFunc(files, func(f tree.File) bool { return strings.HasSuffix(f.Path, "platform.yml") })
			if i < 0 {
				if tt.file != "" {
					t.Fatalf("no %s", tt.file)
				}
				return
			}
			if files[i].Path != tt.file {
				t.Fatalf("it is %s, want %q", files[i].Path, tt.file)
			}
			lint(t, files[i])
			text := string(files[i].Data)
			if got := strings.Contains(text, "  app-"+tt.company.Apps[ml].Name+"-"); got != tt.job {
				t.Errorf("a job for the app: %t, want %t\n%s", got, tt.job, text)
			}
			if strings.Contains(text, "contents: write") || strings.Contains(text, "secrets.") {
				t.Errorf("it may write, or reads a secret:\n%s", text)
			}
		})
	}
}
