package kube_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

const (
	ownPods = `{"podSelector":{"matchLabels":{"app.kubernetes.io/name":"acme-api"}}}`
	mlPods  = `{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"ml"}},"podSelector":{"matchLabels":{"app.kubernetes.io/name":"acme-ml"}}}`
)

// A strict app's policy opens what it says and nothing else: rule by rule.
func TestStrictPolicy(t *testing.T) {
	env := spectest.Production()
	env.Policy = "strict"
	bridged := env
	bridged.Bridge = "10.0.0.9"
	peered := env
	peered.Network.Peers = []string{"projects/p/global/networks/n"}
	bare := spectest.API("production")
	bare.Talks, bare.Secrets = nil, nil
	rewritten := bare
	rewritten.Secrets = []spec.Secret{{Name: "DATABASE_URL", Class: spec.Rewrite}}
	port := []spec.Port{{Number: 8000, Protocol: "TCP"}}
	ml := kube.Peer{Name: "acme-ml", Namespace: "ml", Ports: port}
	for name, test := range map[string]struct {
		around          kube.Around
		app             spec.App
		ingress, egress string
	}{
		"an app alone reaches itself": {kube.Around{Env: env}, bare, "", `[{"to":[` + ownPods + `]}]`},
		"a call opens its port on both sides": {
			kube.Around{Env: env, Called: []kube.Peer{ml}, Callers: []kube.Peer{{Name: "acme-web", Namespace: "web", Ports: []spec.Port{{Number: 8080, Protocol: "TCP"}}}}}, bare,
			`{"from":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"web"}},"podSelector":{"matchLabels":{"app.kubernetes.io/name":"acme-web"}}}],"ports":[{"port":8080,"protocol":"TCP"}]}`,
			`[{"to":[` + ownPods + `]},{"ports":[{"port":8000,"protocol":"TCP"}],"to":[` + mlPods + `]}]`,
		},
		"a call without a port opens all": {
			kube.Around{Env: env, Called: []kube.Peer{{Name: "acme-ml", Namespace: "ml"}}}, bare, "", `[{"to":[` + ownPods + `]},{"to":[` + mlPods + `]}]`,
		},
		"previews are known by their label": {
			kube.Around{Env: env, Callers: []kube.Peer{{Name: "acme-web", Preview: true}}}, bare,
			`{"from":[{"namespaceSelector":{"matchLabels":{"fly2k8s.dev/preview":"true"}},"podSelector":{"matchLabels":{"app.kubernetes.io/name":"acme-web"}}}]}`, "",
		},
		"a database's address opens the databases": {
			kube.Around{Env: env}, rewritten, "", `[{"to":[` + ownPods + `]},{"to":[{"ipBlock":{"cidr":"10.9.0.0/20"}},{"ipBlock":{"cidr":"10.0.0.0/20"}}]}]`,
		},
		"a known bridge closes the rest of the nodes' range": {
			kube.Around{Env: bridged, Bridged: []int{20003}}, rewritten, "",
			`[{"to":[` + ownPods + `]},{"to":[{"ipBlock":{"cidr":"10.9.0.0/20"}}]},{"ports":[{"port":20003,"protocol":"TCP"}],"to":[{"ipBlock":{"cidr":"10.0.0.9/32"}}]}]`,
		},
		"with a peered VPC nobody knows where data is": {
			kube.Around{Env: peered}, rewritten, "", `[{"to":[` + ownPods + `]},{"to":[{"ipBlock":{"cidr":"10.0.0.0/8"}},{"ipBlock":{"cidr":"172.16.0.0/12"}},{"ipBlock":{"cidr":"192.168.0.0/16"}}]}]`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			policy := object(t, test.around, test.app, "NetworkPolicy", "acme-api")
			if test.egress != "" {
				if diff := cmp.Diff(test.egress, field(policy, "spec egress")); diff != "" {
					t.Errorf("egress (-want +got):\n%s", diff)
				}
			}
			if got := field(policy, "spec ingress 2"); got != `{"from":[`+ownPods+`]}` {
				t.Errorf("after the load balancer and the collectors it lets in %s", got)
			}
			if got := field(policy, "spec ingress 3"); got != orNone(test.ingress) {
				t.Errorf("it lets in %s, want %s", got, orNone(test.ingress))
			}
		})
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
