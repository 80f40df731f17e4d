package verify

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

func TestSteps(t *testing.T) {
	for path, want := range map[string][]string{
		"spec.ports[0].name":                        {"spec", "ports", "0", "name"},
		`metadata.labels["app.kubernetes.io/name"]`: {"metadata", "labels", "app.kubernetes.io/name"},
		"spec": {"spec"},
		"":     nil,
		"a[":   {"a", "["},
	} {
		if diff := cmp.Diff(want, steps(path)); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func TestFollow(t *testing.T) {
	var doc yaml.Node
	text := "kind: Service\nspec:\n  ports:\n    - name: http\n      port: 80\n"
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		path  string
		line  int
		whole bool
	}{
		"a field of a list item":                      {"spec.ports[0].port", 5, true},
		"a field that isn't there ends at its parent": {"spec.ports[0].protocol", 4, false},
		"an item that isn't there":                    {"spec.ports[3]", 3, false},
		"nothing of it":                               {"status.x", 1, false},
	}
	for name, test := range tests {
		line, whole := follow(doc.Content[0], test.path)
		if line != test.line || whole != test.whole {
			t.Errorf("%s: line %d, whole %v; want %d, %v", name, line, whole, test.line, test.whole)
		}
	}
}

func TestParseImage(t *testing.T) {
	for name, want := range map[string]image{
		"redis":                       {path: "redis"},
		"redis:7":                     {path: "redis", tag: "7"},
		"ghcr.io/cerbos/cerbos:0.40":  {host: "ghcr.io", path: "cerbos/cerbos", tag: "0.40"},
		"localhost:5000/a/b":          {host: "localhost:5000", path: "a/b"},
		"registry.fly.io/a@sha256:ab": {host: "registry.fly.io", path: "a", digest: "sha256:ab"},
		"a/b:1@sha256:ab":             {path: "a/b", tag: "1", digest: "sha256:ab"},
	} {
		if diff := cmp.Diff(want, parseImage(name), cmp.AllowUnexported(image{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
