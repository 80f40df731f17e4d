package translate_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/yannh/kubeconform/pkg/validator"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate"
)

// deployedBy is the sample company's repository in a deploy mode.
func deployedBy(t *testing.T, mode string) tree.Tree {
	t.Helper()
	in := scenarioInput(t, "acme")
	in.Decisions.Deploy = mode
	files, _, err := translate.Whole(in)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// synced are the objects of a folder, by kind/name.
func synced(t *testing.T, files tree.Tree, folder string) map[string]map[string]any {
	t.Helper()
	memory := filesys.MakeFsInMemory()
	for _, f := range files {
		if err := memory.WriteFile("/"+f.Path, f.Data); err != nil {
			t.Fatal(err)
		}
	}
	made, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(memory, "/"+folder)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]any{}
	for _, r := range made.Resources() {
		object, err := r.Map()
		if err != nil {
			t.Fatal(err)
		}
		out[r.GetKind()+"/"+r.GetName()] = object
	}
	return out
}

func at(object map[string]any, path ...string) any {
	var v any = object
	for _, key := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[key]
	}
	return v
}

const wave = "argocd.argoproj.io/sync-wave"

// replaced is the tree with a file that the deploy workflow wrote.
func replaced(files tree.Tree, path, text string) tree.Tree {
	var out tree.Tree
	for _, f := range files {
		if f.Path == path {
			f.Data = []byte(text)
		}
		out = append(out, f)
	}
	return out
}

func TestArgoRunsTheReleaseBeforeTheRollout(t *testing.T) {
	files := deployedBy(t, "argocd")
	const folder = "apps/acme-api/sync/production"
	if _, ok := synced(t, files, folder)["Job/acme-api-release"]; ok {
		t.Error("the passive side runs the release command")
	}
	active := replaced(files, folder+"/kustomization.yaml", `
resources: [../../overlays/production]
components: [../../overlays/production/release/job]
`)
	objects := synced(t, active, folder)
	job := objects["Job/acme-api-release"]
	if job == nil {
		t.Fatal("the active side has no release command")
	}
	if at(job, "metadata", "annotations", wave) != "1" || at(job, "metadata", "annotations", "argocd.argoproj.io/sync-options") != "Force=true,Replace=true" {
		t.Errorf("the release command's annotations are %v", at(job, "metadata", "annotations"))
	}
	if at(job, "spec", "ttlSecondsAfterFinished") != nil {
		t.Error("the Job goes away after a day, and Argo CD would make and run it again")
	}
	for name, o := range objects {
		got := at(o, "metadata", "annotations", wave)
		kind, _, _ := strings.Cut(name, "/")
		switch kind {
		case "ConfigMap", "ServiceAccount", "ExternalSecret":
			if got != nil {
				t.Errorf("%s, which the release command needs, is in wave %v", name, got)
			}
		case "Job":
		default:
			if got != "2" {
				t.Errorf("%s is in wave %v, want 2", name, got)
			}
		}
	}
	if data, _ := yaml.Marshal(job); strings.Contains(string(data), "image: acme-api\n") {
		t.Errorf("the release command's image is not pinned:\n%s", data)
	}
}

func TestFluxRunsTheReleaseBeforeTheRollout(t *testing.T) {
	files := deployedBy(t, "flux")
	objects := synced(t, files, "platform/gitops/production")
	rollout, release := objects["Kustomization/acme-api-production"], objects["Kustomization/acme-api-production-release"]
	if rollout == nil || release == nil {
		t.Fatalf("no two Kustomizations for acme-api in %d objects", len(objects))
	}
	waits, _ := at(rollout, "spec", "dependsOn").([]any)
	if len(waits) != 1 || at(waits[0].(map[string]any), "name") != "acme-api-production-release" {
		t.Errorf("the rollout depends on %v", waits)
	}
	if at(release, "spec", "force") != true || at(release, "spec", "wait") != true {
		t.Errorf("the release is %v", release["spec"])
	}
	const folder = "apps/acme-api/sync/production/release"
	if held := at(synced(t, files, folder)["Job/acme-api-release"], "spec", "suspend"); held != true {
		t.Errorf("on the passive side the Job's suspend is %v", held)
	}
	active := replaced(files, folder+"/kustomization.yaml", "resources: [../../../overlays/production/release]\n")
	if held := at(synced(t, active, folder)["Job/acme-api-release"], "spec", "suspend"); held != nil {
		t.Errorf("on the active side the Job's suspend is %v", held)
	}
}

// What Argo CD and Flux are told conforms to their schemas.
func TestGitOpsConforms(t *testing.T) {
	v := conformer(t)
	for _, mode := range []string{"argocd", "flux"} {
		files := deployedBy(t, mode)
		for _, env := range []string{"production", "staging"} {
			objects := synced(t, files, "platform/gitops/"+env)
			if len(objects) < 3 {
				t.Errorf("%s: %d objects for %s", mode, len(objects), env)
			}
			for name, o := range objects {
				data, err := yaml.Marshal(o)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range v.Validate(name, io.NopCloser(bytes.NewReader(data))) {
					if r.Status != validator.Valid {
						t.Errorf("%s: %s: %v", mode, name, r.Err)
					}
				}
			}
		}
	}
}

// The tree of a mode holds no folder of the other.
func TestKubectlNeedsNothingInTheCluster(t *testing.T) {
	for _, f := range deployedBy(t, "kubectl") {
		if strings.HasPrefix(f.Path, "platform/gitops/") || strings.Contains(f.Path, "/sync/") {
			t.Errorf("%s is written for kubectl", f.Path)
		}
	}
}
