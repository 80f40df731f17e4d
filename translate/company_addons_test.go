package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// What holds data is told of once, with what becomes of it.
func TestWhatHoldsDataMoves(t *testing.T) {
	rented := func(provider string) func(*inventory.Snapshot) {
		return func(s *inventory.Snapshot) {
			s.AddOns = inventory.CompleteList([]inventory.AddOn{{Name: "acme-data", Provider: provider}})
		}
	}
	cluster := func(version string) func(*inventory.Snapshot) {
		return func(s *inventory.Snapshot) {
			s.Clusters = []inventory.PostgresCluster{{App: "acme-db", Manager: "repmgr", Version: version}}
		}
	}
	read := inventory.Section{Status: inventory.Complete}
	managed := func(s *inventory.Snapshot) {
		s.Managed = inventory.CompleteList([]inventory.ManagedCluster{{ID: "k1", Name: "Acme.Main", MajorVersion: "16", Detail: read, Databases: inventory.CompleteList([]inventory.ManagedDatabase{})}})
	}
	database := func(name, target string) decisions.Decisions {
		return decisions.Decisions{Databases: []decisions.Database{{Name: name, Target: target}}}
	}
	cache := func(target string) decisions.Decisions {
		return decisions.Decisions{Caches: []decisions.Cache{{Name: "acme-data", Target: target, State: "cache"}}}
	}
	const db, main, data = "postgres_clusters.acme-db", "managed_postgres.Acme.Main", "add_ons.acme-data"
	tests := map[string]struct {
		has     func(*inventory.Snapshot)
		decided decisions.Decisions
		key     string
		want    []string // findings at the key
		why     string   // of the first
	}{
		"a cluster becomes Cloud SQL":                    {cluster("16.2"), decisions.Decisions{}, db, []string{"FLY302 changed " + db}, "acme-db (flex, PostgreSQL 16) becomes Cloud SQL db-custom-1-3840 without a standby"},
		"it may run in the cluster":                      {cluster("16.2"), database("acme-db", "cnpg"), db, []string{"FLY302 changed " + db}, "acme-db (flex, PostgreSQL 16) becomes a CloudNativePG cluster of 1, at acme-db-rw.acme-db.svc.cluster.local; daily disk snapshots, no point-in-time recovery"},
		"it may stay":                                    {cluster("16.2"), database("acme-db", "keep"), db, []string{"FLY302 changed " + db}, "acme-db stays on Fly; apps reach it over the bridge"},
		"one of no known version is for a person":        {cluster(""), decisions.Decisions{}, db, []string{"FLY300 undecided " + db, "FLY302 changed " + db}, "its PostgreSQL version is not known, so the new instance's can't be set"},
		"a managed one moves, too":                       {managed, decisions.Decisions{}, main, []string{"FLY302 changed " + main}, "acme-main (managed, PostgreSQL 16) becomes Cloud SQL db-custom-1-3840 without a standby"},
		"what was decided of it holds whatever its name": {managed, database("Acme.Main", "keep"), main, []string{"FLY302 changed " + main}, "acme-main stays on Fly; apps reach it over the bridge"},
		"a Redis becomes Memorystore":                    {rented("upstash_redis"), decisions.Decisions{}, data, []string{"FLY303 changed " + data}, "acme-data becomes Memorystore for Valkey, and is treated as cache"},
		"a Redis may be given up":                        {rented("upstash_redis"), cache("empty"), data, []string{"FLY303 changed " + data}, "acme-data is given up: whatever reads it must do without"},
		"a bucket becomes one of Google's":               {rented("tigris"), decisions.Decisions{}, data, []string{"FLY304 changed " + data}, "acme-data becomes the GCS bucket acme-acme-data"},
		"anything else that is rented is for a person":   {rented("sentry"), decisions.Decisions{}, data, []string{"FLY044 undecided " + data}, "sentry is rented through Fly and ends with the organisation there; it needs an account of its own"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var here []report.Finding
			for _, f := range ofOrganisation(t, tt.decided, func(s *inventory.Snapshot, _ *inventory.App) { tt.has(s) }) {
				if f.From.Key == tt.key {
					here = append(here, f)
				}
			}
			equal(t, tt.want, said(here))
			if len(here) > 0 {
				equal(t, tt.why, here[0].Why)
			}
		})
	}
}
