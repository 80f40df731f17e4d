package kustomize

import (
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// The sides are built over an overlay that has what they change.
func TestASideSwitchesWorkersAndSchedules(t *testing.T) {
	app := spec.App{Name: "shop", Env: "production", Processes: []spec.Process{{Name: "worker"}}, Schedules: []spec.Schedule{{Name: "nightly"}}}
	for side, want := range map[string][]string{
		"passive": {"replicas: 0", "suspend: true"},
		"active":  {"replicas: 3", "suspend: false"},
	} {
		t.Run(side, func(t *testing.T) {
			files := filesys.MakeFsInMemory()
			put := func(path, text string) {
				if err := files.WriteFile(path, []byte(text)); err != nil {
					t.Fatal(err)
				}
			}
			for _, f := range SideTree(app) {
				put(f.Path, string(f.Data))
			}
			put("apps/shop/overlays/production/kustomization.yaml", "resources: [all.yaml]\ncomponents: ["+side+"]\n")
			put("apps/shop/overlays/production/all.yaml", `{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop-worker}, spec: {replicas: 3}}
---
{apiVersion: batch/v1, kind: CronJob, metadata: {name: shop-nightly}, spec: {schedule: "5 * * * *", suspend: true}}
`)
			built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, "apps/shop/overlays/production")
			if err != nil {
				t.Fatal(err)
			}
			text, err := built.AsYaml()
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range want {
				if !strings.Contains(string(text), line) {
					t.Errorf("no %s in\n%s", line, text)
				}
			}
		})
	}
}
