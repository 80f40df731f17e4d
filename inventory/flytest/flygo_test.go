package flytest_test

import (
	"errors"
	"os"
	"testing"

	"github.com/superfly/fly-go"
	"github.com/superfly/fly-go/flaps"
	"github.com/superfly/fly-go/tokens"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

// clients are the real ones, as flyctl makes them.
func clients(t *testing.T, opts flytest.Options) (*fly.Client, *flaps.Client, *flytest.Server) {
	t.Helper()
	var err error
	if opts.Schema, err = flytest.LoadSchema(testenv.FlySchema()); err != nil {
		t.Fatal(err)
	}
	server, err := flytest.Start(os.DirFS("../../testdata/scenarios/acme/fly"), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	t.Setenv("FLY_FLAPS_BASE_URL", server.URL)
	parsed := tokens.Parse("faketoken")
	rest, err := flaps.NewWithOptions(t.Context(), flaps.NewClientOpts{Tokens: parsed, UserAgent: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return fly.NewClientFromOptions(fly.ClientOptions{Tokens: parsed, BaseURL: server.URL, Name: "test", Version: "1"}), rest, server
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
		return v
	}
}

// The queries that fly-go sends for flyctl's reading commands are answered
// with what its types can hold.
func TestFlyGoReadsGraphQL(t *testing.T) {
	c, _, _ := clients(t, flytest.Options{})
	ctx := t.Context()
	org := must[*fly.Organization](t)(c.GetOrganizationBySlug(ctx, "acme"))
	if org.InternalNumericID != "481516" {
		t.Errorf("organisation is %+v", org)
	}
	if all := must[[]fly.Organization](t)(c.GetOrganizations(ctx)); len(all) != 1 {
		t.Errorf("%d organisations", len(all))
	}
	if all := must[[]fly.App](t)(c.GetApps(ctx, nil)); len(all) != 13 {
		t.Errorf("%d apps", len(all))
	}
	role := "postgres_cluster"
	if pg := must[[]fly.App](t)(c.GetApps(ctx, &role)); len(pg) != 1 || pg[0].Name != "acme-db" {
		t.Errorf("postgres apps are %+v", pg)
	}
	if all := must[[]fly.App](t)(c.GetAppsForOrganization(ctx, org.ID)); len(all) != 13 {
		t.Errorf("%d apps of the organisation", len(all))
	}
	details := must[*fly.OrganizationDetails](t)(c.GetDetailedOrganizationBySlug(ctx, "acme"))
	if len(details.Members.Edges) != 3 || details.Members.Edges[0].Role != "ADMIN" {
		t.Errorf("members are %+v", details.Members.Edges)
	}
	if peers := must[[]*fly.WireGuardPeer](t)(c.GetWireGuardPeers(ctx, "acme")); len(peers) != 3 {
		t.Errorf("%d peers", len(peers))
	}
	if toks := must[[]fly.LimitedAccessToken](t)(c.GetOrgLimitedAccessTokens(ctx, "acme")); len(toks) != 3 {
		t.Errorf("%d tokens", len(toks))
	}
	must[*fly.User](t)(c.GetCurrentUser(ctx))
}

func TestFlyGoReadsAnAppThroughGraphQL(t *testing.T) {
	c, _, _ := clients(t, flytest.Options{})
	ctx := t.Context()
	compact := must[*fly.AppCompact](t)(c.GetAppCompact(ctx, "acme-db"))
	if !compact.IsPostgresApp() || compact.Hostname != "acme-db.fly.dev" {
		t.Errorf("app is %+v", compact)
	}
	must[*fly.AppBasic](t)(c.GetAppBasic(ctx, "acme-api"))
	if ips := must[[]fly.IPAddress](t)(c.GetIPAddresses(ctx, "acme-web")); len(ips) != 2 || ips[1].Type != "shared_v4" {
		t.Errorf("addresses are %+v", ips)
	}
	if rels := must[[]fly.Release](t)(c.GetAppReleasesMachines(ctx, "acme-api", "", 10)); len(rels) != 3 || rels[0].Version != 112 {
		t.Errorf("releases are %+v", rels)
	}
	if found := must[[]*fly.PostgresClusterAttachment](t)(c.ListPostgresClusterAttachments(ctx, "acme-api", "acme-db")); len(found) != 1 {
		t.Errorf("attachments are %+v", found)
	}
	if regional := must[map[string][]fly.EgressIPAddress](t)(c.GetAppScopedEgressIPAddresses(ctx, "acme-api")); len(regional["fra"]) != 2 {
		t.Errorf("egress addresses are %+v", regional)
	}
	must[[]fly.HostIssue](t)(c.GetAppHostIssues(ctx, "acme-api"))
	must[[]fly.LimitedAccessToken](t)(c.GetAppLimitedAccessTokens(ctx, "acme-web"))
	if _, err := c.GetAppCompact(ctx, "nobody"); err == nil {
		t.Error("an app that is not there was found")
	}
}

func TestFlyGoReadsTheMachinesAPI(t *testing.T) {
	_, f, _ := clients(t, flytest.Options{})
	ctx := t.Context()
	if all := must[[]flaps.App](t)(f.ListApps(ctx, flaps.ListAppsRequest{OrgSlug: "acme"})); len(all) != 13 {
		t.Errorf("%d apps", len(all))
	}
	if pg := must[[]flaps.App](t)(f.ListApps(ctx, flaps.ListAppsRequest{OrgSlug: "acme", AppRole: "postgres_cluster"})); len(pg) != 1 {
		t.Errorf("%d postgres apps", len(pg))
	}
	if ms := must[[]*fly.Machine](t)(f.List(ctx, "acme-api", "")); len(ms) != 5 || ms[0].Config == nil {
		t.Errorf("machines are %+v", ms)
	}
	vols := must[[]fly.Volume](t)(f.GetAllVolumes(ctx, "acme-db"))
	if len(vols) != 2 || vols[0].CreatedAt.IsZero() {
		t.Errorf("volumes are %+v", vols)
	}
	if snaps := must[[]fly.VolumeSnapshot](t)(f.GetVolumeSnapshots(ctx, "acme-db", vols[0].ID)); len(snaps) != 3 {
		t.Errorf("%d snapshots", len(snaps))
	}
	if secrets := must[[]fly.AppSecret](t)(f.ListAppSecrets(ctx, "acme-api", nil, false)); len(secrets) != 6 {
		t.Errorf("%d secrets", len(secrets))
	}
	must[[]fly.SecretKey](t)(f.ListSecretKeys(ctx, "acme-api", nil))
	if ips := must[*flaps.ListIPAssignmentsResponse](t)(f.GetIPAssignments(ctx, "acme-db")); len(ips.IPs) != 1 || !ips.IPs[0].IsFlycast() {
		t.Errorf("addresses are %+v", ips)
	}
	certs := must[*fly.ListCertificatesResponse](t)(f.ListCertificates(ctx, "acme-web", &flaps.ListCertificatesOpts{Limit: 1}))
	if len(certs.Certificates) != 1 || certs.NextCursor == "" {
		t.Errorf("certificates are %+v", certs)
	}
	one := must[*fly.CertificateDetailResponse](t)(f.GetCertificate(ctx, "acme-web", "www.acme.example"))
	if len(one.Certificates) != 1 || one.DNSRequirements.ACMEChallenge.Target == "" {
		t.Errorf("certificate is %+v", one)
	}
	must[*fly.CertificateDetailResponse](t)(f.CheckCertificate(ctx, "acme-web", "www.acme.example"))
	if regions := must[*flaps.RegionData](t)(f.GetRegions(ctx)); len(regions.Regions) != 18 {
		t.Errorf("%d regions", len(regions.Regions))
	}
}

func TestFlyGoSeesTheErrorsOfEachService(t *testing.T) {
	_, f, _ := clients(t, flytest.Options{})
	_, err := f.GetApp(t.Context(), "nobody")
	if !errors.Is(err, flaps.ErrFlapsNotFound) {
		t.Errorf("app: %v", err)
	}
	var failed *flaps.FlapsError
	if _, err := f.List(t.Context(), "nobody", ""); !errors.As(err, &failed) || failed.ResponseStatusCode != 400 || failed.FlyRequestId == "" {
		t.Errorf("machines: %v", err)
	}
	if _, err := f.ListApps(t.Context(), flaps.ListAppsRequest{}); !errors.Is(err, flaps.ErrFlapsNotFound) {
		t.Errorf("apps without an organisation: %v", err)
	}
}
