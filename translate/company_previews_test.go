package translate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/inventory"
)

func TestAPreviewsNameTellsItsApp(t *testing.T) {
	for name, test := range map[string]struct {
		fly  string
		is   bool
		base string
	}{
		"the number first":             {"pr-123-shop", true, "shop"},
		"the number last":              {"shop-pr-123", true, "shop"},
		"the number in the middle":     {"acme-pr-9-shop", true, "acme-shop"},
		"review apps":                  {"review-7-shop", true, "shop"},
		"a number is not enough":       {"shop-123", false, "shop-123"},
		"a word is not enough":         {"shop-preview", false, "shop-preview"},
		"a word that only starts so":   {"prime-12-shop", false, "prime-12-shop"},
		"a number that only starts so": {"pr-12a-shop", false, "pr-12a-shop"},
		"nothing is left of the name":  {"pr-123", true, ""},
		"another number before it":     {"shop-2-pr-3", true, "shop-2"},
		"a number before the word":     {"123-pr-shop", false, "123-pr-shop"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := isPreview(test.fly); got != test.is {
				t.Errorf("isPreview(%q) = %t", test.fly, got)
			}
			if got := withoutNumber(test.fly); got != test.base {
				t.Errorf("withoutNumber(%q) = %q, want %q", test.fly, got, test.base)
			}
		})
	}
}

func TestPreviewsAreMadeFrom(t *testing.T) {
	for name, test := range map[string]struct {
		fly  []string // apps on Fly
		want []string // apps that get previews
	}{
		"the app that a preview is of":    {[]string{"pr-1-acme-api"}, []string{"acme-api"}},
		"each app once":                   {[]string{"pr-1-acme-api", "acme-api-pr-2"}, []string{"acme-api"}},
		"the app in another environment":  {[]string{"pr-1-acme-api-staging"}, []string{"acme-api"}},
		"no app, when there is none left": {[]string{"pr-1-gone"}, nil},
		"no app, without previews":        {[]string{"acme-api"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := &inventory.Snapshot{}
			for _, app := range test.fly {
				s.Apps.Items = append(s.Apps.Items, inventory.App{Name: app})
			}
			got := previewed(s, []candidate{{flyApp: "acme-api", name: "acme-api"}, {flyApp: "acme-api-staging", name: "acme-api"}})
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What a preview must never hold, whatever its app is like.
func TestAPreviewHoldsNothingOfProduction(t *testing.T) {
	for seed := range uint64(300) {
		like, _ := spectest.Random(seed)
		like.Talks = []spec.Talk{{To: "db", Kind: "database"}}
		c := company{decided: decisions.Decisions{Secrets: decisions.Secrets{Source: "secret-manager"}}}
		c.out.Environments = []spec.Environment{{Name: spec.PreviewEnv, Domain: "acme.example"}}
		c.out.Databases = []spec.Database{{Name: "db", Databases: []spec.DatabaseUse{{App: like.Name, Variable: "KEY_0"}}}}
		before := cmp.Diff(spec.App{}, like)

		app := c.preview(like)

		if app.Namespace == like.Namespace || app.Env != spec.PreviewEnv || len(app.Schedules)+len(app.Talks) > 0 {
			t.Fatalf("seed %d: a preview in %s/%s with %d schedules", seed, app.Env, app.Namespace, len(app.Schedules))
		}
		for _, p := range app.Processes {
			holdsNothing(t, seed, p)
		}
		for _, s := range app.Secrets {
			if s.Name == "KEY_0" {
				t.Errorf("seed %d: production's %s", seed, s.Name)
			}
			for _, theirs := range like.Secrets {
				if s.Key == theirs.Key {
					t.Errorf("seed %d: production's %s", seed, s.Key)
				}
			}
		}
		if after := cmp.Diff(spec.App{}, like); after != before {
			t.Fatalf("seed %d: the app itself was changed", seed)
		}
	}
}

func holdsNothing(t *testing.T, seed uint64, p spec.Process) {
	t.Helper()
	if len(p.Volumes)+len(p.L4) > 0 || p.Replicas != (spec.Replicas{Min: 1, Max: 1}) {
		t.Errorf("seed %d: %s has %d volumes, %d addresses, %+v", seed, p.Name, len(p.Volumes), len(p.L4), p.Replicas)
	}
	for _, e := range p.Edges {
		for _, h := range append(e.Hosts, e.Health.Host) {
			if h != "" && !strings.HasSuffix(h, ".preview.acme.example") {
				t.Errorf("seed %d: %s answers for %s", seed, p.Name, h)
			}
		}
	}
}

// On Fly a team often gives its previews a private network of their own, so that
// a pull request can't call production.
func TestPreviewsStayInTheNetworkThatTheyHaveOnFly(t *testing.T) {
	s := &inventory.Snapshot{Apps: inventory.CompleteList([]inventory.App{{Name: "shop"}, {Name: "pr-7-shop", Network: "previews"}, {Name: "site"}, {Name: "site-pr-8"}})}
	c := company{candidates: []candidate{{flyApp: "shop", name: "shop"}, {flyApp: "site", name: "site"}}}
	for name, want := range map[string]string{"shop": "previews", "site": "default"} {
		if got := c.networkOfPreviews(s, name); got != want {
			t.Errorf("previews of %s are in %s, want %s", name, got, want)
		}
	}
}
