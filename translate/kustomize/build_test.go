package kustomize

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	sigsyaml "sigs.k8s.io/yaml"
)

const draws = 60

// Building an overlay gives exactly what its environment alone gives, whatever
// the two environments share.
func TestOverlayBuildsWhatItsEnvironmentAloneGives(t *testing.T) {
	for seed := range uint64(draws) {
		first, second := spectest.Random(seed)
		both := appTree(first, second)
		for _, app := range []spec.App{first, second} {
			if sameAsAlone(t, both, app); t.Failed() {
				t.Fatalf("by seed %d", seed)
			}
		}
	}
}

// sameAsAlone compares what an app's overlay and its release build with the
// objects of that environment.
func sameAsAlone(t *testing.T, files tree.Tree, app spec.App) {
	t.Helper()
	for _, sub := range []string{"", "release", "once"} {
		want := wanted(app, sub)
		got := built(t, files, path.Join("apps/shop/overlays", app.Env, sub))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s %s (-alone +overlay):\n%s", app.Env, sub, diff)
		}
	}
}

// An environment of its own gives the same as beside another.
func TestOneEnvironmentBuildsTheSame(t *testing.T) {
	for seed := range uint64(draws / 3) {
		app, _ := spectest.Random(seed)
		got := built(t, appTree(app), "apps/shop/overlays/production")
		if diff := cmp.Diff(wanted(app, ""), got); diff != "" {
			t.Fatalf("seed %d (-objects +overlay):\n%s", seed, diff)
		}
	}
}

func appTree(apps ...spec.App) tree.Tree {
	in := App{Name: apps[0].Name}
	for _, a := range apps {
		objects, traces := kube.Objects(kube.Around{Env: spectest.Production()}, a)
		in.Envs = append(in.Envs, Env{Name: a.Env, App: a.Name, Namespace: a.Namespace, FlyApp: a.FlyApp, Image: a.Image, Objects: objects, Traces: traces})
	}
	files, _ := AppTree(in, nil)
	return files
}

// wanted are an app's objects as an API server would see them: the workloads
// with their config, or the release command or the Jobs with it.
func wanted(app spec.App, sub string) map[string]any {
	out := map[string]any{}
	part := map[string]kube.Part{"": kube.Base, "release": kube.Release, "once": kube.Once}[sub]
	empty := sub == "release" && app.Release == nil || sub == "once" && len(app.Jobs) == 0
	objects, _ := kube.Objects(kube.Around{Env: spectest.Production()}, app)
	for _, o := range objects {
		if empty || o.Part != kube.Config && o.Part != part {
			continue
		}
		text := string(printed(node(o.Value)))
		text = strings.ReplaceAll(text, "image: shop\n", "image: "+app.Image.Repo+":v1\n")
		out[o.Kind+"/"+o.Name] = parsed(text)
	}
	return out
}

var generated = regexp.MustCompile(`(shop-(?:env|files))-[a-z0-9]{10}\b`)

// built is what kustomize makes of a folder, without the hashes in the names of
// generated ConfigMaps.
func built(t *testing.T, files tree.Tree, dir string) map[string]any {
	t.Helper()
	fs := filesys.MakeFsInMemory()
	for _, f := range files {
		if err := fs.WriteFile("/"+f.Path, f.Data); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string]any{}
	if !fs.Exists("/" + dir) {
		return out
	}
	m, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(fs, "/"+dir)
	if err != nil {
		t.Fatalf("build %s: %v", dir, err)
	}
	for _, r := range m.Resources() {
		text := generated.ReplaceAllString(r.MustYaml(), "$1")
		object := parsed(text)
		out[r.GetKind()+"/"+generated.ReplaceAllString(r.GetName(), "$1")] = object
	}
	return out
}

func parsed(text string) any {
	var v any
	if err := sigsyaml.Unmarshal([]byte(text), &v); err != nil {
		return fmt.Sprintf("parse: %v\n%s", err, text)
	}
	return v
}
