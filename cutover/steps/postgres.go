package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A pg is a PostgreSQL on its way. Commands reach both sides by service names
// in ~/.pg_service.conf on the bridge: NAME-fly and NAME-gke.
type pg struct {
	move
	db     *spec.Database
	facts  spec.DatabaseFacts
	method Method
	names  []string // databases in it that apps use
}

func (m *maker) postgres(v move) {
	f, _ := m.Facts.Database(v.Database.FlyApp)
	p := pg{move: v, db: v.Database, facts: f, method: Method{Name: v.Method, Back: v.Back, WAL: v.WAL}}
	for _, u := range p.db.Databases {
		switch {
		case u.Database == "":
			p.blocked = cmp.Or(p.blocked, fmt.Sprintf("the name of the database that %s uses in %s is not known: run the database probe", u.App, p.db.Name))
		case !slices.Contains(p.names, u.Database):
			p.names = append(p.names, u.Database)
		}
	}
	m.services(p)
	m.roles(p)
	switch v.Method {
	case "logical":
		m.logicalCopy(p)
		m.fence(p)
		m.logicalFreeze(p)
	case "dms":
		m.dms(p)
		m.fence(p)
		m.dmsFreeze(p)
	default:
		m.dumpReady(p)
		m.fence(p)
		m.dumpFreeze(p)
	}
	if p.db.HA && !m.Rehearsal {
		m.highAvailability(p)
	}
}

// psql runs SQL on one side of one database; name empty: postgres.
func (p pg) psql(side, name, sql string) string {
	return fmt.Sprintf("psql %s -X -v ON_ERROR_STOP=1 <<'SQL'\n%s\nSQL", word("service="+p.Name+"-"+side+" dbname="+cmp.Or(name, "postgres")), strings.TrimSpace(sql))
}

// ask is psql for values alone.
func (p pg) ask(side, name, sql string) string { return p.pipe(side, name, sql, "") }

// pipe is ask with what the shell does with the answer: "> file" or "| command".
func (p pg) pipe(side, name, sql, then string) string {
	return fmt.Sprintf("psql %s -X -At <<'SQL'%s\n%s\nSQL", word("service="+p.Name+"-"+side+" dbname="+cmp.Or(name, "postgres")), then, strings.TrimSpace(sql))
}

func (p pg) everywhere(side, sql string) []string {
	var out []string
	for _, n := range p.names {
		out = append(out, p.psql(side, n, sql))
	}
	return out
}

func (p pg) asked(side, sql string) []string {
	var out []string
	for _, n := range p.names {
		out = append(out, p.ask(side, n, sql))
	}
	return out
}

func (m *maker) services(p pg) {
	m.add(plan.Step{
		ID: p.id(plan.Prepare, "services"), Phase: plan.Prepare, Wave: p.wave, Owner: "database", Where: "bridge", After: []string{bridge, platform}, Lead: 5 * day, Blocked: p.blocked,
		Title: "Reach both sides of " + p.Name + " from the bridge",
		Notes: []string{
			fmt.Sprintf("In ~/.pg_service.conf: [%s-fly] host=127.0.0.1 port=5432 (forwarded to %s.internal:%d) and [%s-gke] sslmode=require, both with user=postgres.", p.Name, p.db.FlyApp, p.port(), p.Name),
			fmt.Sprintf("host= of [%s-gke] is %s. Never a name: %s.internal is the one on Fly here.", p.Name, m.databaseAddress(p.db), p.Name),
			"Passwords go into ~/.pgpass with mode 600, typed by hand, and are deleted with the bridge.",
		},
		Verify: append(checks([]string{p.ask("fly", "", "SELECT current_setting('server_version'), pg_is_in_recovery()")}, "the version that runs on Fly, and f: this is the primary"),
			append(checks([]string{p.ask("gke", "", "SELECT current_setting('server_version')")}, fmt.Sprintf("the same major version%s", major(p.db))),
				checks([]string{p.apart() + " && echo apart"}, "apart: two servers, not one twice")...)...),
		Undo: nothing("two files"), Estimate: guess(1200, "two files and two tries"),
	})
}

