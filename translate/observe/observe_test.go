package observe

import (
	"encoding/json"
	"regexp"
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

// Queries are taken from the files: what nobody wrote down here is asked, too.
func TestEveryQueryIsPromQL(t *testing.T) {
	count := 0
	for _, c := range companies() {
		for _, f := range Tree(c) {
			if !strings.HasSuffix(f.Path, ".json") {
				continue
			}
			var file any
			if err := json.Unmarshal(f.Data, &file); err != nil {
				t.Fatalf("%s: %v", f.Path, err)
			}
			for _, q := range queriesIn(file) {
				count++
				if _, err := parser.ParseExpr(q); err != nil {
					t.Errorf("%s: %s: %v", f.Path, q, err)
				}
			}
		}
	}
	if count < 500 {
		t.Errorf("only %d queries were looked at", count)
	}
}

// queriesIn are the texts under the keys that Cloud Monitoring reads PromQL from.
func queriesIn(v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if q, ok := inner.(string); ok && (key == "query" || key == "prometheusQuery") {
				out = append(out, q)
				continue
			}
			out = append(out, queriesIn(inner)...)
		}
	case []any:
		for _, inner := range v {
			out = append(out, queriesIn(inner)...)
		}
	}
	return out
}

// A metric's name in PromQL is Google's, with one colon between service and rest;
// what the map promises is what charts and alerts use.
func TestMetricsAreNamedAsGoogleDoes(t *testing.T) {
	google := regexp.MustCompile(`^[a-z]+_(?:googleapis_com|io):[a-z0-9_]+$`)
	for _, m := range flyMetrics {
		if m.Google != "" && !google.MatchString(m.Google) || m.Google == "" && m.Note == "" {
			t.Errorf("%s becomes %q: %q", m.Fly, m.Google, m.Note)
		}
	}
	for _, f := range Tree(spectest.Acme()) {
		if !strings.HasSuffix(f.Path, ".json") {
			continue
		}
		var file any
		if err := json.Unmarshal(f.Data, &file); err != nil {
			t.Fatal(err)
		}
		for _, q := range queriesIn(file) {
			expr, err := parser.ParseExpr(q)
			if err != nil {
				t.Fatal(err)
			}
			parser.Inspect(expr, func(n parser.Node, _ []parser.Node) error {
				if v, ok := n.(*parser.VectorSelector); ok && (!google.MatchString(v.Name) || !strings.Contains(q, "monitored_resource=")) {
					t.Errorf("%s asks for %s", f.Path, v.Name)
				}
				return nil
			})
		}
	}
}

func TestWhatTheCompanySharesIsWatched(t *testing.T) {
	c := spectest.Acme()
	c.Hosts = []spec.Host{{Name: "api.acme.example", Env: "production", App: "acme-api"}}
	c.Databases = []spec.Database{
		{Name: "acme-db", Env: "production", Target: spec.CloudSQL, Instance: "acme-db-1"}, {Name: "kept", Env: "production", Target: spec.Keep},
	}
	var got []string
	for _, f := range Tree(c) {
		if name, ok := strings.CutPrefix(f.Path, root); ok && !strings.Contains(name, "acme-api-") && !strings.Contains(name, "acme-ml") {
			got = append(got, name)
		}
	}
	want := []string{
		"README.md", "alerts/api.acme.example-down.json", "alerts/database-acme-db-cpu.json", "alerts/database-acme-db-disk.json", "alerts/outbound-dropped.json",
		"dashboards/acme-api.json", "dashboards/database-acme-db.json", "uptime/api.acme.example.json",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if q := databaseQueries(c.Databases[0], c.Environments[0])[0].text; !strings.Contains(q, `database_id="acme-prod:acme-db-1"`) {
		t.Errorf("it asks %s", q)
	}
}

func TestAnAppsChartsAreWhatItHas(t *testing.T) {
	for name, test := range map[string]struct {
		app  spec.App
		want string
	}{
		"an app with hosts":  {spectest.API("production"), "Requests, Errors, Response time, 95th percentile, Data out, CPU, Memory, Restarts, Copies"},
		"an app with a disk": {spectest.ML(), "CPU, Memory, Restarts, Copies, Volumes in use"},
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

// A project's name reaches a shell as one word.
func TestCommandsOfTheGuideQuoteTheProject(t *testing.T) {
	text := string(guide("p; id"))
	if !strings.Contains(text, "--project='p; id'") || strings.Contains(text, "--project=p; id") {
		t.Errorf("the project stands bare in a command:\n%s", text)
	}
}
