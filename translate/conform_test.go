package translate_test

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/yannh/kubeconform/pkg/validator"
	"sigs.k8s.io/yaml"
)

// Every object of every overlay passes the strict schema of Kubernetes 1.35 or
// the schema of its CRD.
func TestSampleConforms(t *testing.T) {
	files, _ := repository(t, "acme")
	v := conformer(t)
	objects := 0
	for dir, data := range build(t, files) {
		for _, r := range v.Validate(dir, io.NopCloser(bytes.NewReader(data))) {
			objects++
			if r.Status != validator.Valid {
				signature, _ := r.Resource.Signature()
				t.Errorf("%s: %v: %v", dir, signature, r.Err)
			}
		}
	}
	t.Logf("%d objects", objects)
}

// The check refuses what a cluster would refuse.
func TestConformanceRefuses(t *testing.T) {
	v := conformer(t)
	for name, text := range map[string]string{
		"an unknown field":             "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {port: 80}\n",
		"a wrong type":                 "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: two}\n",
		"an unknown field of a CRD":    "apiVersion: networking.gke.io/v1\nkind: HealthCheckPolicy\nmetadata: {name: a}\nspec: {default: {every: 5}, targetRef: {group: '', kind: Service, name: a}}\n",
		"a kind that nobody describes": "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n",
	} {
		t.Run(name, func(t *testing.T) {
			for _, r := range v.Validate(name, io.NopCloser(strings.NewReader(text))) {
				if r.Status == validator.Valid {
					t.Error("it is valid")
				}
			}
		})
	}
}

func conformer(t *testing.T) validator.Validator {
	t.Helper()
	schemas := testenv.Shared(t, "schemas")
	crds := t.TempDir()
	writeCRDSchemas(t, filepath.Join(schemas, "crds"), crds)
	v, err := validator.New([]string{
		filepath.Join(schemas, "json/kubernetes-1.35.4-strict/{{.ResourceKind}}{{.KindSuffix}}.json"),
		filepath.Join(crds, "{{.Group}}_{{.ResourceKind}}_{{.ResourceAPIVersion}}.json"),
		filepath.Join(schemas, "json/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json"),
	}, validator.Opts{Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// writeCRDSchemas writes a strict JSON schema for each version of each CRD.
func writeCRDSchemas(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, "config-connector") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, doc := range strings.Split(string(data), "\n---\n") {
			writeCRDSchema(t, doc, to)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func writeCRDSchema(t *testing.T, doc, to string) {
	t.Helper()
	var crd struct {
		Spec struct {
			Group string
			Names struct{ Kind string }
			// A served version and its schema.
			Versions []struct {
				Name   string
				Schema struct{ OpenAPIV3Schema map[string]any }
			}
		}
	}
	if err := yaml.Unmarshal([]byte(doc), &crd); err != nil {
		t.Fatal(err)
	}
	for _, v := range crd.Spec.Versions {
		root := v.Schema.OpenAPIV3Schema
		strict(root)
		data, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		name := crd.Spec.Group + "_" + strings.ToLower(crd.Spec.Names.Kind) + "_" + v.Name + ".json"
		if err := os.WriteFile(filepath.Join(to, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// strict refuses fields that a schema doesn't name, as strict field validation
// does.
func strict(schema map[string]any) {
	if schema["x-kubernetes-int-or-string"] == true {
		delete(schema, "type")
	}
	properties, ok := schema["properties"].(map[string]any)
	if ok && schema["additionalProperties"] == nil && schema["x-kubernetes-preserve-unknown-fields"] != true {
		schema["additionalProperties"] = false
	}
	for _, p := range properties {
		strict(p.(map[string]any))
	}
	for _, key := range []string{"items", "additionalProperties"} {
		if s, ok := schema[key].(map[string]any); ok {
			strict(s)
		}
	}
}

// Whatever a spec can say, what is written conforms.
func TestDrawnAppsConform(t *testing.T) {
	v := conformer(t)
	for seed := range uint64(25) {
		first, second := spectest.Random(seed)
		staging := spectest.Staging()
		staging.GRPCRoutes, staging.IPv6, staging.LogPercent, staging.SecurityPolicy = true, true, 0.5, "edge"
		company := spec.Company{Environments: []spec.Environment{spectest.Production(), staging}, Apps: []spec.App{first, second}}
		files, _, err := translate.Repository(company, nil)
		if err != nil {
			t.Fatal(err)
		}
		for dir, data := range build(t, files) {
			for _, r := range v.Validate(dir, io.NopCloser(bytes.NewReader(data))) {
				if r.Status != validator.Valid {
					signature, _ := r.Resource.Signature()
					t.Errorf("seed %d: %s: %v: %v", seed, dir, signature, r.Err)
				}
			}
		}
	}
}

// The files of the bridge, which no kustomization lists, conform as well.
func TestBridgeConforms(t *testing.T) {
	in := scenarioInput(t, "acme")
	in.Decisions.Network.Bridge = "10.0.0.9"
	out, err := translate.Whole(in)
	if err != nil {
		t.Fatal(err)
	}
	v, n := conformer(t), 0
	for _, f := range out.Files {
		if !strings.HasPrefix(f.Path, "platform/bridge/") {
			continue
		}
		for _, r := range v.Validate(f.Path, io.NopCloser(bytes.NewReader(f.Data))) {
			if n++; r.Status != validator.Valid {
				t.Errorf("%s: %v", f.Path, r.Err)
			}
		}
	}
	if n == 0 {
		t.Error("there are no files of the bridge")
	}
}
