package steps

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

func TestChoose(t *testing.T) {
	able := spec.DatabaseFacts{Name: "db", SizeMiB: 6000, WALLevel: "replica", Superuser: true}
	with := func(change func(*spec.DatabaseFacts)) spec.Facts {
		f := able
		change(&f)
		return spec.Facts{Databases: []spec.DatabaseFacts{f}}
	}
	same := func(*spec.DatabaseFacts) {}
	flex := spec.Database{Name: "db", FlyApp: "db", Kind: spec.Flex, Major: 16}
	old, managed, foreign := flex, flex, flex
	old.Major, managed.Kind, foreign.Kind = 9, spec.Managed, spec.Foreign
	tests := map[string]struct {
		db       spec.Database
		facts    spec.Facts
		decided  string
		downtime int
		want     string
		wal      bool
		blocked  bool
	}{
		"a stream where the source can be made to":       {flex, with(same), "", 3600, "logical", true, false},
		"no restart where the log is logical already":    {flex, with(func(f *spec.DatabaseFacts) { f.WALLevel = "logical" }), "", 3600, "logical", false, false},
		"a dump that was measured to fit":                {flex, with(func(f *spec.DatabaseFacts) { f.DumpMiBps = 20 }), "", 3600, "dump", false, false},
		"a stream where the measured dump is too long":   {flex, with(func(f *spec.DatabaseFacts) { f.DumpMiBps = 2 }), "", 3600, "logical", true, false},
		"a dump for a version without logical streams":   {old, with(same), "", 3600, "dump", false, false},
		"a dump where nobody may replicate":              {flex, with(func(f *spec.DatabaseFacts) { f.Superuser = false }), "", 0, "dump", false, false},
		"a dump where nobody may change wal_level":       {flex, with(func(f *spec.DatabaseFacts) { f.Superuser, f.Replication = false, true }), "", 0, "dump", false, false},
		"a dump from Managed Postgres by default":        {managed, with(same), "", 0, "dump", false, false},
		"a stream from Managed Postgres that permits it": {managed, with(func(f *spec.DatabaseFacts) { f.Superuser, f.Replication, f.WALLevel = false, true, "logical" }), "", 0, "logical", false, false},
		"what was decided":                               {flex, with(same), "dms", 0, "dms", false, false},
		"a question where nobody asked the database":     {flex, spec.Facts{}, "", 0, "logical", true, true},
		"a question where it is another kind":            {foreign, with(same), "", 0, "dump", false, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var d decisions.Decisions
			if tt.decided != "" {
				d.Databases = []decisions.Database{{Name: "db", Method: tt.decided}}
			}
			m := Choose(tt.db, tt.facts, d, tt.downtime)
			if m.Name != tt.want || (m.Blocked != "") != tt.blocked || m.WAL != tt.wal {
				t.Errorf("got %+v", m)
			}
			if back := map[string]string{"logical": "stream", "dump": "none", "dms": "none"}[m.Name]; m.Back != back || m.Why == "" {
				t.Errorf("way back %q, why %q", m.Back, m.Why)
			}
		})
	}
}
