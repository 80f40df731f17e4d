package kustomize

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"github.com/google/go-cmp/cmp"
)

// A Job that a deploy starts sleeps until the active side wakes it, in every
// folder that includes it.
func TestAJobOfADeploySleepsUntilTheActiveSideWakesIt(t *testing.T) {
	const overlay = "apps/acme-api/overlays/production"
	tests := map[string]struct {
		deploy, folder, kustomization string // the last is what a workflow writes there
		want                          any    // spec.suspend; nil: the Job isn't there
	}{
		"by itself":                     {"kubectl", overlay + "/once", "", true},
		"by the workflow":               {"kubectl", overlay + "/once", "resources: [job.yaml]\ncomponents: [../config, ../images, ../active]\n", false},
		"never beside what goes on":     {"kubectl", overlay, "", nil},
		"the active side without it":    {"kubectl", overlay, "resources: [../../base]\ncomponents: [config, images, active]\n", nil},
		"by hand, where Argo CD syncs":  {"argocd", overlay + "/once", "", true},
		"Argo CD's passive side":        {"argocd", "apps/acme-api/sync/production", "", nil},
		"Argo CD's active side":         {"argocd", "apps/acme-api/sync/production", "resources: [../../overlays/production]\ncomponents: [../../overlays/production/once/job, ../../overlays/production/active]\n", false},
		"Argo CD, with the release too": {"argocd", "apps/acme-api/sync/production", "resources: [../../overlays/production]\ncomponents: [../../overlays/production/once/job, ../../overlays/production/active, ../../overlays/production/release/job]\n", false},
		"Flux's passive side":           {"flux", "apps/acme-api/sync/production/once", "", true},
		"Flux's active side":            {"flux", "apps/acme-api/sync/production/once", "resources: [../../../overlays/production/once]\ncomponents: [../../../overlays/production/active]\n", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			files := onceTree(tt.deploy)
			if tt.kustomization != "" {
				files = append(without(files, tt.folder+"/kustomization.yaml"), tree.File{Path: tt.folder + "/kustomization.yaml", Data: []byte(tt.kustomization)})
			}
			job, _ := built(t, files, tt.folder)["Job/acme-api-seed"].(map[string]any)
			if diff := cmp.Diff(tt.want, at(job, "spec", "suspend")); diff != "" {
				t.Errorf("suspend (-want +got):\n%s", diff)
			}
			image := at(job, "spec", "template", "spec", "containers", "image")
			if job != nil && image != "europe-west3-docker.pkg.dev/acme-prod/apps/acme-api@"+spectest.API("production").Image.Digest {
				t.Errorf("the image is %v", image)
			}
		})
	}
}

// onceTree is an app with a release command and a Job, in a deploy mode.
func onceTree(deploy string) tree.Tree {
	app := spectest.API("production")
	app.Processes = app.Processes[1:]
	app.Jobs = []spec.Job{{Process: spec.Process{Name: "seed", Args: []string{"seed"}, Replicas: spec.Replicas{Min: 1, Max: 1}}, Suspended: true}}
	env := spectest.Production()
	env.Deploy = deploy
	objects, traces := kube.Objects(kube.Around{Env: env}, app)
	files, _ := AppTree(App{Name: app.Name, Envs: []Env{{
		Name: app.Env, App: app.Name, Namespace: app.Namespace, FlyApp: app.FlyApp, Image: app.Image, Objects: objects, Traces: traces, Waves: ReleaseWaves(env),
	}}}, nil)
	files = append(files, SideTree(app)...)
	if deploy != "kubectl" {
		files = append(files, SyncTree(app, deploy)...)
	}
	return files
}

func without(files tree.Tree, path string) tree.Tree {
	var out tree.Tree
	for _, f := range files {
		if f.Path != path {
			out = append(out, f)
		}
	}
	return out
}

// at follows keys; of a list it takes the first element.
func at(v any, path ...string) any {
	for _, key := range path {
		if list, ok := v.([]any); ok && len(list) > 0 {
			v = list[0]
		}
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[key]
	}
	return v
}
