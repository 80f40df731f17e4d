package verify

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTargets(t *testing.T) {
	const plain, component = "kind: Kustomization\n", "kind: Component\n"
	tests := map[string]struct {
		files map[string]string
		want  []string
	}{
		"a base that an overlay builds on is not built alone": {
			map[string]string{"base": plain, "overlays/live": plain + "resources: [../../base]\n"}, []string{"overlays/live"},
		},
		"nor is what a component builds on": {
			map[string]string{"base/config": plain, "overlays/live": plain + "components: [config]\n", "overlays/live/config": component + "resources: [../../../base/config]\n"},
			[]string{"overlays/live"},
		},
		"a base that nobody uses is": {map[string]string{"base": plain}, []string{"base"}},
		"a component is not":         {map[string]string{"passive": component}, nil},
		"what can't be read is":      {map[string]string{"base": "resources: [\n"}, []string{"base"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var files []file
			for dir, text := range tt.files {
				files = append(files, file{path: dir + "/kustomization.yaml", data: []byte(text)})
			}
			var got []string
			for _, found := range targets(files) {
				got = append(got, found.folder)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("targets (-want +got):\n%s", diff)
			}
		})
	}
}
