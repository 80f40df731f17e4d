package secrets

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
)

func TestPlanJoinsNames(t *testing.T) {
	c := spectest.Acme()
	c.Environments[1].Secrets = spec.SecretStore{Kind: doppler, Project: "api", Config: "stg"}
	c.Apps[0].Secrets = append(c.Apps[0].Secrets, spec.Secret{Name: "NEW", Key: "acme-api-NEW", Class: spec.Copy, Staged: true})
	got := map[string]State{}
	for _, r := range Plan(c, Have{
		SecretManager: []List{{Env: "production", Names: []string{"acme-api-DATABASE_URL", "unrelated"}}},
		Doppler:       []List{{Names: []string{"DOPPLER_CONFIG", "DOPPLER_ENVIRONMENT", "DOPPLER_PROJECT", "SESSION_SECRET", "ONLY_HERE"}}},
	}) {
		got[r.Env+" "+r.Name] = r.State
	}
	want := map[string]State{
		"production DATABASE_URL": Present, "production SESSION_SECRET": Missing, "production NEW": Missing,
		"staging DATABASE_URL": Missing, "staging SESSION_SECRET": Present, "staging ONLY_HERE": NotOnFly,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
}

func TestWhatAPersonMustDo(t *testing.T) {
	for name, test := range map[string]struct {
		row  Row
		want string
	}{
		"nothing, when it is there":                      {Row{Class: "copy", State: Present}, ""},
		"a new address, although there":                  {Row{Class: "rewrite", State: Present}, "put the new address in when the new side stands"},
		"a new credential":                               {Row{Class: "regenerate", State: Missing}, "make a new credential and put it in"},
		"copy it":                                        {Row{Class: "copy", State: Missing, FlyApp: "a", Name: "X"}, "copy it with the script"},
		"deploy, when it is staged":                      {Row{Class: "copy", State: Missing, FlyApp: "a", Name: "X", Staged: true}, "deploy on Fly first: no machine has the value yet"},
		"compare, when two apps share it":                {Row{Class: "copy", State: Missing, FlyApp: "a", Name: "X", Clash: true}, "two apps have this name: compare them, and give each a config of its own if they differ"},
		"say Doppler's project":                          {Row{Class: "copy", State: Missing, FlyApp: "a", Name: "X", Store: doppler}, "name Doppler's project in secrets.project of fly2k8s.yaml"},
		"ask the store":                                  {Row{Class: "copy", State: Unknown}, "list the names that the store has, and run again"},
		"another key, where the store has no such names": {Row{Class: "copy", State: Missing, FlyApp: "a", Name: "X", Key: "a.X", Store: secretManager}, "the store doesn't take this name: choose another key, here and in the ExternalSecret"},
		"by hand, with a name no shell has":              {Row{Class: "copy", State: Missing, FlyApp: "a", Name: "X-Y"}, "put it in by hand: no shell variable has such a name"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := todo(test.row); got != test.want {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestNamesAreReadAndValuesRefused(t *testing.T) {
	names, err := DopplerNames([]byte(`{"B": {}, "A": {}}`))
	if diff := cmp.Diff([]string{"A", "B"}, names); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := DopplerNames([]byte(`{"A": {"computed": "x"}}`)); err == nil {
		t.Error("a file with values was read")
	}
	names, err = SecretManagerNames([]byte(`[{"name": "projects/1/secrets/b"}, {"name": "a"}]`))
	if diff := cmp.Diff([]string{"a", "b"}, names); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := SecretManagerNames([]byte(`{}`)); err == nil {
		t.Error("something else was read")
	}
}
