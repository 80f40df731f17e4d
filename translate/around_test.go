package translate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// town is acme on one cluster under the strict policy: the API in three
// environments, and acme-ml, which listens on 8000 and is 80 to callers over
// Flycast, in production alone.
func town() spec.Company {
	c := spectest.Acme()
	c.Environments[1] = c.Environments[0]
	c.Environments[1].Name = "staging"
	c.Environments = append(c.Environments, c.Environments[0])
	c.Environments[2].Name = spec.PreviewEnv
	for i := range c.Environments {
		c.Environments[i].Policy = strictPolicy
	}
	staging := &c.Apps[1]
	staging.Talks = []spec.Talk{{To: "acme-ml", Kind: "app", Env: "production", Port: 80}}
	preview := *staging
	preview.Env, preview.Namespace, preview.Talks = spec.PreviewEnv, spec.PreviewNamespace, nil
	c.Apps = append(c.Apps, preview)
	return c
}

func TestWhoMayCallWhom(t *testing.T) {
	port := []spec.Port{{Number: 8000, Protocol: "TCP"}}
	apart := town()
	apart.Environments[1].Cluster = "staging"
	unsure := town()
	unsure.Apps[1].Talks = append(unsure.Apps[1].Talks, spec.Talk{To: "acme-ml", Kind: "app", Env: "production"})
	open := town()
	for i := range open.Environments {
		open.Environments[i].Policy = "fly-network"
	}
	api := func(namespace string, ports []spec.Port) kube.Peer {
		return kube.Peer{Name: "acme-api", Namespace: namespace, Ports: ports}
	}
	preview := kube.Peer{Name: "acme-api", Namespace: spec.PreviewNamespace, Ports: port, Preview: true}
	for name, test := range map[string]struct {
		company spec.Company
		want    []kube.Peer
	}{
		"callers of every environment, on the pod's port": {town(), []kube.Peer{api("acme-api", nil), api("acme-api-staging", port), preview}},
		"one call without a port opens all":               {unsure, []kube.Peer{api("acme-api", nil), api("acme-api-staging", nil), {Name: "acme-api", Namespace: spec.PreviewNamespace, Preview: true}}},
		"no policy reaches another cluster":               {apart, []kube.Peer{api("acme-api", nil), preview}},
		"without strict nobody asks":                      {open, nil},
	} {
		t.Run(name, func(t *testing.T) {
			ml := test.company.Apps[2]
			got := around(test.company, test.company.Environments[0], ml).Callers
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("callers of acme-ml (-want +got):\n%s", diff)
			}
			for _, p := range got { // what one side opens, the other does
				caller := test.company.Apps[appAt(test.company, p)]
				called := around(test.company, environmentNamed(test.company, caller.Env), caller).Called
				if diff := cmp.Diff([]kube.Peer{{Name: "acme-ml", Namespace: ml.Namespace, Ports: p.Ports}}, called); diff != "" {
					t.Errorf("what %s calls (-want +got):\n%s", p.Namespace, diff)
				}
			}
		})
	}
}

func appAt(c spec.Company, p kube.Peer) int {
	for i, a := range c.Apps {
		if a.Namespace == p.Namespace {
			return i
		}
	}
	return -1
}

func TestTheBridgeIsOpenToWhatIsCalled(t *testing.T) {
	c := town()
	c.Databases = []spec.Database{{Name: "acme-db", FlyApp: "acme-db"}}
	want := map[int]bool{}
	for _, x := range c.Crossings() {
		want[x.Through] = x.FlyApp == "acme-ml" || x.FlyApp == "acme-db"
	}
	got := map[int]bool{}
	for through := range want {
		got[through] = false
	}
	for _, through := range around(c, c.Environments[0], c.Apps[0]).Bridged {
		got[through] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ports of the bridge (-want +got):\n%s", diff)
	}
}
