package workflows

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// Two apps deploy at once: the push that comes second lands on top of the first,
// and a deploy that changes nothing pushes nothing.
func TestADeployThatComesSecondIsRecordedToo(t *testing.T) {
	testenv.Program(t, "git")
	origin := filepath.Join(t.TempDir(), "origin")
	bash(t, "", `git init --quiet --bare --initial-branch=main "$1"`, origin)
	clone := func() string {
		dir := filepath.Join(t.TempDir(), "clone")
		bash(t, "", `git clone --quiet "$1" "$2" && cd "$2" && git config user.name t && git config user.email t@example.com && git checkout -q -B main`, origin, dir)
		return dir
	}
	seed := clone()
	bash(t, seed, `mkdir -p apps/web/overlays/production/images apps/api/overlays/production/images && echo 1 | tee apps/web/overlays/production/images/k apps/api/overlays/production/images/k && git add . && git commit --quiet -m first && git push --quiet -u origin main`)
	web, api := clone(), clone()
	for dir, app := range map[string]string{web: "web", api: "api"} {
		bash(t, dir, `git branch --quiet --set-upstream-to=origin/main && echo 2 > "apps/$1/overlays/production/images/k" && echo stray > "apps/$1/stray"`, app)
	}
	record := func(dir, app string) {
		cmd := exec.CommandContext(t.Context(), "bash", "-c", commit)
		cmd.Env = append(os.Environ(), "OVERLAY="+dir+"/apps/"+app+"/overlays/production", "APP="+app, "ENVIRONMENT=production", "GITHUB_SHA=abc", "SYNC=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", app, err, out)
		}
	}
	record(web, "web")
	record(api, "api")
	record(api, "api")
	got := bash(t, origin, `git log --format=%s main && git ls-tree -r --name-only main`)
	want := "Deploy api to production: abc [skip ci]\nDeploy web to production: abc [skip ci]\nfirst\napps/api/overlays/production/images/k\napps/web/overlays/production/images/k"
	if got != want {
		t.Errorf("main is\n%s\nwant\n%s", got, want)
	}
}

func bash(t *testing.T, dir, script string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", append([]string{"-euc", script, "bash"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", script, err, out)
	}
	return strings.TrimSpace(string(out))
}
