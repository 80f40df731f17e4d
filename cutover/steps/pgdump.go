package steps

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// dumpReady is the go gate of a dump: nothing is copied before the night.
func (m *maker) dumpReady(p pg) {
	m.add(plan.Step{
		ID: p.id(plan.Copy, "ready"), Phase: plan.Copy, Wave: p.wave, Owner: "database", Where: "bridge", After: []string{p.id(plan.Prepare, "roles"), hold}, Lead: day, Blocked: p.blocked,
		Title:  "Check that a dump of " + p.Name + " fits on the bridge",
		Verify: checks([]string{p.ask("fly", "", "SELECT pg_size_pretty(sum(pg_database_size(oid))) FROM pg_database WHERE datallowconn"), "df -h /var/tmp"}, "room for the whole size; a dump is smaller, but not surely"),
		Undo:   nothing("it only reads"), Estimate: guess(60, "two look-ups"),
	})
}

// dumpFreeze copies everything while nothing can write.
func (m *maker) dumpFreeze(p pg) {
	rate, from := p.facts.DumpMiBps, "measured"
	if rate == 0 {
		rate, from = assumedDump, "assumed"
	}
	size := max(p.facts.SizeMiB, p.db.UsedMiB)
	var cmds []string
	for _, n := range p.names {
		dir := word("/var/tmp/" + p.Name + "-" + p.subscription(n))
		cmds = append(cmds,
			fmt.Sprintf("rm -rf %s\npg_dump -Fd -j 4 --no-owner --no-privileges -f %s %s", dir, dir, word("service="+p.Name+"-fly dbname="+n)),
			fmt.Sprintf("pg_restore -j 4 --clean --if-exists --no-owner --no-privileges --exit-on-error -d %s %s", word("service="+p.Name+"-gke dbname="+n), dir))
	}
	m.freezeStep(p, plan.Step{
		ID: "copy", After: []string{p.id(plan.Freeze, "fence"), p.id(plan.Copy, "ready")}, Title: "Dump " + p.Name + " and restore it on Google's side", Commands: cmds,
		Notes:  []string{"A dump carries schema, rows, sequences, large objects and view definitions. An extension that the target lacks must be taken out of the list first (pg_restore -L)."},
		Verify: checks(p.asked("gke", "SELECT count(*) FROM pg_stat_user_tables"), "the same number as on the other side"),
		Undo:   nothing("the next attempt replaces it"), Effects: []plan.Effect{p.effect(plan.Copied, "")},
		Estimate: plan.Estimate{Seconds: max(60, seconds(size, rate)), From: fmt.Sprintf("%d MiB at %.0f MiB/s for dump and restore together, %s", size, rate, from)},
	})
	m.freezeStep(p, plan.Step{
		ID: "rest", After: []string{p.id(plan.Freeze, "copy")}, Title: "Refresh the statistics of " + p.Name, Commands: p.everywhere("gke", "ANALYZE;"),
		Verify: checks(p.asked("gke", "SELECT count(*) FROM pg_stat_user_tables WHERE last_analyze IS NULL"), "0"), Undo: nothing("the next attempt does it again"), Estimate: guess(60, "ANALYZE reads a sample of each table"),
	})
	m.compared(p.move, []string{p.id(plan.Freeze, "rest")}, p.compareCommands(), "equal", 120)
	m.openOneWay(p, p.id(plan.Freeze, "compare"))
}

// openOneWay opens GKE's side without a stream back.
func (m *maker) openOneWay(p pg, after string) {
	m.open(p.move, []string{after}, []string{p.psql("gke", "", openLogins)},
		checks([]string{p.ask("gke", "", "SELECT count(*) FROM pg_roles WHERE NOT rolcanlogin AND rolname !~ '^(cloudsql|pg_)'")}, "0"),
		plan.Undo{Say: "Only before the point of no return: no app has written yet.", Commands: []string{p.psql("gke", "", closeLogins)}})
}

