package steps

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// logicalCopy starts PostgreSQL's own logical replication, days before the
// night. DDL, sequences, large objects and materialised views don't travel with
// it: releases are held, and the night brings the rest over.
func (m *maker) logicalCopy(p pg) {
	begin := []string{p.id(plan.Prepare, "roles"), hold}
	if p.method.WAL {
		m.wal(p)
		begin = append(begin, p.id(plan.Prepare, "wal"))
	}
	m.schema(p, begin)
	if len(p.facts.Keyless) > 0 {
		m.keys(p)
	}
	m.replicate(p)
	m.initial(p)
}

func (m *maker) wal(p pg) {
	m.add(plan.Step{
		ID: p.id(plan.Prepare, "wal"), Phase: plan.Prepare, Wave: p.wave, Owner: "database", After: []string{p.id(plan.Prepare, "services"), notice}, Lead: 3 * day, Blocked: p.blocked,
		Title: "Restart " + p.db.FlyApp + " with wal_level=logical: a short outage on an announced day",
		Commands: []string{
			quoted("fly postgres config update --wal-level logical --max-replication-slots 10 --max-wal-senders 10 -a %s", p.db.FlyApp),
			quoted("fly postgres restart -a %s", p.db.FlyApp),
		},
		Notes:   []string{"Apps lose their connections for some seconds. From here on don't fail the Fly primary over: the slot lives on it alone."},
		Verify:  checks([]string{p.ask("fly", "", "SHOW wal_level")}, "logical"),
		Undo:    nothing("it only writes somewhat more log; set it back any time with one more restart"),
		Effects: []plan.Effect{p.effect(plan.WAL, "")}, Estimate: guess(180, "a rolling restart"),
	})
}

func (m *maker) schema(p pg, after []string) {
	var cmds []string
	for _, n := range p.names {
		cmds = append(cmds, fmt.Sprintf("pg_dump %s --schema-only --no-owner --no-privileges --no-publications --no-subscriptions | psql %s -X -v ON_ERROR_STOP=1 --single-transaction",
			word("service="+p.Name+"-fly dbname="+n), word("service="+p.Name+"-gke dbname="+n)))
	}
	m.add(plan.Step{
		ID: p.id(plan.Copy, "schema"), Phase: plan.Copy, Wave: p.wave, Owner: "database", Where: "bridge", After: after, Lead: 2 * day, Blocked: p.blocked,
		Title: "Copy the schema of " + p.Name, Commands: cmds,
		Notes: []string{"Before a second attempt drop and make the databases anew. Grants follow in the night, with the roles."},
		Verify: checks(p.asked("gke", "SELECT count(*) FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"),
			"the same number as on the other side (service="+p.Name+"-fly)"),
		Undo: plan.Undo{Commands: p.dropDatabases()}, Effects: []plan.Effect{p.effect(plan.Schema, "")}, Estimate: guess(300, "seconds to minutes, by the number of tables"),
	})
}

func (p pg) dropDatabases() []string {
	var out []string
	for _, n := range p.names {
		out = append(out, p.psql("gke", "", fmt.Sprintf("SELECT format('DROP DATABASE IF EXISTS %%I WITH (FORCE)', %s)\n\\gexec", literal(n))))
	}
	return append(out, p.createDatabases()...)
}

// keys: without a key, UPDATE and DELETE on a published table fail on the source.
func (m *maker) keys(p pg) {
	var sql []string
	for _, t := range p.facts.Keyless {
		sql = append(sql, "ALTER TABLE "+identifier(t)+" REPLICA IDENTITY FULL;")
	}
	m.add(plan.Step{
		ID: p.id(plan.Copy, "keys"), Phase: plan.Copy, Wave: p.wave, Owner: "database", Where: "bridge", After: []string{p.id(plan.Prepare, "services")}, Lead: 2 * day, Blocked: p.blocked,
		Title: "Give tables without a key a replica identity: " + strings.Join(p.facts.Keyless, ", "), Commands: p.everywhere("fly", "SET lock_timeout = '5s';\n"+strings.Join(sql, "\n")),
		Notes:  []string{"Each update of these tables then writes the whole old row into the log. Run it in the database that holds them; in others the table is unknown."},
		Verify: checks(p.asked("fly", "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)' AND c.relreplident = 'd' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)"), "0"),
		Undo:   nothing("it only writes somewhat more log"), Estimate: guess(120, "one statement a table"),
	})
}

