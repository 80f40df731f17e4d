package translate_test

import (
	"bytes"
	"io"
	"os"
	"slices"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"github.com/yannh/kubeconform/pkg/validator"
	"sigs.k8s.io/yaml"
)

// The edge of every real config, with hosts and with every decision about the
// edge, is what the definitions of routes and policies take.
func TestCorpusEdgesConform(t *testing.T) {
	if testing.Short() {
		t.Skip("validates thousands of objects")
	}
	v := conformer(t)
	percent, kinds := 0.5, map[string]int{}
	edge := decisions.Edge{CompatHeaders: true, IPv6: true, SecurityPolicy: "edge", LogPercent: &percent, GRPCRoutes: true}
	env := spec.Environment{Name: "production", IPv6: edge.IPv6, SecurityPolicy: edge.SecurityPolicy, LogPercent: percent, GRPCRoutes: edge.GRPCRoutes}
	for i, in := range corpus(t, os.DirFS(testenv.Shared(t, "corpus"))) {
		in.Compat, in.Decisions.Affinity = edge.CompatHeaders, "cookie"
		in.Decisions.GRPC = []string{"", "health", "no-health"}[i%3]
		app, _, err := translate.App(in)
		if err != nil {
			t.Fatal(err)
		}
		hosted(app)
		objects, _ := kube.Objects(kube.Around{Env: env}, app)
		for _, o := range objects {
			if !slices.Contains([]string{"HTTPRoute", "GRPCRoute", "HealthCheckPolicy", "GCPBackendPolicy", "Service", "NetworkPolicy"}, o.Kind) {
				continue
			}
			kinds[o.Kind]++
			conforms(t, v, in.Source.Config, o)
		}
	}
	for _, kind := range []string{"HTTPRoute", "GRPCRoute", "HealthCheckPolicy", "GCPBackendPolicy", "Service", "NetworkPolicy"} {
		if kinds[kind] == 0 {
			t.Errorf("no %s was written", kind)
		}
	}
	t.Log(kinds)
}

// hosted gives every route two hosts.
func hosted(app spec.App) {
	for _, p := range app.Processes {
		for i := range p.Edges {
			p.Edges[i].Hosts = []string{"www.shop.example", "*.shop.example"}
			if p.Edges[i].Health.Host == "" {
				p.Edges[i].Health.Host = "www.shop.example"
			}
		}
	}
}

func conforms(t *testing.T, v validator.Validator, config string, o kube.Object) {
	t.Helper()
	data, err := yaml.Marshal(o.Value)
	if err != nil {
		t.Fatal(err)
	}
	var written map[string]any
	if err := yaml.Unmarshal(data, &written); err != nil {
		t.Fatal(err)
	}
	delete(written, "status") // no file has one
	if data, err = yaml.Marshal(written); err != nil {
		t.Fatal(err)
	}
	for _, r := range v.Validate(config, io.NopCloser(bytes.NewReader(data))) {
		if r.Status != validator.Valid {
			t.Errorf("%s: %s/%s: %v", config, o.Kind, o.Name, r.Err)
		}
	}
}
