package flyapi_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/superfly/macaroon"
	"github.com/superfly/macaroon/flyio"
	"github.com/superfly/macaroon/resset"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flyapi"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

func withMachines(machines string) map[string]string {
	return map[string]string{"apps/shop.yaml": strings.Split(smallApp, "machines:")[0] + "machines:\n" + machines}
}

func TestTrapHostDoesNotAnswer(t *testing.T) {
	s := readSmall(t, withMachines(`
  - {id: a, state: started, host_status: unreachable, config: null, incomplete_config: {image: i, init: {}}}
  - {id: b, state: started, host_status: ok, config: {image: i, init: {}}}
`))
	got := s.App("shop").Machines
	if got.Status != inventory.Partial || len(got.Items) != 2 || got.Items[0].Effective().Image != "i" {
		t.Errorf("machines are %+v", got)
	}
}

func TestTrapCompatChecksAreFake(t *testing.T) {
	s := readSmall(t, withMachines(`
  - {id: a, state: started, config: {init: {}}, checks: [{name: bg_deployments_compat_0, status: passing}, {name: up, status: warning}]}
`))
	if got := s.App("shop").Machines.Items[0].Observed.Checks; len(got) != 1 || got[0].Name != "up" {
		t.Errorf("checks are %+v", got)
	}
}

func TestTrapWordsThatFlyGoRefuses(t *testing.T) {
	s := readSmall(t, withMachines(`
  - {id: a, state: started, config: {init: {}, services: [{autostop: hibernate}, {autostop: true}, {autostop: null}, {checks: [{interval: 15000000000}]}]}}
`))
	services := s.App("shop").Machines.Items[0].Config.Services
	if services[0].Autostop != "hibernate" || services[1].Autostop != "stop" || services[2].Autostop != "" || services[3].Checks[0].Interval.String() != "15s" {
		t.Errorf("services are %+v", services)
	}
}

func TestTrapOneUnreadableMachineLosesTheOthers(t *testing.T) {
	s := readSmall(t, withMachines(`
  - {id: a, state: started, config: {init: {}, guest: {cpus: many}}}
  - {id: b, state: started, config: {init: {}}}
`))
	if got := s.App("shop").Machines; got.Status != inventory.Partial || len(got.Items) != 1 || !strings.Contains(got.Reason, "cpus") {
		t.Errorf("machines are %+v", got)
	}
}

func TestTrapGoneAppIsA400(t *testing.T) {
	server := serveFS(t, small(nil), flytest.Options{})
	client := hurry(t, server, nil)
	server.DeleteApp("shop")
	app, err := client.App(t.Context(), inventory.App{Name: "shop"})
	if err != nil || !app.Gone || app.Machines.Status != inventory.Failed {
		t.Errorf("gone is %t, machines are %+v, error %v", app.Gone, app.Machines.Section, err)
	}
}

func TestTrapErrorRegions(t *testing.T) {
	server := serveFS(t, small(nil), flytest.Options{Faults: &flytest.Faults{ErrorRegions: []string{"syd"}}})
	s := collect(t, hurry(t, server, nil), inventory.Options{})
	if got := s.Strays; got.Status != inventory.Partial || !strings.Contains(got.Reason, "syd") {
		t.Errorf("stray machines are %+v", got)
	}
}

func TestTrapFirstPageOnly(t *testing.T) {
	server := serve(t, acme, flytest.Options{PageSize: 2})
	short := collect(t, hurry(t, server, nil), inventory.Options{})
	if n := len(short.Members.Items); n != 3 {
		t.Errorf("%d members", n)
	}
	if n := len(short.App("acme-db").Egress.Items) + len(short.Strays.Items); n != 0 {
		t.Errorf("%d strays and egress addresses that should not be", n)
	}
}

func TestTrapForbiddenPartTakesTheOthersAlong(t *testing.T) {
	access := "access: [{token: flytest-token, forbidden: [members, limitedAccessTokens, secrets]}]\n"
	s := collect(t, hurry(t, serveFS(t, small(map[string]string{"org.yaml": smallOrg + access}), flytest.Options{}), nil), inventory.Options{})
	for name, got := range map[string]inventory.Section{"members": s.Members.Section, "tokens": s.Tokens.Section, "app tokens": s.App("shop").Tokens.Section, "secrets": s.App("shop").Secrets.Section} {
		if got.Status != inventory.Forbidden {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for name, got := range map[string]inventory.Section{"peers": s.WireGuard.Section, "add-ons": s.AddOns.Section, "releases": s.App("shop").Releases.Section} {
		if got.Status != inventory.Complete {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestTrapPersonalSlug(t *testing.T) {
	org := strings.Replace(smallOrg, "slug: tiny, rawSlug: tiny", "slug: personal, rawSlug: ada-berger-41", 1)
	var log seen
	server := serveFS(t, small(map[string]string{"org.yaml": org}), flytest.Options{OnRequest: log.note})
	collect(t, hurry(t, server, nil), inventory.Options{Parallel: 1})
	if log.count("/v1/orgs/ada-berger-41/machines") == 0 {
		t.Error("the machines api was not asked by the real slug")
	}
}

// deployToken sees one app and may not list.
func TestADeployTokenSeesItsApp(t *testing.T) {
	access := "access: [{token: flytest-token, apps: [shop], forbidden: [apps, members, orgmachines]}]\n"
	other := strings.ReplaceAll(smallApp, "name: shop", "name: other")
	s := collect(t, hurry(t, serveFS(t, small(map[string]string{"org.yaml": smallOrg + access, "apps/other.yaml": other}), flytest.Options{}), nil), inventory.Options{})
	if s.Apps.Status != inventory.Forbidden || len(s.Apps.Items) != 1 || !s.Apps.Items[0].Machines.Complete() {
		t.Errorf("apps are %+v", s.Apps.Section)
	}
	if len(s.Token.Apps) != 1 || s.Token.ReadOnly {
		t.Errorf("scope is %+v", s.Token)
	}
}

func TestTrapMacaroonUnderBearer(t *testing.T) {
	tests := map[string]struct {
		mask     resset.Action
		readOnly bool
	}{
		"may read":          {resset.ActionRead, true},
		"may read and more": {resset.ActionAll, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m, err := macaroon.New([]byte("kid"), flyio.LocationPermission, macaroon.NewSigningKey())
			if err != nil {
				t.Fatal(err)
			}
			if err := m.Add(&flyio.Organization{ID: 7, Mask: test.mask}); err != nil {
				t.Fatal(err)
			}
			token, err := m.String()
			if err != nil {
				t.Fatal(err)
			}
			server := serveFS(t, small(nil), flytest.Options{})
			s := collect(t, hurry(t, server, func(o *flyapi.Options) { o.Token = "FlyV1 " + token }), inventory.Options{})
			if gaps := inventory.Gaps(s); len(gaps) > 0 || s.Token.ReadOnly != test.readOnly {
				t.Errorf("read only: %t, gaps: %+v", s.Token.ReadOnly, gaps)
			}
		})
	}
}

func TestTrapPlainTextAnswerForAnUnknownRoute(t *testing.T) {
	s := readSmall(t, nil, flytest.Rule{Path: regexp.MustCompile(`/secretkeys$`), Kind: flytest.BadGateway})
	if got := s.App("shop").SecretKeys.Section; got.Status != inventory.Failed || !strings.Contains(got.Reason, "502 Bad Gateway") {
		t.Errorf("section is %+v", got)
	}
}
