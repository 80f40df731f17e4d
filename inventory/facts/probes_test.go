package facts_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/promql/parser"
	"mvdan.cc/sh/v3/syntax"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/facts"
)

// company has a name that wants quoting, and a hostname below a public suffix.
func company() *inventory.Snapshot {
	machine := func(id, group string) inventory.Machine {
		return inventory.Machine{ID: id, State: "started", Config: &inventory.MachineConfig{Metadata: map[string]string{"fly_process_group": group}}}
	}
	return &inventory.Snapshot{
		Version: 1, Org: inventory.Org{Slug: "acme", RawSlug: "acme"},
		Apps: inventory.CompleteList([]inventory.App{{
			Name:         "acme-api",
			Machines:     inventory.CompleteList([]inventory.Machine{machine("m1", "web"), machine("m2", "web"), machine("m3", "worker")}),
			Certificates: inventory.CompleteList([]inventory.Certificate{{Hostname: "*.shop.acme.co.uk"}, {Hostname: "acme.co.uk"}}),
		}}),
		Clusters: []inventory.PostgresCluster{{App: "acme-db", Attachments: inventory.CompleteList([]inventory.PostgresAttachment{{App: "acme-api", DatabaseName: "it's $HOME"}})}},
		Managed:  inventory.CompleteList([]inventory.ManagedCluster{{ID: "x1", Name: "main db", Databases: inventory.CompleteList([]inventory.ManagedDatabase{{Name: "fly-db"}})}}),
	}
}

func TestProbesAreScriptsThatAShellReads(t *testing.T) {
	files := facts.Probes(company())
	for name, text := range files {
		if !strings.HasSuffix(name, ".sh") {
			continue
		}
		if _, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(string(text)), name); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
	for file, want := range map[string]string{
		"probes/databases.sh": `fly postgres connect -a acme-db -d 'it'\''s $HOME' < probes/database.sql > 'answers/database~acme-db~it'\''s $HOME.txt'`,
		"probes/dns.sh":       "\nsave acme.co.uk\n",
		"probes/usage.sh":     "https://api.fly.io/prometheus/acme/api/v1/query",
	} {
		if !strings.Contains(string(files[file]), want) {
			t.Errorf("%s lacks %s:\n%s", file, want, files[file])
		}
	}
	if strings.Contains(string(files["probes/dns.sh"]), "shop.acme") {
		t.Error("a host was taken for a zone")
	}
}

func TestUsageQueriesAreOnesThatPrometheusReads(t *testing.T) {
	text := string(facts.Probes(company())["probes/usage.sh"])
	asked := 0
	for line := range strings.Lines(text) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "ask ")
		if !ok {
			continue
		}
		asked++
		_, query, _ := strings.Cut(rest, " ")
		if _, err := parser.ParseExpr(strings.Trim(query, "'")); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
	if asked != 5 {
		t.Errorf("%d queries", asked)
	}
}

func vector(values ...string) []byte {
	var results []string
	for _, v := range values {
		instance, number, _ := strings.Cut(v, "=")
		results = append(results, fmt.Sprintf(`{"metric":{"app":"acme-api","instance":%q},"value":[1786000000,%q]}`, instance, number))
	}
	return []byte(`{"status":"success","data":{"resultType":"vector","result":[` + strings.Join(results, ",") + `]}}`)
}

