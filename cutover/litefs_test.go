package cutover

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/cutover/acme"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// litefsPlan is the sample company's with its volume kept by LiteFS on two
// machines, told by data and by whether its code speaks of LiteFS.
func litefsPlan(t *testing.T, data string, code bool) plan.Plan {
	t.Helper()
	c := acme.Company()
	for i := range c.Apps {
		if c.Apps[i].Name != "acme-ml" {
			continue
		}
		p := &c.Apps[i].Processes[0]
		p.Replicas = spec.Replicas{Min: 2, Max: 2, Live: 2}
		p.Volumes[0].LiteFS = code
		p.Volumes[0].Fly = append(p.Volumes[0].Fly, spec.FlyVolume{ID: "vol_2", SizeGB: 20, Machine: "9080e6f3b12e87"})
	}
	o := Options{Decisions: acme.Decisions(), Facts: acme.Facts()}
	o.Decisions.Apps = []decisions.App{{Name: "acme-ml", Volumes: []decisions.VolumePlan{{Name: "models", Data: data}}}}
	o.Decisions.Cutover.Downtime, o.Decisions.Cutover.Window = "", "12h"
	p, _, err := Plan(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestLiteFSLeavesThroughItsExportToOneCopy(t *testing.T) {
	tests := map[string]struct {
		data string
		code bool
		want bool
	}{
		"decided":                       {"litefs", false, true},
		"SQLite in code with LiteFS":    {"sqlite", true, true},
		"SQLite alone":                  {"sqlite", false, false},
		"a file tree in code with both": {"copy", true, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := litefsPlan(t, tt.data, tt.code)
			copied := strings.Join(find(t, &p, "freeze/acme-ml/models/copy").Commands, "\n")
			idle := strings.Join(find(t, &p, "freeze/acme-ml/models/idle").Commands, "\n")
			up := strings.Join(find(t, &p, "switch/acme-ml/run").Commands, "\n")
			if strings.Contains(copied, "litefs export -name") != tt.want || strings.Contains(idle, `["litefs", "mount", "--"`) != tt.want || strings.Contains(up, "--replicas=1") != tt.want {
				t.Errorf("copy:\n%s\nidle:\n%s\nrun:\n%s", copied, idle, up)
			}
		})
	}
}

func TestLiteFSIsComparedByIntegrityAndRows(t *testing.T) {
	bash, sqlite := testenv.Program(t, "bash"), testenv.Program(t, "sqlite3")
	dir := t.TempDir()
	p := litefsPlan(t, "litefs", false)
	check := strings.ReplaceAll(find(t, &p, "freeze/acme-ml/models/compare").Verify[0].Run, "/var/tmp/litefs", dir)
	fill := func(side, rows string) {
		at := filepath.Join(dir, "acme-ml-models", side)
		if err := os.MkdirAll(at, 0o700); err != nil {
			t.Fatal(err)
		}
		sql := "DROP TABLE IF EXISTS \"a b\"; CREATE TABLE \"a b\" (n); INSERT INTO \"a b\" VALUES " + rows
		if out, err := exec.Command(sqlite, filepath.Join(at, "app.db"), sql).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	compare := func() (string, error) {
		cmd := exec.Command(bash, "-euo", "pipefail", "-c", "mkdir -p cutover/saved\n"+check)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	fill("fly", "(1), (2)")
	fill("gke", "(1), (2)")
	if out, err := compare(); err != nil || out != "1\n" {
		t.Errorf("equal sides: %q, %v", out, err)
	}
	fill("gke", "(1)")
	if out, err := compare(); err == nil || !strings.Contains(out, "app.db a b 1") {
		t.Errorf("a lost row: %q, %v", out, err)
	}
}