// identifier quotes schema.table for SQL.
func identifier(name string) string {
	parts := strings.Split(name, ".")
	for i, p := range parts {
		parts[i] = `"` + strings.ReplaceAll(p, `"`, `""`) + `"`
	}
	return strings.Join(parts, ".")
}

// conninfo hands a connection string from a file to SQL, so that no password
// stands in an argument or in the shell's history.
func (p pg) conninfo(side string) string {
	return fmt.Sprintf("\\set conninfo `cat ~/.fly2k8s/%s-%s.conninfo`", p.Name, side)
}

func (m *maker) replicate(p pg) {
	sub := p.conninfo("fly") + "\nCREATE SUBSCRIPTION fly2k8s CONNECTION :'conninfo' PUBLICATION fly2k8s WITH (copy_data = true" + p.streaming() + ");"
	var cmds, undo []string
	for _, n := range p.names {
		cmds = append(cmds, p.psql("fly", n, "CREATE PUBLICATION fly2k8s FOR ALL TABLES;"), p.psql("gke", n, strings.ReplaceAll(sub, "SUBSCRIPTION fly2k8s ", "SUBSCRIPTION "+p.subscription(n)+" ")))
		undo = append(undo, p.psql("gke", n, "DROP SUBSCRIPTION IF EXISTS "+p.subscription(n)+";"), p.psql("fly", n, "DROP PUBLICATION IF EXISTS fly2k8s;"))
	}
	m.add(plan.Step{
		ID: p.id(plan.Copy, "replicate"), Phase: plan.Copy, Wave: p.wave, Owner: "database", Where: "bridge", Lead: 2 * day, Blocked: p.blocked,
		After: append([]string{p.id(plan.Copy, "schema"), bridge}, maybe(p.id(plan.Copy, "keys"))...),
		Title: "Start the stream of " + p.Name + " from Fly to GKE", Commands: cmds,
		Notes: []string{
			fmt.Sprintf("~/.fly2k8s/%s-fly.conninfo (mode 600) holds host=, port=, user= and password= of the source as the target sees it: the bridge's address. Add dbname= of each database in turn.", p.Name),
			"A stream that stands still fills Fly's volume: its slot keeps all log from there on.",
		},
		Verify:  checks(p.asked("gke", "SELECT subname, subenabled FROM pg_subscription"), "one line, ending in t"),
		Undo:    plan.Undo{Say: "This also drops the slot on Fly, which would otherwise fill its volume.", Commands: undo, Effects: []plan.Effect{p.effect(plan.Replicate, "off")}},
		Effects: []plan.Effect{p.effect(plan.Replicate, "on")}, Estimate: guess(120, "two statements a database"),
	})
}

// subscription is named after its database, since slots share one namespace.
func (p pg) subscription(database string) string {
	safe := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToLower(database))
	return "fly2k8s_" + safe
}

// streaming options exist from 14 and 15 on, origin from 16 on.
func (p pg) streaming() string {
	switch {
	case p.db.Major >= 16:
		return ", streaming = on, disable_on_error = true, origin = none"
	case p.db.Major == 15:
		return ", streaming = on, disable_on_error = true"
	case p.db.Major == 14:
		return ", streaming = on"
	}
	return ""
}

func (m *maker) initial(p pg) {
	rate, from := p.facts.CopyMiBps, "measured over the bridge"
	if rate == 0 {
		rate, from = assumedDump, "assumed"
	}
	size := p.facts.SizeMiB
	if size == 0 {
		size = p.db.UsedMiB
	}
	m.add(plan.Step{
		ID: p.id(plan.Copy, "ready"), Phase: plan.Copy, Wave: p.wave, Owner: "database", Where: "bridge", After: []string{p.id(plan.Copy, "replicate")}, Waits: true, Lead: day, Blocked: p.blocked,
		Title: "Wait until every table of " + p.Name + " is copied",
		Verify: append(checks(p.asked("gke", "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'"), "0"),
			checks([]string{p.ask("fly", "", "SELECT slot_name, active, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)) FROM pg_replication_slots WHERE slot_name LIKE 'fly2k8s%'"), quoted("fly ssh console -a %s -C 'df -h /data'", p.db.FlyApp)}, "active t, a lag of some MB at most; at least a quarter of the volume free")...),
		Undo: nothing("undoing the stream undoes the copy"), Effects: []plan.Effect{p.effect(plan.Copied, "")}, Timeout: 2 * day * 3600,
		Estimate: plan.Estimate{Seconds: max(300, seconds(size, rate)), From: fmt.Sprintf("%d MiB at %.0f MiB/s, %s", size, rate, from)},
	})
}
