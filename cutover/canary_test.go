package cutover

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/decisions"
)

// canaryPlan is the sample company's, with shares decided.
func canaryPlan(t *testing.T, change ...func(*Options)) plan.Plan {
	t.Helper()
	return acmePlan(t, append([]func(*Options){func(o *Options) { o.Decisions.DNS.Canary = []int{10, 50} }}, change...)...)
}

// canaried are the steps that send a share of a host's clients to GKE.
func canaried(p plan.Plan) []string {
	var ids []string
	for _, s := range p.Steps {
		if s.Phase == plan.Switch && strings.Contains(s.ID, "/canary-") {
			ids = append(ids, s.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func TestSharesGoOnlyWhereTheProviderWeighs(t *testing.T) {
	all := []string{
		"switch/acme.example/canary-10", "switch/acme.example/canary-50",
		"switch/api.acme.example/canary-10", "switch/api.acme.example/canary-50",
	} // not www, which is a CNAME
	provider := func(name string) func(*Options) {
		return func(o *Options) {
			o.Decisions.DNS.Zones = []decisions.Zone{{Name: "acme.example", Provider: name, ID: "Z1"}}
		}
	}
	tests := map[string]struct {
		change func(*Options)
		want   []string
	}{
		"Cloud DNS weighs":               {func(*Options) {}, all},
		"Route 53 weighs":                {provider("route53"), all},
		"Cloudflare's records don't":     {provider("cloudflare"), nil},
		"a person doesn't":               {provider("by-hand"), nil},
		"nobody decided so":              {func(o *Options) { o.Decisions.DNS.Canary = nil }, nil},
		"a rehearsal switches in one go": {func(o *Options) { o.Rehearsal = true }, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, canaried(canaryPlan(t, tt.change))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSharesMustRise(t *testing.T) {
	for _, percents := range [][]int{{50, 10}, {0}, {100}, {10, 10}} {
		if err := canary(percents); err == nil || !strings.Contains(err.Error(), "dns.canary") {
			t.Errorf("%v: got %v", percents, err)
		}
	}
}

func TestTheSimulatorCatchesWrongShares(t *testing.T) {
	const first = "switch/api.acme.example/canary-10"
	tests := map[string]mutant{
		"before the certificate":                 {without("prepare/api.acme.example/certificate"), ""},
		"before anything runs on GKE":            {freedAll(first), "every step can work"},
		"without a test through the new address": {without("switch/api.acme.example/test"), "every step can work"},
		"while its data takes writes on Fly":     {follows("switch/acme-api/run", "prepare/apps/secrets", "prepare/apps/images", "prepare/partners/allow"), "no writer without its data"},
		"an undo that leaves the share":          {undoForgets(first, "dns api.acme.example A=fly"), ""},
		"an undo that does not wait":             {undoForgets(first, "expire"), ""},
		"a share that is never made whole":       {forgets("switch/api.acme.example/dns", "dns api.acme.example A=gke"), "every host has a healthy target"},
	}
	refuted(t, canaryPlan(t), tests)
}

func TestAnUndoneShareIsTakenBackWhole(t *testing.T) {
	p := canaryPlan(t)
	for _, id := range []string{"switch/api.acme.example/canary-50", "switch/api.acme.example/dns"} {
		s := find(t, &p, id)
		if !slices.Contains(s.Undo.Redo, "switch/api.acme.example/canary-10") {
			t.Errorf("%s: redo %v", id, s.Undo.Redo)
		}
		if back := strings.Join(s.Undo.Commands, "\n"); !strings.Contains(back, "--rrdatas=203.0.113.11") || strings.Contains(back, "WRR") {
			t.Errorf("%s does not go back to the saved record:\n%s", id, back)
		}
	}
}
