package translate_test

import (
	"bytes"
	"io"
	"maps"
	"slices"
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
	out, err := translate.Whole(in)
	if err != nil {
		t.Fatal(err)
	}
	return out.Files
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

// The platform is there before an app's first object: with Argo CD in the same
// sync, a wave before the apps' Applications; with Flux by what they depend on.
func TestThePlatformComesBeforeTheApps(t *testing.T) {
	files := deployedBy(t, "argocd")
	start := synced(t, files, "platform/gitops/production")
	if _, app := start["Application/acme-api-production"]; app || len(start) != 2 {
		t.Errorf("a person applies %v", slices.Sorted(maps.Keys(start)))
	}
	if path := at(start["Application/fly2k8s-production"], "spec", "source", "path"); path != "platform/sync/production" {
		t.Errorf("the platform's Application applies %v", path)
	}
	all := synced(t, files, "platform/sync/production")
	if all["Namespace/acme-api"] == nil || at(all["Namespace/acme-api"], "metadata", "annotations", wave) != nil {
		t.Errorf("the namespace is %v, and not first", all["Namespace/acme-api"])
	}
	if at(all["Application/acme-api-production"], "metadata", "annotations", wave) != "1" {
		t.Errorf("the app's Application is %v, and not second", all["Application/acme-api-production"])
	}
	objects := synced(t, deployedBy(t, "flux"), "platform/gitops/production")
	for app, first := range map[string]string{
		"acme-web-production": "fly2k8s-production", "acme-api-production-release": "fly2k8s-production", "acme-api-production": "acme-api-production-release",
	} {
		waits, _ := at(objects["Kustomization/"+app], "spec", "dependsOn").([]any)
		if len(waits) != 1 || at(waits[0].(map[string]any), "name") != first {
			t.Errorf("%s depends on %v, want %s", app, waits, first)
		}
	}
}

// The platform's Application leaves the pause of an app alone, and nothing that
// follows git removes a namespace or an Application.
func TestWhatHoldsTheAppsRemovesNothing(t *testing.T) {
	argo := synced(t, deployedBy(t, "argocd"), "platform/gitops/production")["Application/fly2k8s-production"]
	ignored, _ := at(argo, "spec", "ignoreDifferences").([]any)
	if len(ignored) != 1 || !slices.Contains(at(ignored[0].(map[string]any), "jsonPointers").([]any), any("/spec/syncPolicy/automated")) {
		t.Errorf("a pause would be undone: %v", ignored)
	}
	if at(argo, "spec", "syncPolicy", "automated", "prune") != nil {
		t.Error("Argo CD removes what leaves the platform")
	}
	flux := synced(t, deployedBy(t, "flux"), "platform/gitops/production")
	for _, name := range []string{"fly2k8s-production", "fly2k8s-production-gitops"} {
		if got := at(flux["Kustomization/"+name], "spec", "prune"); got != false {
			t.Errorf("%s: prune is %v", name, got)
		}
	}
}

// Environments on one cluster bring some objects each; only one of them may own
// such an object.
func TestNoObjectHasTwoOwners(t *testing.T) {
	for _, mode := range []string{"argocd", "flux"} {
		files := deployedBy(t, mode)
		owner := map[string]string{}
		for _, env := range []string{"production", "staging", "preview"} {
			for name, o := range synced(t, files, "platform/sync/"+env) {
				namespace, _ := at(o, "metadata", "namespace").(string)
				key := namespace + "/" + name
				if first, taken := owner[key]; taken {
					t.Errorf("%s: %s belongs to %s and %s", mode, key, first, env)
				}
				owner[key] = env
			}
		}
		for _, key := range []string{"gateway/Gateway/public", "/Namespace/internal", "/Namespace/acme-api-staging", "previews/CronJob/preview-sweep"} {
			if owner[key] == "" {
				t.Errorf("%s: nobody brings %s", mode, key)
			}
		}
	}
}

// What Argo CD and Flux are told conforms to their schemas.
func TestGitOpsConforms(t *testing.T) {
	v := conformer(t)
	for _, mode := range []string{"argocd", "flux"} {
		files := deployedBy(t, mode)
		for _, env := range []string{"production", "staging"} {
			objects := synced(t, files, "platform/gitops/"+env)
			maps.Copy(objects, synced(t, files, "platform/sync/"+env))
			if len(objects) < 10 {
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