func TestAnswersBecomeFactsAndAreLoaded(t *testing.T) {
	probe := `{"fly2k8s_probe":"database","version":1,"taken_at":"2026-08-03T08:00:00Z","database":"shop","wal_level":"replica","size_bytes":1048577,"keyless":["public.log"],"login_roles":["postgres","app"],"extensions":[{"name":"citext","version":"1.6","schema":"public"}],"role":{"name":"app","superuser":false,"replication":false},"collate":"en_US.utf8"}`
	at := time.Date(2026, 8, 3, 9, 0, 0, 0, time.UTC)
	files, err := facts.Read(company(), []facts.Answer{
		{Name: "database~acme-db~shop.txt", Text: []byte("noise\n" + probe + "\n")},
		{Name: "dns~acme.example.zone", Text: []byte(zoneText), Taken: at},
		{Name: "usage~cpu.json", Text: vector("m1=120.2", "m2=180.4", "m3=NaN", "gone=999"), Taken: at},
		{Name: "usage~memory.json", Text: vector("m1=104857600", "m3=209715201")},
		{Name: "usage~requests.json", Text: vector("m1=5", "m2=7.5")},
		{Name: "usage~seconds.json", Text: vector("m1=0.5", "m2=0.75")},
		{Name: "usage~egress.json", Text: vector("m1=14000000000")},
	})
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: text}
	}
	loaded, err := facts.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	want := spec.Facts{
		Databases: []spec.DatabaseFacts{{Name: "acme-db", SizeMiB: 2, WALLevel: "replica", Keyless: []string{"public.log"}, Roles: []string{"app"}, Extensions: []string{"citext"}, Collation: "en_US.utf8"}},
		Usage: []spec.Usage{
			{FlyApp: "acme-api", Group: "web", CPUMilli: 181, MemoryMiB: 100, Requests: 12.5, Seconds: 0.1, EgressGB: 30},
			{FlyApp: "acme-api", Group: "worker", MemoryMiB: 201},
		},
	}
	if diff := cmp.Diff(want, loaded.Spec()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if len(loaded.Zones) != 1 || loaded.Zones[0].Taken != "2026-08-03T09:00:00Z" || loaded.UsageTaken != "2026-08-03T09:00:00Z" {
		t.Errorf("zones %+v, usage taken %q", loaded.Zones, loaded.UsageTaken)
	}
	if age, ok := facts.Age(loaded.UsageTaken, at.Add(48*time.Hour)); !ok || age != 48*time.Hour {
		t.Errorf("age is %s, %t", age, ok)
	}
}

func TestAnAnswerThatCantBeReadIsNamedAndTheOthersKept(t *testing.T) {
	files, err := facts.Read(company(), []facts.Answer{
		{Name: "database~acme-db~shop.txt", Text: []byte("psql: error: connection refused\n")},
		{Name: "usage~cpu.json", Text: []byte(`{"status":"error","error":"unauthorized"}`)},
		{Name: "notes.txt", Text: []byte("x")},
		{Name: "dns~..zone", Text: []byte(zoneText)},
		{Name: "dns~acme.example.zone", Text: []byte(zoneText)},
	})
	if err == nil || len(files) != 1 {
		t.Fatalf("%d files, error %v", len(files), err)
	}
	for _, want := range []string{"connection refused", "unauthorized", "notes.txt", "no zone's name"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestWhatARehearsalMeasuredJoinsTheFacts(t *testing.T) {
	cluster := "version: 1\napp: acme-db\ndatabases: [{database: shop, wal_level: logical}]\n"
	measured := "version: 1\nbridge: [{from: europe-west3, to: fra, milliseconds: 11}]\ndatabases: [{app: acme-db, copy_mib_per_second: 40}, {app: unasked, dump_mib_per_second: 9}]\n"
	loaded, err := facts.Load(fstest.MapFS{"databases/acme-db.yaml": {Data: []byte(cluster)}, "measured.yaml": {Data: []byte(measured)}})
	if err != nil {
		t.Fatal(err)
	}
	want := spec.Facts{Bridge: []spec.Link{{From: "europe-west3", To: "fra", Milliseconds: 11}}, Databases: []spec.DatabaseFacts{{Name: "acme-db", WALLevel: "logical", CopyMiBps: 40}}}
	if diff := cmp.Diff(want, loaded.Spec()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for name, text := range map[string]string{
		"a speed below 0": "version: 1\ndatabases: [{app: a, copy_mib_per_second: -1}]\n", "an unknown key": "version: 1\nspeed: 1\n", "another version": "version: 2\n",
	} {
		if _, err := facts.Load(fstest.MapFS{"measured.yaml": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestNoFactsIsNoError(t *testing.T) {
	loaded, err := facts.Load(os.DirFS(t.TempDir()))
	if err != nil || len(loaded.Clusters)+len(loaded.Zones)+len(loaded.Usage) != 0 {
		t.Errorf("%+v, error %v", loaded, err)
	}
}
