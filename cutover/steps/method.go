package steps

import (
	"fmt"
	"slices"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A Method is how a PostgreSQL's rows move, and why.
type Method struct {
	Name    string // logical, dump or dms
	Why     string
	Blocked string // the fact that the choice or its steps rest on and that is missing
	WAL     bool   // the source must first be restarted with wal_level=logical
	Back    string // stream or none
}

// assumedDump is a slow but common rate of dump and restore over the bridge.
// It is only used to word a choice, never to make one.
const assumedDump = 10.0 // MiB/s

// Choose picks the method for one database: what was decided, else a dump where
// a measured one fits into half the downtime (it is the simplest thing that can
// be undone), else logical replication where the source can do it, else a dump.
func Choose(db spec.Database, facts spec.Facts, decided decisions.Decisions, downtime int) Method {
	f, known := facts.Database(db.FlyApp)
	m := Method{Name: "logical", Back: "stream", WAL: f.WALLevel != "logical"}
	if !known {
		m.Blocked = fmt.Sprintf("nobody has asked %s about itself yet: run the database probe (wal_level, roles, size, tables without keys)", db.FlyApp)
	}
	if db.Kind == spec.Foreign {
		return Method{Name: "dump", Back: "none", Why: "it is not a PostgreSQL that Fly runs", Blocked: db.FlyApp + " is not one of Fly's PostgreSQLs: its owner must write its copy steps"}
	}
	if name := decidedMethod(db, decided); name != "" {
		m.Name, m.Why = name, "decided in fly2k8s.yaml"
		return m.settled()
	}
	if !known {
		m.Why = "planned as logical replication until the facts are known"
		return m.settled()
	}
	m.Name, m.Why = chosen(db, f, downtime)
	return m.settled()
}

func (m Method) settled() Method {
	if m.Name != "logical" {
		m.WAL, m.Back = false, "none"
	}
	return m
}

func decidedMethod(db spec.Database, d decisions.Decisions) string {
	i := slices.IndexFunc(d.Databases, func(o decisions.Database) bool { return o.Name == db.Name || o.Name == db.FlyApp })
	if i < 0 {
		return ""
	}
	return d.Databases[i].Method
}

func chosen(db spec.Database, f spec.DatabaseFacts, downtime int) (name, why string) {
	took := seconds(f.SizeMiB, f.DumpMiBps)
	switch {
	case db.Major > 0 && db.Major < 10:
		return "dump", fmt.Sprintf("PostgreSQL %d has no logical replication", db.Major)
	case f.DumpMiBps > 0 && downtime > 0 && took <= downtime/2:
		return "dump", fmt.Sprintf("a dump and restore of %d MiB was measured to take %s, at most half of the downtime allowed", f.SizeMiB, time.Duration(took)*time.Second)
	case db.Kind == spec.Managed && !(f.Replication && f.WALLevel == "logical"):
		return "dump", "this Managed Postgres does not let its roles replicate"
	case !f.Superuser && !f.Replication:
		return "dump", "the probe's role may not replicate"
	case !f.Superuser && f.WALLevel != "logical":
		return "dump", "wal_level is " + f.WALLevel + " and the probe's role may not change it"
	}
	return "logical", fmt.Sprintf("%d MiB would stand still for about %s as a dump; as a stream, for minutes", f.SizeMiB, time.Duration(seconds(f.SizeMiB, assumedDump))*time.Second)
}

// seconds that a number of MiB take at a rate; 0 without a rate.
func seconds(mib int, rate float64) int {
	if rate <= 0 {
		return 0
	}
	return int(float64(mib)/rate) + 1
}
