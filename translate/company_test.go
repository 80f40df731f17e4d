package translate

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

func TestGrouping(t *testing.T) {
	tests := map[string]struct {
		flyApp, config string
		name, env      string
	}{
		"a plain name is production":                {"shop", "", "shop", production},
		"an ending is an environment":               {"shop-staging", "", "shop", "staging"},
		"a beginning is one, too":                   {"staging-shop", "", "shop", "staging"},
		"underscores part words as well":            {"shop_dev", "", "shop", "development"},
		"prod is production":                        {"shop-prod", "", "shop", production},
		"a word inside a name means nothing":        {"latest-tests-shop", "", "latest-tests-shop", production},
		"an environment alone is a name":            {"staging", "", "staging", production},
		"a file name says the environment":          {"shop", "fly.staging.toml", "shop", "staging"},
		"a file without app takes its folder's":     {"", "fly.toml", "site", production},
		"another word in the file name is a suffix": {"", "fly.worker.toml", "site-worker", production},
		"the app's name beats the file's":           {"shop-staging", "fly.prod.toml", "shop", "staging"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := candidate{flyApp: tt.flyApp}
			if tt.config != "" {
				m.source = &Source{Root: "site", Dir: ".", Config: tt.config}
			}
			app, env, _ := infer(&m)
			if app != tt.name || env != tt.env {
				t.Errorf("got %s in %s, want %s in %s", app, env, tt.name, tt.env)
			}
		})
	}
}

func TestDecisionsBeatNames(t *testing.T) {
	d := decisions.Decisions{Apps: []decisions.App{{
		Name: "front", Source: "web",
		Environments: []decisions.Member{{Env: "qa", Fly: "shop-staging", Namespace: "front-qa"}, {Env: production, Config: "fly.toml"}},
	}}}
	got := group([]candidate{
		{flyApp: "shop-staging"},
		{flyApp: "", source: &Source{Dir: "web", Config: "web/fly.toml"}},
	}, d)
	var rows []string
	for _, m := range got {
		rows = append(rows, strings.Join([]string{m.name, m.env, m.namespace, m.why}, "|"))
	}
	if d := cmp.Diff([]string{"front|production||", "front|qa|front-qa|"}, rows); d != "" {
		t.Error(d)
	}
}

func TestTwoAppsOfOneNameAreRefused(t *testing.T) {
	fsys := fstest.MapFS{
		"a/fly.toml": {Data: []byte("app = \"shop\"\n")},
		"b/fly.toml": {Data: []byte("app = \"shop\"\n")},
	}
	found, err := FindSources(fsys, ".")
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = Company(Input{Sources: found})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"a/fly.toml", "b/fly.toml", "apps", decisions.File} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not name %s", err, want)
		}
	}
}

