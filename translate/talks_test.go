package translate

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

const onePort = "[http_service]\ninternal_port = 8080\n"

// calling is a company whose shop calls others in every way that can be seen.
func calling() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"shop/fly.toml":         file("app = \"shop\"\n[env]\nSEARCH_URL = \"http://search.internal:9200\"\n[processes]\nweb = \"serve --mail mail.internal:25\"\n[deploy]\nrelease_command = \"wait-for auth.flycast\"\n[http_service]\ninternal_port = 8080\nprocesses = [\"web\"]\n"),
		"shop/main.js":          file("const stats = \"http://stats.internal:7000/v1\"\nconst other = `http://${name}.internal`\n"),
		"shop-staging/fly.toml": file("app = \"shop-staging\"\n[env]\nSEARCH_URL = \"http://search.internal:9200\"\n" + onePort),
		"search/fly.toml":       file("app = \"search\"\n" + onePort),
		"mail/fly.toml":         file("app = \"mail\"\n" + onePort),
		"auth/fly.toml":         file("app = \"auth\"\n" + onePort),
		"stats/fly.toml":        file("app = \"stats\"\n" + onePort),
		"pay/fly.toml":          file("app = \"pay\"\n" + onePort),
	}
}

func companyOf(t *testing.T, fsys fstest.MapFS, d decisions.Decisions) (spec.Company, []report.Finding) {
	t.Helper()
	found, err := FindSources(fsys, ".")
	if err != nil {
		t.Fatal(err)
	}
	c, findings, err := Company(Input{Sources: found, Decisions: d})
	if err != nil {
		t.Fatal(err)
	}
	return c, findings
}

func TestEveryCallThatCanBeSeenIsWrittenDown(t *testing.T) {
	c, _ := companyOf(t, calling(), decisions.Decisions{Apps: []decisions.App{{
		Name: "shop", Calls: []string{"pay"}, Environments: []decisions.Member{{Env: production, Fly: "shop"}, {Env: "staging", Fly: "shop-staging"}},
	}}})
	got := map[string][]string{}
	for _, a := range c.Apps {
		for _, talk := range a.Talks {
			got[a.FlyApp] = append(got[a.FlyApp], fmt.Sprintf("%s %s %d: %s", talk.To, talk.Env, talk.Port, talk.Why))
		}
	}
	want := map[string][]string{
		"shop":         {"auth  0: release command", "mail  25: command of web", "pay  0: decided", "search  9200: env SEARCH_URL", "stats  7000: code shop/main.js:1"},
		"shop-staging": {"pay production 0: decided", "search production 9200: env SEARCH_URL"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

func TestWhatStrictMayCloseByMistakeIsSaid(t *testing.T) {
	fsys := calling()
	d := decisions.Decisions{Network: decisions.Network{Policy: strictPolicy}}
	said := func(d decisions.Decisions) []string {
		_, findings := companyOf(t, fsys, d)
		var out []string
		for _, f := range findings {
			if f.Code == report.RuleStrictPolicy.Code {
				out = append(out, f.From.App+": "+f.Why)
			}
		}
		return out
	}
	want := []string{"shop: every way that nobody saw is closed, although code puts a private name together at shop/main.js:2"}
	if diff := cmp.Diff(want, said(d)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got := said(decisions.Decisions{}); got != nil {
		t.Errorf("without strict: %q", got)
	}
}

func TestOnlyCopiedSecretsThatSoundLikeAnAddressAreDoubted(t *testing.T) {
	got := addresses([]spec.Secret{
		{Name: "AUTH_URL", Class: spec.Copy}, {Name: "MAIL_HOST", Class: spec.Copy}, {Name: "URL", Class: spec.Copy},
		{Name: "API_KEY", Class: spec.Copy}, {Name: "CURL_OPTIONS", Class: spec.Copy}, {Name: "DATABASE_URL", Class: spec.Rewrite},
	})
	if diff := cmp.Diff([]string{"AUTH_URL", "MAIL_HOST", "URL"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestACallToAnotherClusterIsABlocker(t *testing.T) {
	apart := decisions.Decisions{Environments: []decisions.Environment{
		{Name: production, Project: "p", Cluster: "one", Region: "europe-west3"}, {Name: "staging", Project: "p", Cluster: "two", Region: "europe-west3"},
	}}
	for name, test := range map[string]struct {
		d    decisions.Decisions
		want bool
	}{"two clusters": {apart, true}, "one cluster": {decisions.Decisions{}, false}} {
		t.Run(name, func(t *testing.T) {
			_, findings := companyOf(t, calling(), test.d)
			got := slices.ContainsFunc(findings, func(f report.Finding) bool {
				return f.Code == report.RuleOtherCluster.Code && f.From.App == "shop-staging" && strings.Contains(f.Why, "search of production")
			})
			if got != test.want {
				t.Errorf("said: %t", got)
			}
		})
	}
}
