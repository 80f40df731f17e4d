package cutover

import (
	"errors"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/cutover/acme"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
)

func TestAPlanThatDoesNotFitIsRefused(t *testing.T) {
	tests := map[string]struct {
		change func(*decisions.Decisions)
		why    string
		would  []string
	}{
		"a window that is too short": {
			func(d *decisions.Decisions) { d.Cutover.Window = "20m" },
			"the window is 20 min", []string{"a window of", "a shorter"},
		},
		"a downtime that is too short": {
			func(d *decisions.Decisions) { d.Cutover.Downtime = "5m" },
			"allows 5 min", []string{"a downtime of"},
		},
		"a dump where a stream would do": {
			func(d *decisions.Decisions) {
				d.Cutover.Downtime, d.Databases = "20m", []decisions.Database{{Name: "acme-db", Method: "dump"}}
			},
			"writes to acme-db", []string{"logical replication of acme-db"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := acme.Decisions()
			tt.change(&d)
			_, found, err := Plan(acme.Company(), Options{Decisions: d, Facts: acme.Facts()})
			var r *Refusal
			if !errors.As(err, &r) {
				t.Fatalf("not refused: %v", err)
			}
			if !strings.Contains(r.Why, tt.why) {
				t.Errorf("why: %s", r.Why)
			}
			for _, w := range tt.would {
				if !strings.Contains(r.Hint(), w) {
					t.Errorf("hint lacks %q: %s", w, r.Hint())
				}
			}
			if len(found) == 0 {
				t.Error("no findings beside the refusal")
			}
		})
	}
}

func TestANightThatIsTooLongIsSplit(t *testing.T) {
	c, d := acme.Company(), acme.Decisions()
	c.Apps[2].Processes[0].Volumes = c.Apps[3].Processes[0].Volumes // acme-cerbos gets data of its own
	d.Apps = append(d.Apps, decisions.App{Name: "acme-cerbos", Volumes: d.Apps[0].Volumes})
	c.Apps[0].Talks = nil
	d.Cutover.Window, d.Cutover.Downtime = "1h30m", ""
	_, _, err := Plan(c, Options{Decisions: d, Facts: acme.Facts()})
	var r *Refusal
	if !errors.As(err, &r) || !strings.Contains(r.Hint(), "2 nights: wave 1, then wave 2") {
		t.Errorf("got %v: %+v", err, r)
	}
}

func codes(fs []report.Finding) map[string]report.Finding {
	out := map[string]report.Finding{}
	for _, f := range fs {
		out[f.Rule] = f
	}
	return out
}

func TestAMissingFactBlocksAStep(t *testing.T) {
	c, d := acme.Company(), acme.Decisions()
	d.Apps = nil
	c.Caches[0].State = ""
	c.Hosts[1].Records = nil
	p, found, err := Plan(c, Options{Decisions: d})
	if err != nil {
		t.Fatal(err)
	}
	blocked := map[string]string{}
	for _, s := range p.Steps {
		blocked[s.ID] = s.Blocked
		if strings.HasPrefix(s.ID, "switch/api.acme.example/dns") && len(s.Commands) > 0 {
			t.Error("commands on records that nobody knows")
		}
	}
	for id, want := range map[string]string{
		"copy/acme-db/schema": "database probe", "copy/acme-redis/ready": "caches[].state", "copy/acme-ml/models/ready": "volumes[].data", "switch/api.acme.example/dns": "records of api.acme.example",
	} {
		if !strings.Contains(blocked[id], want) {
			t.Errorf("%s is blocked by %q, want %q", id, blocked[id], want)
		}
	}
	if f := codes(found)["missing-fact"]; f.Outcome != report.Undecided || f.Severity != report.Blocker {
		t.Errorf("finding %+v", f)
	}
}

func TestAnUnrehearsedPlanIsABlocker(t *testing.T) {
	_, found, err := Plan(acme.Company(), Options{Decisions: acme.Decisions(), Facts: acme.Facts()})
	if err != nil {
		t.Fatal(err)
	}
	if f := codes(found)["unrehearsed"]; f.Severity != report.Blocker || f.Outcome != report.Undecided {
		t.Errorf("finding %+v", f)
	}
	_, staging, err := Plan(acme.Company(), Options{Env: "staging", Decisions: acme.Decisions(), Facts: acme.Facts()})
	if err != nil {
		t.Fatal(err)
	}
	if f, ok := codes(staging)["unrehearsed"]; ok {
		t.Errorf("staging: %+v", f)
	}
}

// A rehearsal touches copies: no command names an app of production on Fly but
// to read from it.
func TestARehearsalLeavesProductionAlone(t *testing.T) {
	p := acmePlan(t, func(o *Options) { o.Rehearsal = true })
	reads := []string{"--fork-from", "fly config save", "tigris:"}
	for _, s := range p.Steps {
		for _, c := range append(append([]string{}, s.Commands...), s.Undo.Commands...) {
			for _, line := range strings.Split(c, "\n") {
				for _, a := range []string{"acme-web", "acme-api", "acme-ml", "acme-cerbos", "acme-db"} {
					names := strings.Contains(line, "-a "+a+" ") || strings.Contains(line, "destroy "+a+" ") || strings.HasSuffix(line, "-a "+a)
					if names && !containsAny(line, reads) {
						t.Errorf("%s: %s", s.ID, line)
					}
				}
			}
		}
	}
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

func TestAPlanFileIsReadStrictly(t *testing.T) {
	data, err := Marshal(acmePlan(t))
	if err != nil {
		t.Fatal(err)
	}
	right := string(data)
	tests := map[string]struct{ from, to, want string }{
		"an unknown key":               {"env: production", "env: production\ncolour: blue", "line 4"},
		"another version":              {"version: 1", "version: 2", "version 2 is not known"},
		"a predecessor that is absent": {"after:\n      - prepare/platform/quota", "after:\n      - prepare/nothing", "there is no step prepare/nothing"},
		"an unknown verb":              {"- fence acme-db", "- fnece acme-db", "is no verb"},
		"an effect on nothing":         {"- fence acme-db\n", "- fence acme-bd\n", "the world has no acme-bd"},
		"an unknown phase":             {"phase: freeze", "phase: frozen", `phase "frozen"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(right, tt.from) {
				t.Fatalf("the plan has no %q", tt.from)
			}
			_, err := Parse("plan.yaml", []byte(strings.Replace(right, tt.from, tt.to, 1)))
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "plan.yaml") {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	var p plan.Plan
	if p, err = Parse("plan.yaml", data); err != nil || len(p.Steps) == 0 {
		t.Errorf("the plan itself: %v", err)
	}
}