func TestLabels(t *testing.T) {
	long := strings.Repeat("a", 60)
	tests := map[string]struct{ in, want string }{
		"a label stays":                        {"acme-api", "acme-api"},
		"underscores become dashes":            {"event_store", "event-store"},
		"capitals are lowered":                 {"Shop", "shop"},
		"a digit first gets letters":           {"2048", "app-2048"},
		"runs of other signs are one dash":     {"a..b//c", "a-b-c"},
		"dashes at the ends go":                {"-a-", "a"},
		"nothing stays nothing":                {"", ""},
		"what is too long keeps its beginning": {long, strings.Repeat("a", 41) + "-"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := label(tt.in)
			if !strings.HasPrefix(got, tt.want) || len(tt.in) <= maxLabel && got != tt.want || len(got) > maxLabel {
				t.Errorf("label(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	if label(long) == label(long+"b") {
		t.Error("two long names got one label")
	}
}

func TestPreviewNames(t *testing.T) {
	tests := map[string]bool{
		"pr-123": true, "pr-123-shop": true, "shop-pr-9": true, "shop-review-12-web": true,
		"shop": false, "pr-shop": false, "sprint-9": false, "pr": false,
	}
	for name, want := range tests {
		if got := isPreview(name); got != want {
			t.Errorf("isPreview(%q) = %v", name, got)
		}
	}
}

// Cloud SQL: one vCPU or an even number, 0.9 to 6.5 GB for each, 3.75 GB at least.
func TestTiers(t *testing.T) {
	tests := map[string]struct {
		cpus, memoryMiB int
		want            string
	}{
		"the smallest":                     {1, 256, "db-custom-1-3840"},
		"memory in steps of 256":           {1, 4000, "db-custom-1-4096"},
		"more memory needs more CPUs":      {1, 8192, "db-custom-2-8192"},
		"an odd number is rounded up":      {3, 8192, "db-custom-4-8192"},
		"many CPUs need memory":            {8, 4096, "db-custom-8-7424"},
		"a large one keeps its shape":      {4, 16384, "db-custom-4-16384"},
		"memory beyond what CPUs may have": {2, 32768, "db-custom-6-32768"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tier(tt.cpus, tt.memoryMiB); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestSecretClasses(t *testing.T) {
	tests := map[string]struct {
		names []string
		plan  decisions.App
		want  map[string]spec.SecretClass
	}{
		"what no row names is copied":         {names: []string{"STRIPE_KEY"}, want: map[string]spec.SecretClass{"STRIPE_KEY": spec.Copy}},
		"addresses are rewritten":             {names: []string{"DATABASE_URL", "REDIS_URL"}, want: map[string]spec.SecretClass{"DATABASE_URL": spec.Rewrite, "REDIS_URL": spec.Rewrite}},
		"Fly's own are dropped":               {names: []string{"FLY_API_TOKEN"}, want: map[string]spec.SecretClass{}},
		"AWS keys without a bucket are AWS's": {names: []string{"AWS_ACCESS_KEY_ID"}, want: map[string]spec.SecretClass{"AWS_ACCESS_KEY_ID": spec.Copy}},
		"AWS keys beside a bucket are new": {names: []string{"AWS_ACCESS_KEY_ID", "BUCKET_NAME"},
			want: map[string]spec.SecretClass{"AWS_ACCESS_KEY_ID": spec.Regenerate, "BUCKET_NAME": spec.Rewrite}},
		"a person knows better": {names: []string{"DATABASE_URL"}, plan: decisions.App{SecretPlans: []decisions.SecretPlan{{Name: "DATABASE_URL", Class: "copy"}}},
			want: map[string]spec.SecretClass{"DATABASE_URL": spec.Copy}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var items []inventory.Secret
			for _, n := range tt.names {
				items = append(items, inventory.Secret{Name: n})
			}
			c := company{}
			m := candidate{flyApp: "shop", plan: tt.plan, live: &inventory.App{Name: "shop", Secrets: inventory.CompleteList(items)}}
			got := map[string]spec.SecretClass{}
			for _, s := range c.secrets(&m, &spec.App{}) {
				got[s.Name] = s.Class
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
			if len(c.findings) != len(tt.names) {
				t.Errorf("%d findings for %d secrets", len(c.findings), len(tt.names))
			}
		})
	}
}

func TestDatabaseWithoutAttachment(t *testing.T) {
	app := &inventory.App{Name: "reports", Secrets: inventory.CompleteList([]inventory.Secret{{Name: "DATABASE_URL"}})}
	tests := map[string]struct {
		databases []spec.Database
		decided   []decisions.Database
		users     int
		said      []string
	}{
		"the only database of the environment gets a writer": {databases: []spec.Database{{FlyApp: "db", Env: production}}, users: 1, said: []string{"FLY302 changed secrets.DATABASE_URL"}},
		"two databases are not guessed between":              {databases: []spec.Database{{FlyApp: "db", Env: production}, {FlyApp: "db2", Env: production}}, said: []string{"FLY302 undecided secrets.DATABASE_URL"}},
		"another environment's is not guessed":               {databases: []spec.Database{{FlyApp: "db", Env: "staging"}}, said: []string{"FLY302 undecided secrets.DATABASE_URL"}},
		"a person names a managed one":                       {databases: []spec.Database{{Name: "acme-main", FlyApp: "k1", Kind: spec.Managed, Env: "staging"}}, decided: []decisions.Database{{Name: "Acme.Main", Users: []string{"reports"}}}, users: 1},
		"a person names it":                                  {databases: []spec.Database{{FlyApp: "db", Env: "staging"}}, decided: []decisions.Database{{Name: "db", Users: []string{"reports"}}}, users: 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := company{decided: decisions.Decisions{Databases: tt.decided}, candidates: []candidate{{flyApp: "reports", name: "reports", env: production, live: app}}}
			c.out.Databases = tt.databases
			c.uses()
			if got := len(c.out.Databases[0].Databases); got != tt.users {
				t.Errorf("%d users, want %d", got, tt.users)
			}
			var said []string
			for _, f := range c.findings {
				said = append(said, f.Code+" "+string(f.Outcome)+" "+f.From.Key)
			}
			if diff := cmp.Diff(tt.said, said); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGapsAreNotEmptyLists(t *testing.T) {
	s := &inventory.Snapshot{Apps: inventory.CompleteList([]inventory.App{{Name: "shop", Secrets: inventory.List[inventory.Secret]{Section: inventory.Section{Status: inventory.Forbidden}}}})}
	_, findings, err := Company(Input{Snapshot: s})
	if err != nil {
		t.Fatal(err)
	}
	gaps := map[string]bool{}
	for _, f := range findings {
		if f.Code == report.RuleInventoryGap.Code && f.Outcome == report.Undecided {
			gaps[f.From.App+" "+f.From.Key] = true
		}
	}
	for _, want := range []string{"shop secrets", " members", " add_ons"} {
		if !gaps[want] {
			t.Errorf("no blocker for %q; have %v", want, gaps)
		}
	}
}
