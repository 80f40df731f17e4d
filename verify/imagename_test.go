package verify

import (
	"strings"
	"testing"
	"testing/fstest"
)

// The sound tree's app is called shop.
func TestAnImageWithTheAppsName(t *testing.T) {
	tests := map[string]struct {
		image  string
		refuse bool
	}{
		"alone is a pin that is missing":    {"shop", true},
		"with a tag is one on Docker Hub":   {"shop:7", false},
		"with a registry is one from there": {"europe-west3-docker.pkg.dev/acme/apps/shop:1", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			tree := sound(t)
			const file = "apps/shop/base/deployment.yaml"
			text := string(tree[file].Data)
			changed := strings.Replace(text, "image: shop\n", "image: "+test.image+"\n", 1)
			images := "apps/shop/overlays/production/images/kustomization.yaml"
			tree[file] = &fstest.MapFile{Data: []byte(changed)}
			tree[images] = &fstest.MapFile{Data: []byte("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages: [{name: other, newTag: \"1\"}]\n")}
			result, err := Tree(tree, Options{})
			if err != nil {
				t.Fatal(err)
			}
			refused := false
			for _, f := range result.Findings {
				refused = refused || f.Rung == "images" && strings.Contains(f.Found, "the app's own name") && strings.HasPrefix(f.Object, "Deployment/")
			}
			if refused != test.refuse {
				t.Errorf("refused: %v", refused)
			}
		})
	}
}
