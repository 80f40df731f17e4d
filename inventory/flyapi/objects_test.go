package flyapi_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

// A company that has what the sample company has not.
const fullOrg = smallOrg + `
allowedReplaySourceOrgSlugs: [partner]
allowAllCrossNetworkReplays: true
wireGuardPeers: [{id: p1, name: office, pubkey: k, region: fra, peerip: "fdaa::5", network: staging}]
addOns:
  - {id: a1, name: uploads, status: ready, addOnProvider: {name: tigris}, addOnPlan: {id: p, name: payg, displayName: PAYG}, options: {public: false}, metadata: {note: "postgres://u:hunter2secret@h/d"}, apps: [shop], createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z"}
  - {id: a2, name: errors, status: ready, addOnProvider: {name: sentry}, apps: [shop], createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z"}
managed_postgres:
  - id: mpg1
    name: main
    region: fra
    status: ready
    plan: Launch
    created_at: "2026-01-01T00:00:00Z"
    attached_apps: [{name: shop}]
    cpus: 2
    cpu_kind: performance
    memory_mb: 8192
    disk_size_gb: 50
    replicas: 1
    pg_major_version: "16"
    postgis_enabled: true
    storage_used_bytes: 1234
    storage_provisioned_bytes: 53687091200
    endpoints: {primary: {direct: {host: direct.mpg1.flympg.net, port: 5432}, pooler: {host: pgbouncer.mpg1.flympg.net, port: 5432}}}
    databases: [{name: fly-db, extensions: [{name: vector, default_version: "0.8.0", installed: {version: "0.8.0", schema: public}, system: false}]}]
    users: [{username: fly-user, role: schema_admin}]
    backups: [{id: b1, status: completed, type: full, started_at: "2026-08-01T00:00:00Z", finished_at: "2026-08-01T00:10:00Z", size_bytes: 99}]
`

var fullApp = strings.Replace(smallApp, `network: ""`, `network: staging, network_cidr: "fdaa:1::/48"`, 1) + `
secret_keys: [{name: sign, type: es256, public_key: bWU=}]
ip_assignments:
  - {id: i1, ip: "fdaa:0:2:0:1::9", type: private_v6, region: global, service_name: "", shared: false, created_at: "2026-01-01T00:00:00Z", network: {name: partner-net, org_slug: partner}}
  - {id: i2, ip: 192.0.2.9, type: v4, region: fra, service_name: web, shared: false, egress: false, created_at: "2026-01-01T00:00:00Z"}
egressIpAddresses:
  - {id: e1, ip: 192.0.2.50, version: 4, region: fra, updatedAt: "2026-01-01T00:00:00Z"}
  - {id: e2, ip: 192.0.2.51, version: 4, region: fra, updatedAt: "2026-01-01T00:00:00Z", machine: 148e21ea7d6989}
hostIssues: [{id: h, internalId: "77", message: the disk is slow, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z"}]
volumes: [{id: vol_1, name: data, state: created, size_gb: 10, region: fra, encrypted: true, created_at: "2026-01-01T00:00:00.123Z", bytes_used: 5, bytes_total: 10, colour: blue}]
`

func full(t *testing.T) *inventory.Snapshot {
	t.Helper()
	return readSmall(t, map[string]string{"org.yaml": fullOrg, "apps/shop.yaml": fullApp})
}

