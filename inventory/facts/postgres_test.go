package facts_test

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory/facts"
)

// postgres starts a real server and gives the arguments that reach it.
func postgres(t *testing.T) []string {
	t.Helper()
	server := testenv.Program(t, "postgres")
	initdb, err := exec.LookPath("initdb")
	if err != nil {
		real, err := filepath.EvalSymlinks(server)
		if err != nil {
			t.Fatal(err)
		}
		initdb = filepath.Join(filepath.Dir(real), "initdb")
	}
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	owner := unprivileged(t, dir)
	run(t, owner, initdb, "-D", dir+"/data", "-U", "postgres", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
	listener.Close()
	run(t, owner, filepath.Join(filepath.Dir(initdb), "pg_ctl"), "-D", dir+"/data", "-w", "-l", dir+"/log",
		"-o", "-F -h 127.0.0.1 -p "+port+" -k "+dir+" -c wal_level=logical", "start")
	t.Cleanup(func() {
		run(t, owner, filepath.Join(filepath.Dir(initdb), "pg_ctl"), "-D", dir+"/data", "-m", "immediate", "stop")
	})
	return []string{"-X", "-h", "127.0.0.1", "-p", port, "-U", "postgres"}
}

// unprivileged: PostgreSQL refuses to run as root.
func unprivileged(t *testing.T, dir string) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err1 != nil || err2 != nil || os.Chown(dir, uid, gid) != nil {
			continue
		}
		return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	t.Skip("needs a user other than root to run postgres as")
	return nil
}

func run(t *testing.T, owner *syscall.SysProcAttr, program string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.SysProcAttr = owner
	cmd.Dir = "/"
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s", program, strings.Join(args, " "), err, out.String())
	}
	return out.Bytes()
}

const shop = `
CREATE EXTENSION pg_trgm;
CREATE ROLE app LOGIN; CREATE ROLE readers;
CREATE TABLE orders (id bigserial PRIMARY KEY, cents int, euro numeric GENERATED ALWAYS AS (cents / 100.0) STORED);
CREATE TABLE log (line text);
CREATE TABLE by_index (k int NOT NULL); CREATE UNIQUE INDEX k ON by_index (k); ALTER TABLE by_index REPLICA IDENTITY USING INDEX k;
CREATE TABLE whole (line text); ALTER TABLE whole REPLICA IDENTITY FULL;
CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE part_1 PARTITION OF parted FOR VALUES FROM (0) TO (9);
CREATE UNLOGGED TABLE sessions (id int PRIMARY KEY);
CREATE MATERIALIZED VIEW totals AS SELECT sum(cents) FROM orders;
SELECT lo_create(0);
CREATE PUBLICATION out FOR TABLE orders;
SELECT pg_create_physical_replication_slot('standby');
`

func TestTheDatabaseProbeOnARealServer(t *testing.T) {
	psql := testenv.Program(t, "psql")
	server := postgres(t)
	run(t, nil, psql, append(server, "-v", "ON_ERROR_STOP=1", "-c", "CREATE DATABASE shop", "postgres")...)
	run(t, nil, psql, append(server, "-v", "ON_ERROR_STOP=1", "-c", shop, "shop")...)
	script := filepath.Join(t.TempDir(), "database.sql")
	if err := os.WriteFile(script, []byte(facts.DatabaseScript), 0o600); err != nil {
		t.Fatal(err)
	}
	text := run(t, nil, psql, append(server, "-f", script, "shop")...)
	got, err := facts.ReadDatabase(append([]byte("Connecting to fdaa::3... complete\n"), text...))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	want := facts.Database{
		Database: "shop", WALLevel: "logical", MaxReplicationSlots: 10, MaxWALSenders: 10, MaxConnections: 100, Connections: 1,
		Slots: []facts.Slot{{Name: "standby", Type: "physical"}}, Role: facts.Role{Name: "postgres", Superuser: true, Replication: true},
		LoginRoles: []string{"app", "postgres"}, Encoding: "UTF8", Collate: "C.UTF-8", CType: "C.UTF-8", Tables: 6,
		Keyless: []string{"public.log"}, Unlogged: []string{"public.sessions"}, MaterializedViews: []string{"public.totals"}, ForeignTables: []string{},
		Sequences: []string{"public.orders_id_seq"}, GeneratedColumns: []string{"public.orders.euro"}, LargeObjects: 1, Publications: []string{"out"},
	}
	ignore := cmpopts.IgnoreFields(facts.Database{}, "Taken", "ServerVersion", "ServerVersionNum", "WALBytesPerSecond", "SizeBytes", "Extensions")
	if diff := cmp.Diff(want, got, ignore); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got.SizeBytes < 1<<20 || len(got.Extensions) != 2 || got.WALBytesPerSecond == nil || got.Taken == "" {
		t.Errorf("probe is %+v", got)
	}
	if !strings.Contains(facts.DatabaseScript, "BEGIN TRANSACTION READ ONLY") {
		t.Error("the probe may write")
	}
}
