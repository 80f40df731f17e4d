package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

// What an organisation has beside the settings of its apps is answered, too: each
// row is one thing, and what is said of it.
func TestOrganisation(t *testing.T) {
	tests := map[string]struct {
		has  func(*inventory.Snapshot, *inventory.App)
		code string
		want []string
	}{
		"members become members of groups, invitations are withdrawn": {func(s *inventory.Snapshot, _ *inventory.App) {
			s.Members = inventory.CompleteList([]inventory.Member{{Email: "ann@acme.example", Role: "ADMIN"}})
			s.Invitations = inventory.CompleteList([]inventory.Invitation{{Email: "bob@acme.example"}})
		}, "FLY042", []string{"FLY042 dropped invitations.bob@acme.example", "FLY042 changed members.ann@acme.example"}},
		"a token that makes tunnels is revoked": {func(s *inventory.Snapshot, _ *inventory.App) {
			s.WireGuardTokens = inventory.CompleteList([]inventory.DelegatedToken{{Name: "ci"}})
		}, "FLY308", []string{"FLY308 dropped wireguard_tokens.ci"}},
		"a token is revoked, one that is revoked already is past": {func(s *inventory.Snapshot, a *inventory.App) {
			s.Tokens = inventory.CompleteList([]inventory.AccessToken{{Name: "ci", Profile: "deploy_organization"}, {Name: "old", RevokedAt: "2026-01-01T00:00:00Z"}})
			a.Tokens = inventory.CompleteList([]inventory.AccessToken{{Name: "shop-ci"}})
		}, "FLY308", []string{"FLY308 changed tokens.ci", "FLY308 changed tokens.shop-ci"}},
		"requests that others replay into it come no more": {func(s *inventory.Snapshot, _ *inventory.App) {
			s.Replay = inventory.CompleteOne(&inventory.ReplaySettings{AllowedSourceOrgs: []string{"partner"}})
		}, "FLY010", []string{"FLY010 dropped replay"}},
		"a name of Fly's own stays there": {func(_ *inventory.Snapshot, a *inventory.App) {
			a.Addresses = inventory.CompleteList([]inventory.Address{{IP: "66.241.125.42", Type: "shared_v4", Shared: true}})
		}, "FLY070", []string{"FLY070 dropped hostname"}},
		"a tunnel of a person is for a person, one of a session is not": {func(s *inventory.Snapshot, _ *inventory.App) {
			s.WireGuard = inventory.CompleteList([]inventory.WireGuardPeer{{Name: "office"}, {Name: "interactive-agent-ann-1"}})
		}, "FLY005", []string{"FLY005 dropped wireguard_peers.interactive-agent-ann-1", "FLY005 undecided wireguard_peers.office"}},
		"a fixed outbound address changes": {func(_ *inventory.Snapshot, a *inventory.App) {
			a.Egress = inventory.CompleteList([]inventory.Egress{{IP: "192.0.2.7", Version: 4}})
		}, "FLY006", []string{"FLY006 changed egress_addresses.192.0.2.7"}},
		"a key that Fly keeps can't be copied": {func(_ *inventory.Snapshot, a *inventory.App) {
			a.SecretKeys = inventory.CompleteList([]inventory.SecretKey{{Name: "sign", Type: "signing"}})
		}, "FLY305", []string{"FLY305 undecided secret_keys.sign"}},
		"trouble below an app is told of until it is over": {func(_ *inventory.Snapshot, a *inventory.App) {
			a.HostIssues = inventory.CompleteList([]inventory.HostIssue{{ID: "h1", Message: "disk"}, {ID: "h2", ResolvedAt: "2026-01-01T00:00:00Z"}})
		}, "FLY309", []string{"FLY309 changed host_issues.h1"}},
		"a volume that no machine has is for a person": {func(_ *inventory.Snapshot, a *inventory.App) {
			a.Volumes = inventory.CompleteList([]inventory.Volume{{ID: "vol_1", Name: "old", SizeGB: 3, Region: "fra"}})
		}, "FLY310", []string{"FLY310 undecided volumes.vol_1"}},
		"what CI makes for pull requests becomes an overlay": {func(s *inventory.Snapshot, _ *inventory.App) {
			s.Apps.Items = append(s.Apps.Items, inventory.App{Name: "pr-7-shop"}, inventory.App{Name: "pr-8-shop"})
		}, "FLY311", []string{"FLY311 changed name"}},
		"a place that nobody decided is a guess": {func(*inventory.Snapshot, *inventory.App) {
		}, "FLY301", []string{"FLY301 undecided environments[0].project", "FLY301 undecided environments[0].region"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			equal(t, tt.want, only(said(ofOrganisation(t, decisions.Decisions{}, tt.has)), tt.code))
		})
	}
}

// ofOrganisation are the findings of an organisation with one app, and what a
// test gives them.
func ofOrganisation(t *testing.T, d decisions.Decisions, has func(*inventory.Snapshot, *inventory.App)) []report.Finding {
	t.Helper()
	app := *live(shop("a"))
	s := &inventory.Snapshot{Version: inventory.Version, Org: inventory.Org{Slug: "acme"}}
	has(s, &app)
	s.Apps = inventory.CompleteList(append(s.Apps.Items, app))
	_, findings, err := translate.Company(translate.Input{Snapshot: s, Decisions: d})
	if err != nil {
		t.Fatal(err)
	}
	return findings
}
