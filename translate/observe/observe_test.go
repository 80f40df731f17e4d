package observe

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
)

func companies() []spec.Company {
	all := []spec.Company{spectest.Acme()}
	for seed := range uint64(50) {
		first, second := spectest.Random(seed)
		all = append(all, spec.Company{Environments: []spec.Environment{{Name: "production"}}, Apps: []spec.App{first, second}})
	}
	return all
}

func TestEveryQueryIsPromQL(t *testing.T) {
	count := 0
	for _, c := range companies() {
		for _, a := range c.Apps {
			var all []string
			for _, q := range queries(a) {
				all = append(all, q.text)
			}
			for _, p := range policies(a) {
				all = append(all, p.Conditions[0].PromQL.Query)
			}
			for _, q := range all {
				count++
				if _, err := parser.ParseExpr(q); err != nil {
					t.Errorf("%s: %v", q, err)
				}
			}
		}
	}
	if count < 500 {
		t.Errorf("only %d queries were looked at", count)
	}
}

func TestAnAppsChartsAreWhatItHas(t *testing.T) {
	for name, test := range map[string]struct {
		app  spec.App
		want string
	}{
		"an app with hosts":  {spectest.API("production"), "Requests, Errors, Response time, 95th percentile, CPU, Memory, Restarts"},
		"an app with a disk": {spectest.ML(), "CPU, Memory, Restarts, Volumes in use"},
	} {
		t.Run(name, func(t *testing.T) {
			var titles []string
			for _, q := range queries(test.app) {
				titles = append(titles, q.title)
			}
			if diff := cmp.Diff(test.want, strings.Join(titles, ", ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOnlyHostsThatMoveAreAsked(t *testing.T) {
	c := spectest.Acme()
	c.Hosts = []spec.Host{
		{Name: "api.acme.example", Env: "production", App: "acme-api"}, {Name: "*.acme.example", Env: "production", Wildcard: true},
		{Name: "acme-api.fly.dev", Env: "production", FlyDev: true}, {Name: "api.staging.acme.example", Env: "staging", App: "acme-api"},
	}
	got := checks(c, c.Environments[0])
	if len(got) != 1 || got[0].Resource.Labels["host"] != "api.acme.example" || got[0].HTTP.Path != "/healthz" {
		t.Errorf("%+v", got)
	}
}

func TestTilesDoNotOverlap(t *testing.T) {
	for _, c := range companies() {
		for _, a := range c.Apps {
			taken := map[[2]int]bool{}
			for _, tile := range dashboardOf(a).Mosaic.Tiles {
				at := [2]int{tile.X, tile.Y}
				if taken[at] || tile.X+tile.Width > columns {
					t.Errorf("%s: a tile at %v", a.Name, at)
				}
				taken[at] = true
			}
		}
	}
}

func TestFilesAreJSON(t *testing.T) {
	for _, f := range Tree(spectest.Acme()) {
		if strings.HasSuffix(f.Path, ".json") && !json.Valid(f.Data) {
			t.Errorf("%s is no JSON", f.Path)
		}
	}
}
