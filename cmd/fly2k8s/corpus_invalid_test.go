package main

import (
	"os"
	"path"
	"path/filepath"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// invalid are the configs that are no TOML, with the line at which reading stops.
var invalid = map[string]string{
	"MarkIannucci__headscale-on-fly-io/_at-74f99d87/fly.toml":                                       "fly.toml:9: ",
	"fly-apps__dockerfile-node/_at-588db1bd/test/frameworks/remix-indie/fly.toml":                   "fly.toml:14: ",
	"remix-run__blues-stack/_at-a3f46543/fly.toml":                                                  "fly.toml:43: ",
	"superfly__docs-guides/app-guides-mysql-on-fly-02.toml":                                         "app-guides-mysql-on-fly-02.toml:8: ",
	"superfly__docs-guides/blueprints-autoscale-machines-01.toml":                                   "blueprints-autoscale-machines-01.toml:1: ",
	"superfly__docs-guides/django-advanced-guides-staging-environments-with-github-actions-01.toml": "django-advanced-guides-staging-environments-with-github-actions-01.toml:8: ",
	"superfly__docs-guides/js-frameworks-deno-01.toml":                                              "js-frameworks-deno-01.toml:5: ",
	"superfly__docs-guides/js-frameworks-meteor-01.toml":                                            "js-frameworks-meteor-01.toml:15: ",
	"superfly__docs-guides/js-frameworks-svelte-01.toml":                                            "js-frameworks-svelte-01.toml:11: ",
	"superfly__docs-guides/languages-and-frameworks-dotnet-01.toml":                                 "languages-and-frameworks-dotnet-01.toml:11: ",
	"superfly__docs-guides/laravel-advanced-guides-global-sqlite-litefs-01.toml":                    "laravel-advanced-guides-global-sqlite-litefs-01.toml:2: ",
	"superfly__docs-guides/laravel-advanced-guides-using-inertia-ssr-02.toml":                       "laravel-advanced-guides-using-inertia-ssr-02.toml:7: ",
	"superfly__docs-guides/laravel-database-guides-laravel-redis-03.toml":                           "laravel-database-guides-laravel-redis-03.toml:2: ",
	"superfly__docs-guides/laravel-database-guides-laravel-redis-04.toml":                           "laravel-database-guides-laravel-redis-04.toml:2: ",
	"superfly__docs-guides/launch-autostop-autostart-01.toml":                                       "launch-autostop-autostart-01.toml:1: ",
	"superfly__docs-guides/launch-autostop-autostart-02.toml":                                       "launch-autostop-autostart-02.toml:1: ",
	"superfly__docs-guides/launch-processes-02.toml":                                                "launch-processes-02.toml:1: ",
	"superfly__docs-guides/machines-flyctl-fly-machine-run-01.toml":                                 "machines-flyctl-fly-machine-run-01.toml:4: ",
	"superfly__docs-guides/networking-services-01.toml":                                             "networking-services-01.toml:2: ",
	"superfly__docs-guides/networking-services-02.toml":                                             "networking-services-02.toml:2: ",
	"superfly__docs-guides/networking-services-03.toml":                                             "networking-services-03.toml:2: ",
	"superfly__docs-guides/networking-services-04.toml":                                             "networking-services-04.toml:2: ",
	"superfly__docs-guides/networking-services-05.toml":                                             "networking-services-05.toml:2: ",
	"superfly__docs-guides/rails-the-basics-configuration-01.toml":                                  "rails-the-basics-configuration-01.toml:2: ",
}

// TestInvalidConfigsStopWithTheirLine: each names file and line, and nothing is
// written.
func TestInvalidConfigsStopWithTheirLine(t *testing.T) {
	root := testenv.Shared(t, "corpus", "invalid")
	for _, name := range corpusConfigs(t, root) {
		t.Run(name, func(t *testing.T) {
			want, ok := invalid[name]
			if !ok {
				t.Fatal("no row says where reading it stops")
			}
			stopsAt(t, filepath.Join(root, name), want)
		})
	}
}

// TestInvalidDockerfileIsAFinding: its ports and user are unknown, and everything
// else is translated.
func TestInvalidDockerfileIsAFinding(t *testing.T) {
	data, err := os.ReadFile(testenv.Shared(t, "corpus", "invalid", "_unattributed__dockerfiles-a", "07-env-without-value-invalid", "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	src := t.TempDir()
	for name, text := range map[string]string{"fly.toml": "app = 'shop'\n", "Dockerfile": string(data)} {
		if err := writeFile(path.Join(src, name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	got := translateSource(t, src)
	got.check(t)
	for _, f := range got.ledger {
		if f.Rule == report.RuleDockerfileBroken.Name && f.Outcome == report.Undecided && f.From.Line > 0 {
			return
		}
	}
	t.Errorf("no finding says that the Dockerfile is broken; said %s", got.said)
}