func major(db *spec.Database) string {
	if db.Major == 0 {
		return ""
	}
	return fmt.Sprintf(": %d", db.Major)
}

// port: on flex, 5433 is the machine itself and 5432 the proxy that follows the
// primary; slots live on the primary, so the copy must go through the proxy.
func (p pg) port() int { return 5432 }

func (m *maker) roles(p pg) {
	m.add(plan.Step{
		ID: p.id(plan.Prepare, "roles"), Phase: plan.Prepare, Wave: p.wave, Owner: "database", Where: "bridge", After: []string{p.id(plan.Prepare, "services")}, Lead: 3 * day, Blocked: p.blocked,
		Title: "Make the roles and databases of " + p.Name + " on Google's side, with logins closed",
		Notes: []string{
			"A login is closed until the night opens it: so nothing can write there early, whatever starts.",
			"New passwords go straight into the secret store; old ones are not copied.",
			"Extensions there: " + list(p.facts.Extensions, "unknown") + ". pg_stat_monitor is not on Cloud SQL and is left out.",
		},
		Precheck: []string{p.apart()},
		Commands: append([]string{
			fmt.Sprintf("pg_dumpall --roles-only --no-role-passwords -d %s | grep -E '^CREATE ROLE' | grep -vE ' (postgres|repmgr|flypgadmin|stolon|replicator);' | psql %s -X", word("service="+p.Name+"-fly"), word("service="+p.Name+"-gke dbname=postgres")),
			p.psql("gke", "", closeLogins),
		}, p.createDatabases()...),
		Verify: append(checks([]string{p.ask("gke", "", "SELECT count(*) FROM pg_roles WHERE rolcanlogin AND rolname !~ '^(cloudsql|pg_)' AND rolname <> 'postgres'")}, "0"),
			checks(p.asked("fly", "SELECT extname FROM pg_extension ORDER BY 1"), "every name is in SELECT name FROM pg_available_extensions on the other side, or is decided")...),
		Undo: nothing("closed roles do nothing"), Estimate: guess(900, "a script and new passwords"),
	})
}

func list(names []string, none string) string {
	if len(names) == 0 {
		return none
	}
	return strings.Join(names, ", ")
}

const closeLogins = `SELECT format('ALTER ROLE %I NOLOGIN', rolname) FROM pg_roles
WHERE rolcanlogin AND rolname !~ '^(cloudsql|pg_)' AND rolname <> 'postgres'
\gexec`

const openLogins = `SELECT format('ALTER ROLE %I LOGIN', rolname) FROM pg_roles
WHERE NOT rolcanlogin AND rolname !~ '^(cloudsql|pg_)' AND rolname <> 'postgres'
\gexec`

func (p pg) createDatabases() []string {
	var out []string
	for _, n := range p.names {
		sql := fmt.Sprintf("SELECT format('CREATE DATABASE %%I TEMPLATE template0', %s) WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = %s)\n\\gexec", literal(n), literal(n))
		out = append(out, p.psql("gke", "", sql))
	}
	return out
}

// literal is a string in SQL.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// highAvailability comes last: a highly available Cloud SQL instance cannot
// subscribe, since its outgoing address changes.
func (m *maker) highAvailability(p pg) {
	if p.db.Target != spec.CloudSQL {
		return
	}
	name := cmp.Or(p.db.Instance, p.Name)
	m.add(plan.Step{
		ID: p.id(plan.Retire, "ha"), Phase: plan.Retire, Wave: p.wave, Owner: "database", After: []string{final},
		Title: "Give " + p.Name + " its standby", Notes: []string{"The instance restarts once, for about a minute. Set availability_type in infra/terraform to REGIONAL in the same change."},
		Commands: []string{quoted("gcloud sql instances patch %s --availability-type=REGIONAL --project=%s", name, m.Env.Project)},
		Verify:   []plan.Check{{Run: quoted("gcloud sql instances describe %s --format='value(settings.availabilityType)' --project=%s", name, m.Env.Project), Expect: "REGIONAL"}},
		Undo:     nothing("a standby harms nobody"), Estimate: guess(600, "minutes, one of them without the database"),
	})
}
