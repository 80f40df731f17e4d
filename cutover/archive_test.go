package cutover

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// behind are the steps that one follows, however far.
func behind(p plan.Plan, id string) map[string]bool {
	after := map[string][]string{}
	for _, s := range p.Steps {
		after[s.ID] = s.After
	}
	seen := map[string]bool{}
	for todo := []string{id}; len(todo) > 0; todo = todo[1:] {
		for _, a := range after[todo[0]] {
			if !seen[a] {
				seen[a], todo = true, append(todo, a)
			}
		}
	}
	return seen
}

func TestNothingIsDestroyedBeforeEveryLastCopyWasChecked(t *testing.T) {
	p := acmePlan(t)
	destroyed := 0
	for _, s := range p.Steps {
		ends := slices.ContainsFunc(s.Commands, func(c string) bool { return strings.Contains(c, " destroy ") })
		if s.Phase != plan.Retire || !ends {
			continue
		}
		destroyed++
		before := behind(p, s.ID)
		for _, d := range p.World.Domains {
			if id := "retire/" + d.Name + "/backup"; !before[id] {
				t.Errorf("%s does not wait for %s", s.ID, id)
			}
		}
	}
	if destroyed < 8 {
		t.Errorf("only %d steps destroy anything", destroyed)
	}
}

func TestEachLastCopyIsUploadedAndCompared(t *testing.T) {
	p := acmePlan(t)
	tests := map[string][]string{
		"acme-db":        {"pg_dump -Fc", "dbname=acme_ml", "--no-role-passwords"},
		"acme-redis":     {"DUMP", "RESTORE"},
		"acme-uploads":   {"rclone copy", "gcs:acme-production-fly-archive/acme-uploads-objects"},
		"acme-ml/models": {"tar -czpf -", "sha256sum"},
	}
	for domain, wants := range tests {
		t.Run(domain, func(t *testing.T) {
			s := find(t, &p, "retire/"+domain+"/backup")
			run := strings.Join(s.Commands, "\n")
			for _, want := range append(wants, "gcloud storage rsync", "SHA256SUMS") {
				if !strings.Contains(run, want) {
					t.Errorf("lacks %q:\n%s", want, run)
				}
			}
			equal := func(c plan.Check) bool { return strings.Contains(c.Run, "--checksums-only --dry-run") }
			if !slices.ContainsFunc(s.Verify, equal) || !behind(p, s.ID)["retire/platform/archive"] {
				t.Errorf("is not compared with the archive, or comes before it: %+v", s)
			}
		})
	}
}

// redisCLI answers as redis-cli --no-raw does; one key expires between the two
// questions.
const redisCLI = `#!/bin/sh
case "$*" in *--scan*) printf '%s\n' '"user:1"' '"a b\t\"c\""' '"gone"'; exit;; esac
while read -r line; do
  case "$line" in
    'PTTL "user:1"') echo '(integer) 5000';;
    'PTTL "gone"') echo '(integer) 1';;
    PTTL*) echo '(integer) -1';;
    'DUMP "gone"') echo '(nil)';;
    DUMP*) echo '"\x00\xc0\x01\x0b\x00"';;
  esac
done
`

func TestKeysAreKeptAsCommandsThatBringThemBack(t *testing.T) {
	bash, dir := testenv.Program(t, "bash"), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "redis-cli"), []byte(redisCLI), 0o700); err != nil {
		t.Fatal(err)
	}
	p := acmePlan(t)
	var run []string
	for _, c := range find(t, &p, "retire/acme-redis/backup").Commands {
		if c, _, _ := strings.Cut(c, "\ngcloud"); c != "" {
			run = append(run, strings.ReplaceAll(c, "/var/tmp/last", dir))
		}
	}
	cmd := exec.Command(bash, "-euo", "pipefail", "-c", strings.Join(run, "\n"))
	cmd.Env = []string{"PATH=" + dir + ":/usr/bin:/bin", "HOME=" + dir}
	if err := os.MkdirAll(filepath.Join(dir, ".fly2k8s"), 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	got, err := os.ReadFile(filepath.Join(dir, "acme-redis", "restore.redis"))
	if err != nil {
		t.Fatal(err)
	}
	want := `RESTORE "user:1" 5000 "\x00\xc0\x01\x0b\x00"` + "\n" + `RESTORE "a b\t\"c\"" 0 "\x00\xc0\x01\x0b\x00"` + "\n"
	if string(got) != want {
		t.Errorf("got %s", got)
	}
	sums, err := os.ReadFile(filepath.Join(dir, "acme-redis", "SHA256SUMS"))
	if err != nil || !strings.Contains(string(sums), "./restore.redis") {
		t.Errorf("checksums: %s, %v", sums, err)
	}
}
