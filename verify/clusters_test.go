package verify

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// split moves what production and staging share into production's platform, and
// adds decisions about clusters.
func split(t *testing.T, yaml string) fstest.MapFS {
	t.Helper()
	tree := sound(t)
	for _, name := range []string{"gateway.yaml", "kustomization.yaml"} {
		tree["platform/overlays/production/"+name] = tree["platform/gateway/"+name]
		delete(tree, "platform/gateway/"+name)
	}
	tree["fly2k8s.yaml"] = &fstest.MapFile{Data: []byte(yaml)}
	return tree
}

func TestReferencesCloseWithinACluster(t *testing.T) {
	tests := map[string]struct {
		decisions string
		want      []string // findings' environments
	}{
		"environments of one cluster share its gateway": {"version: 1\nenvironments:\n  - {name: production, cluster: main}\n  - {name: staging}\n", nil},
		"another cluster has to have its own":           {"version: 1\nenvironments:\n  - {name: production, cluster: main}\n  - {name: staging, cluster: test}\n", []string{"staging"}},
		"another project is another cluster":            {"version: 1\nenvironments:\n  - {name: production}\n  - {name: staging, project: acme-test}\n", []string{"staging"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result, err := Tree(split(t, test.decisions), Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range result.Findings {
				if f.Rung == "references" {
					got = append(got, f.Env)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s\n%v", diff, result.Findings)
			}
		})
	}
}
