package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/google/go-cmp/cmp"
)

func finding(app, code string, o report.Outcome, s report.Severity, key string) report.Finding {
	return report.Finding{
		Code: code, Rule: "rule", Severity: s, Outcome: o, Why: "why", Do: "do",
		From: report.Source{App: app, File: "fly.toml", Key: key, Line: 1},
	}
}

func page(fs ...report.Finding) report.Page {
	return report.NewPage(fs, func(app string) string { return strings.TrimSuffix(app, "-staging") }, "")
}

func TestPage(t *testing.T) {
	accepted := finding("shop", "FLY001", report.Undecided, report.Blocker, "a")
	accepted.Accepted = "known"
	machine := func(id, key string) report.Finding {
		f := finding("shop", "FLY001", report.Changed, report.Warning, key)
		f.From.Machine, f.From.Line = id, 0
		return f
	}
	tests := map[string]struct {
		in    []report.Finding
		first []string
		apps  []string
	}{
		"what must be decided stands first, of all apps": {
			in:    []report.Finding{finding("a", "FLY002", report.Undecided, report.Warning, "x"), finding("b", "FLY001", report.Undecided, report.Blocker, "y")},
			first: []string{"a FLY002 rule 1 `fly.toml:1 x`", "b FLY001 rule 1 `fly.toml:1 y`"},
		},
		"a setting that nobody settled stands first": {
			in:    []report.Finding{finding("a", "", report.Unaccounted, "", "x")},
			first: []string{"a unaccounted 1 `fly.toml:1 x`"},
		},
		"a carried setting is only counted": {in: []report.Finding{finding("a", "", report.Carried, "", "x")}},
		"environments of one app share a section": {
			in:   []report.Finding{finding("shop", "FLY001", report.Changed, report.Warning, "x"), finding("shop-staging", "FLY001", report.Changed, report.Warning, "y")},
			apps: []string{"shop: FLY001 rule 2 `fly.toml:1 x`, `fly.toml:1 y` ()"},
		},
		"equal machines stand once with their number": {
			in:   []report.Finding{machine("1", "machines.items[0].config.restart.policy"), machine("2", "machines.items[1].config.restart.policy")},
			apps: []string{"shop: FLY001 rule 2 `machines restart.policy` ()"},
		},
		"an accepted finding stays, marked": {in: []report.Finding{accepted}, apps: []string{"shop:  (FLY001 rule (accepted: known))"}},
		"notes are one line, each rule once": {
			in: []report.Finding{
				finding("a", "FLY001", report.Changed, report.Note, "x"), finding("a", "FLY001", report.Dropped, report.Note, "y"), finding("a", "FLY002", report.Changed, report.Note, "z"),
			},
			apps: []string{"a:  (FLY001 rule ×2, FLY002 rule)"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := page(tt.in...)
			var first, apps []string
			for _, l := range p.First {
				first = append(first, fmt.Sprintf("%s %s %d %s", l.App, l.Label, l.Count, l.Places))
			}
			for _, s := range p.Apps {
				lines := ""
				for _, l := range s.Lines {
					lines += fmt.Sprintf("%s %d %s", l.Label, l.Count, l.Places)
				}
				apps = append(apps, fmt.Sprintf("%s: %s (%s)", s.Name, lines, s.Notes))
			}
			if diff := cmp.Diff(tt.first, first); diff != "" {
				t.Errorf("first (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.apps, apps); diff != "" {
				t.Errorf("apps (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEverySettingIsCountedOnce(t *testing.T) {
	in := []report.Finding{
		finding("a", "", report.Carried, "", "x"), finding("a", "FLY001", report.Changed, report.Note, "y"),
		finding("b", "FLY002", report.Dropped, report.Warning, "z"), finding("b", "", report.Unaccounted, "", "u"),
	}
	total := 0
	for _, c := range page(in...).Counts {
		total += c.Carried + c.Changed + c.Dropped + c.Waiting
	}
	if total != len(in) {
		t.Errorf("%d settings are counted, want %d", total, len(in))
	}
}

func TestJSONIsAContract(t *testing.T) {
	f := finding("shop", "FLY001", report.Changed, report.Warning, "env.A<B")
	f.To = report.Target{File: "apps/shop/base/deployment.yaml", Object: "Deployment/shop", Field: "spec.replicas"}
	got, err := report.JSON([]report.Finding{f})
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "version": 1,
  "findings": [
    {
      "code": "FLY001",
      "rule": "rule",
      "severity": "warning",
      "outcome": "changed",
      "accepted": "",
      "env": "",
      "from": {
        "app": "shop",
        "machine": "",
        "file": "fly.toml",
        "key": "env.A<B",
        "line": 1
      },
      "to": {
        "file": "apps/shop/base/deployment.yaml",
        "object": "Deployment/shop",
        "field": "spec.replicas"
      },
      "why": "why",
      "do": "do"
    }
  ]
}
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("report.json (-want +got):\n%s", diff)
	}
}
