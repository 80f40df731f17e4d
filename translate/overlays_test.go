package translate_test

import (
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"github.com/fly2k8s/fly2k8s/translate/kustomize"
	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

// What an overlay of the sample company builds is what its environment alone
// gives, down to the hashes in the names of ConfigMaps.
func TestSampleOverlaysBuildWhatTheirEnvironmentAloneGives(t *testing.T) {
	company, findings, err := translate.Company(scenarioInput(t, "acme"))
	if err != nil {
		t.Fatal(err)
	}
	together := repositoryOf(t, company, findings)
	for _, env := range company.Environments {
		alone := company
		alone.Apps = slices.DeleteFunc(slices.Clone(company.Apps), func(a spec.App) bool { return a.Env != env.Name })
		sameBuilds(t, "acme", together, repositoryOf(t, alone, findings), env.Name)
	}
}

// So does what real configs become, two of one folder, or two that are
// neighbours, as environments of one app.
func TestCorpusOverlaysBuildWhatTheirEnvironmentAloneGives(t *testing.T) {
	if testing.Short() {
		t.Skip("builds hundreds of folders")
	}
	all, pairs := corpus(t, os.DirFS(testenv.Shared(t, "corpus"))), 0
	for i := 1; i < len(all); i++ {
		before, in := all[i-1], all[i]
		if path.Dir(before.Source.Config) != path.Dir(in.Source.Config) && i%apart != 0 {
			continue
		}
		live, staging := sameApp(t, before, "production"), sameApp(t, in, "staging")
		together, name := appTree(live, staging), before.Source.Config+" and "+in.Source.Config
		sameBuilds(t, name, together, appTree(live), "production")
		sameBuilds(t, name, together, appTree(staging), "staging")
		pairs++
	}
	t.Logf("%d pairs", pairs)
}

// apart is how many configs of different folders lie between two pairs.
const apart = 8

func sameApp(t *testing.T, in translate.AppInput, env string) spec.App {
	t.Helper()
	in.Env = env
	app, _, err := translate.App(in)
	if err != nil {
		t.Fatal(err)
	}
	app.Name, app.Namespace, app.FlyApp, app.Image.Name = "shop", "shop-"+env, "shop-"+env, "shop"
	app.Image.Repo, app.Image.Tag, app.Image.Digest = "registry.example/"+env+"/shop", "v1", ""
	return app
}

// sameBuilds compares what two trees build for the apps of one environment.
func sameBuilds(t *testing.T, name string, together, alone tree.Tree, env string) {
	t.Helper()
	built, want := appBuilds(t, together, env), appBuilds(t, alone, env)
	if diff := cmp.Diff(want, built); diff != "" {
		t.Errorf("%s %s (-alone +together):\n%s", name, env, diff)
	}
}

func appBuilds(t *testing.T, files tree.Tree, env string) map[string][]string {
	t.Helper()
	fs, out := onDisk(t, files), map[string][]string{}
	for _, dir := range targets(files) {
		if strings.HasPrefix(dir, "apps/") && strings.Contains(dir+"/", "/overlays/"+env+"/") {
			data, err := buildOne(fs, dir)
			if err != nil {
				t.Errorf("build %s: %v", dir, err)
			}
			for _, document := range documents(data) {
				out[dir] = append(out[dir], entriesInOrder(t, document))
			}
		}
	}
	return out
}

// entriesInOrder sorts the entries of an ExternalSecret, whose order means nothing
// and which an overlay appends to.
func entriesInOrder(t *testing.T, document string) string {
	t.Helper()
	if !strings.Contains(document, "\nkind: ExternalSecret\n") {
		return document
	}
	var object crds.ExternalSecret
	if err := yaml.UnmarshalStrict([]byte(document), &object); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(object.Spec.Data, func(a, b crds.ExternalSecretData) int { return strings.Compare(a.SecretKey, b.SecretKey) })
	data, err := yaml.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func onDisk(t *testing.T, files tree.Tree) filesys.FileSystem {
	t.Helper()
	fs := filesys.MakeFsInMemory()
	for _, f := range files {
		if err := fs.WriteFile("/"+f.Path, f.Data); err != nil {
			t.Fatal(err)
		}
	}
	return fs
}

func buildOne(fs filesys.FileSystem, dir string) ([]byte, error) {
	m, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(fs, "/"+dir)
	if err != nil {
		return nil, err
	}
	return m.AsYaml()
}

// appTree is the folder of one app in several environments.
func appTree(apps ...spec.App) tree.Tree {
	in := kustomize.App{Name: apps[0].Name}
	for _, a := range apps {
		objects, traces := kube.Objects(kube.Around{Env: spectest.Production()}, a)
		in.Envs = append(in.Envs, kustomize.Env{Name: a.Env, App: a.Name, Namespace: a.Namespace, FlyApp: a.FlyApp, Image: a.Image, Objects: objects, Traces: traces})
	}
	files, _ := kustomize.AppTree(in, nil)
	return files
}

func repositoryOf(t *testing.T, company spec.Company, findings []report.Finding) tree.Tree {
	t.Helper()
	files, _, err := translate.Repository(company, findings)
	if err != nil {
		t.Fatal(err)
	}
	return files
}
