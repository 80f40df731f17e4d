package facts

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// DatabaseScript is the probe for one PostgreSQL database, for psql. It only
// reads, and prints one line of JSON.
//
//go:embed database.sql
var DatabaseScript string

// Database is what the probe brought back from one database of a cluster.
// Lists are sorted; tables and the like stand as schema.name.
type Database struct {
	// Taken is when, by the database's own clock.
	Taken            string `json:"taken_at"`
	Database         string `json:"database"`
	ServerVersion    string `json:"server_version"`
	ServerVersionNum int    `json:"server_version_num"`
	// InRecovery: the probe met a replica, whose slots and WAL say little.
	InRecovery          bool   `json:"in_recovery"`
	WALLevel            string `json:"wal_level"`
	MaxReplicationSlots int    `json:"max_replication_slots"`
	MaxWALSenders       int    `json:"max_wal_senders"`
	MaxConnections      int    `json:"max_connections"`
	Connections         int    `json:"connections"`
	// WALBytesPerSecond is the mean since the statistics were reset; nil before
	// PostgreSQL 14, which does not count.
	WALBytesPerSecond *float64 `json:"wal_bytes_per_second"`
	Slots             []Slot   `json:"slots"`
	Role              Role     `json:"role"`
	LoginRoles        []string `json:"login_roles"`
	SizeBytes         int64    `json:"size_bytes"`
	Encoding          string   `json:"encoding"`
	Collate           string   `json:"collate"`
	CType             string   `json:"ctype"`
	Tables            int      `json:"tables"`
	// Keyless tables have neither a primary key nor a replica identity.
	Keyless           []string    `json:"keyless"`
	Unlogged          []string    `json:"unlogged"`
	MaterializedViews []string    `json:"materialized_views"`
	ForeignTables     []string    `json:"foreign_tables"`
	Sequences         []string    `json:"sequences"`
	GeneratedColumns  []string    `json:"generated_columns"`
	LargeObjects      int         `json:"large_objects"`
	Extensions        []Extension `json:"extensions"`
	Publications      []string    `json:"publications"`
}

// Slot is a replication slot.
type Slot struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Active bool   `json:"active"`
}

// Role is who the probe was.
type Role struct {
	Name        string `json:"name"`
	Superuser   bool   `json:"superuser"`
	Replication bool   `json:"replication"`
}

// Extension is one that is installed.
type Extension struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Schema  string `json:"schema"`
}

// ReadDatabase finds the probe's line in what psql printed, whatever fly and
// psql said around it.
func ReadDatabase(text []byte) (Database, error) {
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); !bytes.HasPrefix(line, []byte(`{"fly2k8s_probe"`)) {
			continue
		}
		var d struct {
			Probe   string `json:"fly2k8s_probe"`
			Version int    `json:"version"`
			Database
		}
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&d); err != nil {
			return Database{}, fmt.Errorf("read the database probe: %w", err)
		}
		if d.Probe != "database" || d.Version != 1 {
			return Database{}, fmt.Errorf("read the database probe: it is %s version %d, expected database version 1", d.Probe, d.Version)
		}
		return d.Database, nil
	}
	return Database{}, fmt.Errorf("read the database probe: no line of it; psql said: %s", lastLine(text))
}

func lastLine(text []byte) string {
	text = bytes.TrimSpace(text)
	if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
		text = text[i+1:]
	}
	if len(text) > 200 {
		text = text[:200]
	}
	return string(text)
}

// Spec joins the databases of one cluster into what a plan asks of it. With
// more than one database, tables carry the name of theirs.
func (c Cluster) Spec() spec.DatabaseFacts {
	out := spec.DatabaseFacts{Name: c.App}
	for _, d := range c.Databases {
		prefix := ""
		if len(c.Databases) > 1 {
			prefix = d.Database + "."
		}
		out.SizeMiB += int((d.SizeBytes + 1<<20 - 1) >> 20)
		out.WALLevel = d.WALLevel
		out.Superuser = out.Superuser || d.Role.Superuser
		out.Replication = out.Replication || d.Role.Replication || d.Role.Superuser
		out.Keyless = append(out.Keyless, prefixed(prefix, d.Keyless)...)
		out.Unlogged = append(out.Unlogged, prefixed(prefix, d.Unlogged)...)
		out.Views = append(out.Views, prefixed(prefix, d.MaterializedViews)...)
		out.LargeObjects += d.LargeObjects
		for _, e := range d.Extensions {
			out.Extensions = append(out.Extensions, e.Name)
		}
		out.Roles = append(out.Roles, ownRoles(d.LoginRoles)...)
		out.Collation = d.Collate
	}
	for _, list := range []*[]string{&out.Extensions, &out.Roles} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return out
}

func prefixed(prefix string, names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, prefix+n)
	}
	return out
}

// ownRoles leaves out those that Fly's images make for themselves.
func ownRoles(roles []string) []string {
	return slices.DeleteFunc(slices.Clone(roles), func(r string) bool {
		return r == "postgres" || r == "flypgadmin" || r == "repmgr" || r == "fly-user" || strings.HasPrefix(r, "pg_")
	})
}
