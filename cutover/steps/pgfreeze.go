package steps

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// fence closes every login on Fly's side, also for whoever we forgot. Closing
// logins holds for superusers too, which revoking CONNECT or a read-only
// default does not: Fly attaches apps with superuser roles.
func (m *maker) fence(p pg) {
	names := word(file(p.Name, "roles"))
	shut := fmt.Sprintf("while read -r role; do printf '%%s\\n' 'ALTER ROLE :\"role\" NOLOGIN;' \"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = :'role';\" | psql %s -X -v ON_ERROR_STOP=1 -v role=\"$role\"; done < %s", word("service="+p.Name+"-fly dbname=postgres"), names)
	lift := fmt.Sprintf("while read -r role; do printf '%%s\\n' 'ALTER ROLE :\"role\" LOGIN;' | psql %s -X -v ON_ERROR_STOP=1 -v role=\"$role\"; done < %s", word("service="+p.Name+"-fly dbname=postgres"), names)
	m.add(plan.Step{
		ID: p.id(plan.Freeze, "fence"), Phase: plan.Freeze, Wave: p.wave, Owner: "database", Where: "bridge", After: m.stopped(p.move), Blocked: p.blocked,
		Title: "Fence " + p.Name + " on Fly: no login but ours",
		Notes: []string{"If apps sign in as postgres itself, give the bridge a role of its own first and fence postgres, too: the verify below shows it."},
		Commands: []string{"mkdir -p cutover/saved\n" + p.pipe("fly", "", "SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname NOT IN ('postgres', 'repmgr', 'flypgadmin', 'stolon', 'replicator') ORDER BY 1;", " > "+names),
			shut},
		Verify:  checks([]string{p.ask("fly", "", "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND usename NOT IN ('repmgr', 'flypgadmin', 'stolon', 'replicator')")}, "0"),
		Undo:    plan.Undo{Commands: []string{lift}, Effects: []plan.Effect{p.effect(plan.Unfence, "")}},
		Effects: []plan.Effect{p.effect(plan.Fence, "")}, Estimate: guess(30, "one statement a role"),
	})
}

const setSequences = `SELECT format('SELECT setval(%L, %s, true);', format('%I.%I', schemaname, sequencename), last_value + greatest(cache_size, 32))
FROM pg_sequences WHERE last_value IS NOT NULL`

// sequences stand above the last value by their cache and some more: a gap is
// harmless, a number used twice is not.
func (p pg) sequences(from, to string) []string {
	var out []string
	for _, n := range p.names {
		out = append(out, p.pipe(from, n, setSequences, fmt.Sprintf(" | psql %s -X -q -v ON_ERROR_STOP=1", word("service="+p.Name+"-"+to+" dbname="+n))))
	}
	return out
}

const countRows = `SELECT format('SELECT %L, count(*) FROM %I.%I', schemaname || '.' || relname, schemaname, relname) FROM pg_stat_user_tables ORDER BY schemaname, relname
\gexec`

func (p pg) compareCommands() []string {
	var out []string
	for _, n := range p.names {
		var sides []string
		for _, side := range []string{"fly", "gke"} {
			sides = append(sides, fmt.Sprintf("psql %s -X -At <<'SQL' > %s\n%s\nSQL", word("service="+p.Name+"-"+side+" dbname="+n), word(file(p.Name+"-"+n, side+".counts")), countRows))
		}
		out = append(out, strings.Join(sides, "\n")+"\n"+fmt.Sprintf("diff %s %s && printf 'equal\\n'", word(file(p.Name+"-"+n, "fly.counts")), word(file(p.Name+"-"+n, "gke.counts"))))
	}
	return out
}

func (m *maker) logicalFreeze(p pg) {
	lag := p.ask("fly", "", "SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE 'fly2k8s%' AND confirmed_flush_lsn < pg_current_wal_lsn()")
	m.freezeStep(p, plan.Step{
		ID: "catchup", After: []string{p.id(plan.Freeze, "fence"), p.id(plan.Copy, "ready")}, Title: "Wait until " + p.Name + " has caught up",
		Commands: []string{fmt.Sprintf("until [ \"$(%s\n)\" = 0 ]; do sleep 1; done", lag)}, Verify: checks([]string{lag}, "0"),
		Undo: nothing("waiting changes nothing"), Effects: []plan.Effect{p.effect(plan.CatchUp, "")}, Estimate: guess(30, "seconds of lag"),
	})
	m.freezeStep(p, plan.Step{
		ID: "sequences", After: []string{p.id(plan.Freeze, "catchup")}, Title: "Set the sequences of " + p.Name + " on GKE above those on Fly",
		Commands: p.sequences("fly", "gke"), Verify: checks(p.asked("gke", "SELECT min(last_value) FROM pg_sequences"), "a number, not nothing, where there are sequences"),
		Undo: nothing("the next attempt sets them again"), Effects: []plan.Effect{p.effect(plan.Sequences, "")}, Estimate: guess(30, "one statement a sequence"),
	})
	m.rest(p)
	m.compared(p.move, []string{p.id(plan.Freeze, "rest")}, p.compareCommands(), "equal", 120)
	m.detach(p)
	m.reverse(p)
	m.open(p.move, []string{p.id(plan.Freeze, "reverse")}, []string{p.psql("gke", "", openLogins)},
		checks([]string{p.ask("gke", "", "SELECT count(*) FROM pg_roles WHERE NOT rolcanlogin AND rolname !~ '^(cloudsql|pg_)'")}, "0"),
		plan.Undo{Say: "Writes made on GKE since are brought back to Fly before Fly takes writes again.", Commands: append(p.bringBack(), p.sequences("gke", "fly")...)})
}