func TestManagedPostgresIsReadToItsExtensions(t *testing.T) {
	complete := inventory.Section{Status: inventory.Complete}
	want := inventory.ManagedCluster{
		ID: "mpg1", Name: "main", Region: "fra", Status: "ready", Plan: "Launch", CPUs: 2, CPUKind: "performance", MemoryMB: 8192, DiskSizeGB: 50, Replicas: 1,
		MajorVersion: "16", PostGISEnabled: true, CreatedAt: "2026-01-01T00:00:00Z", AttachedApps: []inventory.AttachedApp{{Name: "shop"}},
		Endpoints: &inventory.Endpoints{Primary: inventory.EndpointPair{Direct: inventory.Endpoint{Host: "direct.mpg1.flympg.net", Port: 5432}, Pooler: inventory.Endpoint{Host: "pgbouncer.mpg1.flympg.net", Port: 5432}}},
		Detail:    complete, Users: inventory.CompleteList([]inventory.ManagedUser{{Username: "fly-user", Role: "schema_admin"}}),
		Databases: inventory.CompleteList([]inventory.ManagedDatabase{{Name: "fly-db", Extensions: inventory.CompleteList([]inventory.Extension{{Name: "vector", DefaultVersion: "0.8.0", Installed: &inventory.InstalledExtension{Version: "0.8.0", Schema: "public"}}})}}),
		Observed: &inventory.ManagedObserved{StorageUsedBytes: 1234, StorageProvisionedBytes: 53687091200,
			Backups: inventory.CompleteList([]inventory.ManagedBackup{{ID: "b1", Status: "completed", Type: "full", StartedAt: "2026-08-01T00:00:00Z", FinishedAt: "2026-08-01T00:10:00Z", SizeBytes: 99}})},
	}
	s := full(t)
	if diff := cmp.Diff([]inventory.ManagedCluster{want}, s.Managed.Items, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAddOnsOfAllKindsWithoutTheirKeys(t *testing.T) {
	s := full(t)
	if len(s.AddOns.Items) != 2 || s.AddOns.Items[0].Provider != "sentry" || s.AddOns.Items[1].Apps[0] != "shop" {
		t.Errorf("add-ons are %+v", s.AddOns.Items)
	}
	if string(s.AddOns.Items[1].Options) != `{"public":false}` {
		t.Errorf("options are %s", s.AddOns.Items[1].Options)
	}
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"hunter2secret", "never-ask-for-this"} {
		if strings.Contains(string(raw), secret) {
			t.Errorf("%s is in the snapshot", secret)
		}
	}
	want := []inventory.Redaction{{Path: "add_ons.items[1].metadata.note", Looks: "url with a password"}}
	if diff := cmp.Diff(want, s.Redacted); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestNetworksAreWorkedOutFromWhatIsOnThem(t *testing.T) {
	want := []inventory.Network{{Name: "default"}, {Name: "partner-net", Flycast: []string{"shop"}}, {Name: "staging", Apps: []string{"shop"}, Peers: []string{"office"}}}
	if diff := cmp.Diff(want, full(t).Networks); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAnAppIsReadToItsCorners(t *testing.T) {
	s := full(t)
	app := s.App("shop")
	if app.NetworkCIDR != "fdaa:1::/48" || app.SecretKeys.Items[0].PublicKey != "bWU=" || app.HostIssues.Items[0].ID != "77" {
		t.Errorf("app is %+v", app)
	}
	wantEgress := []inventory.Egress{{ID: "e1", IP: "192.0.2.50", Version: 4, Region: "fra"}, {ID: "e2", IP: "192.0.2.51", Version: 4, Region: "fra", Machine: "148e21ea7d6989"}}
	if diff := cmp.Diff(wantEgress, app.Egress.Items); diff != "" {
		t.Errorf("egress (-want +got):\n%s", diff)
	}
	flycast := app.Addresses.Items[0]
	if !flycast.Flycast() || flycast.Network == nil || flycast.Network.OrgSlug != "partner" {
		t.Errorf("addresses are %+v", app.Addresses.Items)
	}
	volume := app.Volumes.Items[0]
	if volume.BytesUsed() != 5 || string(volume.Unknown["colour"]) != `"blue"` || volume.Unknown["bytes_used"] != nil {
		t.Errorf("volume is %+v", volume)
	}
	if !s.Replay.Value.AllowAllCrossNetwork || s.Replay.Value.AllowedSourceOrgs[0] != "partner" {
		t.Errorf("replay settings are %+v", s.Replay.Value)
	}
}

func TestWhatToReadIsChosen(t *testing.T) {
	two := smallOrg + "otherOrganizations: [{id: org2, slug: second, rawSlug: second, name: Second}]\n"
	client := hurry(t, serveFS(t, small(map[string]string{"org.yaml": two}), flytest.Options{}), nil)
	if _, err := inventory.Collect(t.Context(), client, inventory.Options{}, nil, nil); !errors.Is(err, inventory.ErrSeveralOrgs) || !strings.Contains(err.Error(), "tiny, second") {
		t.Errorf("two organisations and none named: %v", err)
	}
	if _, err := inventory.Collect(t.Context(), client, inventory.Options{Org: "tiny", Apps: []string{"nobody"}}, nil, nil); !errors.Is(err, inventory.ErrUnknownApp) {
		t.Errorf("an app that is not there: %v", err)
	}
	s := collect(t, client, inventory.Options{Org: "tiny", Apps: []string{"shop"}})
	if s.Apps.Status != inventory.Partial || len(s.Apps.Items) != 1 {
		t.Errorf("apps are %+v", s.Apps.Section)
	}
}
