package operators

import (
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/google/go-cmp/cmp"
)

func TestOf(t *testing.T) {
	production := spec.Environment{Name: "production", Project: "shop", Cluster: "shop", Region: "europe-west3", Deploy: "kubectl", Secrets: spec.SecretStore{Kind: "manual"}}
	staging := production
	staging.Name, staging.Deploy, staging.Secrets.Kind = "staging", "flux", "doppler"
	apart := staging
	apart.Cluster = "shop-staging"
	tests := map[string]struct {
		company spec.Company
		want    []string
	}{
		"hand-made Secrets and kubectl need nothing":    {spec.Company{Environments: []spec.Environment{production}}, nil},
		"what a neighbour needs, its cluster needs":     {spec.Company{Environments: []spec.Environment{production, staging}}, []string{"External Secrets", "Flux"}},
		"what another cluster needs is not this one's":  {spec.Company{Environments: []spec.Environment{production, apart}}, nil},
		"a database in the cluster needs CloudNativePG": {spec.Company{Environments: []spec.Environment{production}, Databases: []spec.Database{{Env: "production", Target: spec.CNPG}}}, []string{"CloudNativePG"}},
		"a database in Cloud SQL needs nothing":         {spec.Company{Environments: []spec.Environment{production}, Databases: []spec.Database{{Env: "production", Target: spec.CloudSQL}}}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, o := range Of(test.company, production) {
				got = append(got, o.Name)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A command without a version installs another program tomorrow.
func TestCommandsNameTheirVersion(t *testing.T) {
	for _, o := range []Operator{externalSecrets(), cloudNativePG(), argoCD(), flux()} {
		if !strings.Contains(strings.Join(o.Install, "\n"), o.Version) {
			t.Errorf("%s is installed without its version %s", o.Name, o.Version)
		}
	}
}
