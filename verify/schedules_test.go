package verify

import (
	"testing"
	"testing/fstest"
)

const nightly = `apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: 0 3 * * *
  suspend: true
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: nightly, image: registry.example/shop:1}]}}}}
`

// A folder that Argo CD or Flux watches names the side that the app is on.
func TestSchedulesInWatchedFolders(t *testing.T) {
	const wakes = "- patch: '[{\"op\": \"replace\", \"path\": \"/spec/suspend\", \"value\": false}]'\n  target: {kind: CronJob}\n"
	tests := map[string]struct {
		watched  string
		findings int
	}{
		"the passive side suspends it":       {"", 0},
		"the active side may run it":         {"components: [../../overlays/production/active]\n", 0},
		"a patch of its own may not wake it": {"patches:\n" + wakes, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			const top = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
			result, err := Tree(fstest.MapFS{
				"apps/shop/overlays/production/nightly.yaml":              {Data: []byte(nightly)},
				"apps/shop/overlays/production/kustomization.yaml":        {Data: []byte(top + "namespace: shop\nresources: [nightly.yaml]\n")},
				"apps/shop/overlays/production/active/kustomization.yaml": {Data: []byte("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n" + wakes)},
				"apps/shop/sync/production/kustomization.yaml":            {Data: []byte(top + "resources: [../../overlays/production]\n" + test.watched)},
			}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			found := 0
			for _, f := range result.Findings {
				if f.Rung == "kustomize" || f.Rung == "decode" {
					t.Fatalf("%s: %s", f.Rung, f.Found)
				}
				if f.Rung == "schedules" {
					found++
				}
			}
			if found != test.findings {
				t.Errorf("%d findings, want %d", found, test.findings)
			}
		})
	}
}
