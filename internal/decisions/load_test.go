package decisions

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseSaysWhereAndWhat(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"an unknown key": {
			text: "version: 1\ndeploi: kubectl\n",
			want: []string{"f:2:1: deploi: unknown key; expected one of version, org,"},
		},
		"a word that is not allowed": {
			text: "version: 1\ndeploy: ftp\n",
			want: []string{`f:2:9: deploy: "ftp" is not one of kubectl, argocd, flux`},
		},
		"a wrong type": {
			text: "version: 1\nedge:\n  ipv6: often\n",
			want: []string{"f:3:9: edge.ipv6: expected true or false"},
		},
		"a missing key in a list": {
			text: "version: 1\naccept:\n- rule: FLY013\n",
			want: []string{"f:3:3: accept[0].reason: is missing"},
		},
		"several problems at once": {
			text: "apps: 3\nregions:\n- fly: [a]\n  google: x\n",
			want: []string{"f:1:7: apps: expected a list", "f:3:8: regions[0].fly: expected text"},
		},
		"a key twice": {
			text: "org: a\norg: b\n",
			want: []string{"f:2:1: org: stands here twice"},
		},
		"another version": {
			text: "version: 7\n",
			want: []string{"f: version: 7 is not known"},
		},
		"no YAML at all": {
			text: "a: [\n",
			want: []string{"read f: line 1"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("f", []byte(tt.text))
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
		})
	}
}

func TestWriteIsReadBackTheSame(t *testing.T) {
	user := int64(1000)
	want := Decisions{
		Version:      Version,
		Org:          "acme",
		Environments: []Environment{{Name: "production", Project: "acme-prod", Network: &VPC{Name: "main", Nodes: "10.0.0.0/20"}}},
		Apps:         []App{{Name: "api", User: &user, Environments: []Member{{Env: "production", Fly: "acme-api"}}}},
		Accept:       []Accept{{Rule: "FLY013", Reason: "set in code"}},
	}
	data, err := Write(want, []Reason{{"environments[0].project", "from the organisation's name"}, {"apps", "by name"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"project: acme-prod # inferred: from the organisation's name", "# inferred: by name\n", "# the Fly app\n"} {
		if !strings.Contains(string(data), s) {
			t.Errorf("%q is missing in\n%s", s, data)
		}
	}
	got, err := Parse("f", data)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEveryFieldIsDocumented(t *testing.T) {
	for _, f := range schemaTypes() {
		for _, field := range Fields(f) {
			if field.Doc == "" || field.Name == "" {
				t.Errorf("%s.%s has no doc", f.Name(), field.Name)
			}
		}
	}
}