// bringBack closes GKE's side and waits until Fly has everything.
func (p pg) bringBack() []string {
	lag := p.ask("gke", "", "SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE 'back_%' AND confirmed_flush_lsn < pg_current_wal_lsn()")
	return []string{
		p.psql("gke", "", closeLogins+"\nSELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND usename !~ '^cloudsql';"),
		fmt.Sprintf("until [ \"$(%s\n)\" = 0 ]; do sleep 1; done", lag),
	}
}

func (m *maker) freezeStep(p pg, s plan.Step) {
	s.ID, s.Phase, s.Wave, s.Owner, s.Where, s.Blocked = p.id(plan.Freeze, s.ID), plan.Freeze, p.wave, "database", "bridge", p.blocked
	m.add(s)
}

// rest is what the stream does not carry.
func (m *maker) rest(p pg) {
	sql := "SELECT format('REFRESH MATERIALIZED VIEW %I.%I', schemaname, matviewname) FROM pg_matviews\n\\gexec\nANALYZE;"
	s := plan.Step{
		ID: "rest", After: []string{p.id(plan.Freeze, "sequences")}, Title: "Refresh views and statistics of " + p.Name, Commands: p.everywhere("gke", sql),
		Verify: checks(p.asked("gke", "SELECT count(*) FROM pg_stat_user_tables WHERE last_analyze IS NULL"), "0"), Undo: nothing("the next attempt does it again"), Estimate: guess(120, "ANALYZE reads a sample of each table"),
	}
	if p.facts.LargeObjects > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%d large objects do not travel with the stream either: they are dumped and loaded here.", p.facts.LargeObjects))
		for _, n := range p.names {
			s.Commands = append(s.Commands, fmt.Sprintf("pg_dump %s --large-objects --section=data --exclude-table='*.*' | psql %s -X -v ON_ERROR_STOP=1", word("service="+p.Name+"-fly dbname="+n), word("service="+p.Name+"-gke dbname="+n)))
		}
	}
	m.freezeStep(p, s)
}

func (m *maker) detach(p pg) {
	var cmds []string
	for _, n := range p.names {
		cmds = append(cmds, p.psql("gke", n, "DROP SUBSCRIPTION IF EXISTS "+p.subscription(n)+";"))
	}
	m.freezeStep(p, plan.Step{
		ID: "detach", After: []string{p.id(plan.Freeze, "compare")}, Title: "End the stream of " + p.Name + " from Fly", Commands: cmds,
		Verify:  checks([]string{p.ask("fly", "", "SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE 'fly2k8s%'")}, "0"),
		Undo:    plan.Undo{Say: "The copy on GKE is worth nothing from here on: the next attempt copies anew.", Effects: []plan.Effect{p.effect(plan.Replicate, "off")}, Redo: []string{p.id(plan.Copy, "schema"), p.id(plan.Copy, "replicate"), p.id(plan.Copy, "ready")}},
		Effects: []plan.Effect{p.effect(plan.Replicate, "off")}, Estimate: guess(15, "one statement a database"),
	})
}

// reverse makes the way back before GKE takes its first write.
func (m *maker) reverse(p pg) {
	origin := ""
	if p.db.Major >= 16 {
		origin = ", origin = none"
	}
	var cmds, undo []string
	for _, n := range p.names {
		back := strings.Replace(p.subscription(n), "fly2k8s", "back", 1)
		cmds = append(cmds, p.psql("gke", n, "CREATE PUBLICATION fly2k8s_back FOR ALL TABLES;"),
			p.psql("fly", n, p.conninfo("gke")+"\nCREATE SUBSCRIPTION "+back+" CONNECTION :'conninfo' PUBLICATION fly2k8s_back WITH (copy_data = false"+origin+");"))
		undo = append(undo, p.psql("fly", n, "DROP SUBSCRIPTION IF EXISTS "+back+";"), p.psql("gke", n, "DROP PUBLICATION IF EXISTS fly2k8s_back;"))
	}
	note := fmt.Sprintf("~/.fly2k8s/%s-gke.conninfo (mode 600) holds the target as Fly sees it: host=gcp-bridge._peer.internal and the port that the bridge forwards.", p.Name)
	if p.db.Target == spec.CloudSQL {
		note += " Cloud SQL needs the flag cloudsql.logical_decoding=on, set when it was made."
	}
	m.freezeStep(p, plan.Step{
		ID: "reverse", After: []string{p.id(plan.Freeze, "detach")}, Title: "Start the stream of " + p.Name + " from GKE back to Fly", Notes: []string{note}, Commands: cmds,
		Verify:  checks(p.asked("fly", "SELECT count(*) FROM pg_stat_subscription WHERE subname LIKE 'back_%' AND pid IS NOT NULL"), "1"),
		Undo:    plan.Undo{Commands: undo, Effects: []plan.Effect{p.effect(plan.Reverse, "off")}},
		Effects: []plan.Effect{p.effect(plan.Reverse, "on")}, Estimate: guess(30, "two statements a database"),
	})
}