// dms is Google's Database Migration Service, for sources with pglogical.
func (m *maker) dms(p pg) {
	target := p.db.Instance
	if target == "" {
		target = p.Name
	}
	job := word(p.Name)
	region := m.regionFlags()
	m.add(plan.Step{
		ID: p.id(plan.Copy, "replicate"), Phase: plan.Copy, Wave: p.wave, Owner: "database", After: []string{p.id(plan.Prepare, "roles"), hold, bridge}, Lead: 3 * day, Blocked: p.blocked,
		Title: "Start a migration job for " + p.Name,
		Notes: []string{"The source needs pglogical in every database. Tables without a key get inserts only; sequences may lag; DDL is not carried."},
		Commands: []string{
			fmt.Sprintf("gcloud database-migration connection-profiles create postgresql %s-fly --host=\"$BRIDGE_IP\" --port=5432 --username=postgres --prompt-for-password %s", job, region),
			fmt.Sprintf("gcloud database-migration connection-profiles create postgresql %s-gke --cloudsql-instance=%s %s", job, word(target), region),
			fmt.Sprintf("gcloud database-migration migration-jobs create %s --type=CONTINUOUS --source=%s-fly --destination=%s-gke --peer-vpc=%s %s", job, job, job, word("projects/"+m.Env.Project+"/global/networks/"+m.Env.Network.Name), region),
			fmt.Sprintf("gcloud database-migration migration-jobs start %s %s", job, region),
		},
		Precheck: []string{": \"${BRIDGE_IP:?set it to the internal address of fly-bridge}\""},
		Verify:   []plan.Check{{Run: fmt.Sprintf("gcloud database-migration migration-jobs describe %s --format='value(state,phase)' %s", job, region), Expect: "RUNNING and FULL_DUMP or CDC"}},
		Undo:     plan.Undo{Commands: []string{fmt.Sprintf("gcloud database-migration migration-jobs stop %s %s", job, region), fmt.Sprintf("gcloud database-migration migration-jobs delete %s --quiet %s", job, region)}, Effects: []plan.Effect{p.effect(plan.Replicate, "off")}},
		Effects:  []plan.Effect{p.effect(plan.Schema, ""), p.effect(plan.Replicate, "on")}, Estimate: guess(900, "two profiles and a job"),
	})
	m.add(plan.Step{
		ID: p.id(plan.Copy, "ready"), Phase: plan.Copy, Wave: p.wave, Owner: "database", After: []string{p.id(plan.Copy, "replicate")}, Waits: true, Lead: day, Blocked: p.blocked, Title: "Wait until the migration job of " + p.Name + " follows changes",
		Verify: []plan.Check{{Run: fmt.Sprintf("gcloud database-migration migration-jobs describe %s --format='value(phase)' %s", job, region), Expect: "CDC"}},
		Undo:   nothing("undoing the job undoes the copy"), Effects: []plan.Effect{p.effect(plan.Copied, "")},
		Estimate: plan.Estimate{Seconds: max(600, seconds(max(p.facts.SizeMiB, p.db.UsedMiB), assumedDump)), From: "the size at 10 MiB/s, assumed"},
	})
}

func (m *maker) regionFlags() string {
	return quoted("--region=%s --project=%s", m.Env.Region, m.Env.Project)
}

func (m *maker) dmsFreeze(p pg) {
	job, region := word(p.Name), m.regionFlags()
	m.freezeStep(p, plan.Step{
		ID: "catchup", After: []string{p.id(plan.Freeze, "fence"), p.id(plan.Copy, "ready")}, Title: "Wait until " + p.Name + " has caught up", Waits: true,
		Verify: checks([]string{p.ask("fly", "", "SELECT count(*) FROM pg_replication_slots WHERE active AND confirmed_flush_lsn < pg_current_wal_lsn()")}, "0"),
		Undo:   nothing("waiting changes nothing"), Effects: []plan.Effect{p.effect(plan.CatchUp, "")}, Estimate: guess(60, "seconds to minutes of lag"),
	})
	m.compared(p.move, []string{p.id(plan.Freeze, "catchup")}, p.compareCommands(), "equal", 120)
	m.freezeStep(p, plan.Step{
		ID: "detach", After: []string{p.id(plan.Freeze, "compare")}, Title: "Promote " + p.Name + " on Google's side",
		Commands: []string{fmt.Sprintf("gcloud database-migration migration-jobs promote %s %s", job, region)},
		Verify:   []plan.Check{{Run: fmt.Sprintf("gcloud database-migration migration-jobs describe %s --format='value(state)' %s", job, region), Expect: "COMPLETED"}},
		Undo:     plan.Undo{Say: "The copy is worth nothing from here on: the next attempt copies anew.", Effects: []plan.Effect{p.effect(plan.Replicate, "off")}, Redo: []string{p.id(plan.Copy, "replicate"), p.id(plan.Copy, "ready")}},
		Effects:  []plan.Effect{p.effect(plan.Replicate, "off")}, Estimate: guess(300, "promotion takes minutes"),
	})
	m.freezeStep(p, plan.Step{
		ID: "sequences", After: []string{p.id(plan.Freeze, "detach")}, Title: "Set the sequences of " + p.Name + " on Google's side above those on Fly", Commands: p.sequences("fly", "gke"),
		Verify: checks(p.asked("gke", "SELECT min(last_value) FROM pg_sequences"), "a number, not nothing, where there are sequences"),
		Undo:   nothing("the next attempt sets them again"), Effects: []plan.Effect{p.effect(plan.Sequences, "")}, Estimate: guess(30, "one statement a sequence"),
	})
	m.openOneWay(p, p.id(plan.Freeze, "sequences"))
}
