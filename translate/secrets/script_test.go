package secrets

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// The value has what shells, JSON and pipes would like to change.
const value = "s3cr3t-$(id)'\"\\ \n second line%s\n"

func rows() []Row {
	return []Row{
		{Env: "production", App: "api", FlyApp: "acme-api", Name: "TOKEN", Class: "copy", Store: secretManager, Project: "acme-prod", Key: "acme-api-TOKEN", State: Missing},
		{Env: "staging", App: "api", FlyApp: "acme-api-staging", Name: "TOKEN", Class: "copy", Store: doppler, Project: "api", Config: "stg", Key: "TOKEN", State: Missing},
		{Env: "production", App: "api", FlyApp: "acme-api", Name: "GONE", Class: "copy", Store: secretManager, Project: "acme-prod", Key: "acme-api-GONE", State: Missing},
		{Env: "production", App: "api", FlyApp: "acme-api", Name: "DATABASE_URL", Class: "rewrite", Store: secretManager, Project: "acme-prod", Key: "acme-api-DATABASE_URL", State: Missing},
		{Env: "production", App: "api", FlyApp: "acme-api", Name: "HERE", Class: "copy", Store: secretManager, Project: "acme-prod", Key: "acme-api-HERE", State: Present},
	}
}

// Each program writes its arguments, and its whole environment, where the test
// looks, and what it got on stdin into a store outside of the searched folder.
var programs = map[string]string{
	"fly": `echo fly "$@" >> "$SEEN/args"; env >> "$SEEN/env"
case "$*" in *"printenv TOKEN"*) printf '%s\n' "$(cat "$VAULT/value"; printf .)" | sed '$ s/\.$//' ;; *) exit 1 ;; esac`,
	"gcloud": `echo gcloud "$@" >> "$SEEN/args"; env >> "$SEEN/env"
case "$2" in describe) exit 1 ;; create) exit 0 ;; esac
case "$3" in add) cat > "$VAULT/sm" ;; access) cat "$VAULT/sm" 2>/dev/null ;; esac`,
	"doppler": `echo doppler "$@" >> "$SEEN/args"; env >> "$SEEN/env"
case "$2" in set) cat > "$VAULT/doppler" ;; get) cat "$VAULT/doppler" 2>/dev/null && echo ;; esac`,
}

// world is a machine with programs of ours: where they write what anybody could
// see, and where they keep what nobody may.
type world struct{ bin, seen, vault, work string }

func newWorld(t *testing.T) world {
	t.Helper()
	w := world{t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()}
	for name, body := range programs {
		write(t, filepath.Join(w.bin, name), "#!/bin/bash\n"+body+"\n", 0o700)
	}
	write(t, filepath.Join(w.vault, "value"), value, 0o600)
	return w
}

func write(t *testing.T, name, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

func (w world) run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	script := filepath.Join(w.seen, "copy.sh")
	write(t, script, string(Script(rows())), 0o700)
	cmd := exec.Command("bash", append([]string{script}, args...)...)
	cmd.Dir = w.work
	cmd.Env = []string{"PATH=" + w.bin + ":" + os.Getenv("PATH"), "SEEN=" + w.seen, "VAULT=" + w.vault, "TMPDIR=" + w.work, "HOME=" + w.work}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestTheScriptCopiesAValueThatNobodySees(t *testing.T) {
	w := newWorld(t)
	out, err := w.run(t, "--copy")
	if err == nil {
		t.Error("a value that could not be read is not reported by the exit status")
	}
	want := "match     TOKEN of acme-api\nmatch     TOKEN of acme-api-staging\nnot read  GONE of acme-api: is a machine running, and has it the variable?\n"
	if diff := cmp.Diff(want, out); diff != "" {
		t.Errorf("what it printed (-want +got):\n%s", diff)
	}
	for _, kept := range []string{"sm", "doppler"} {
		if got := read(t, filepath.Join(w.vault, kept)); got != value {
			t.Errorf("%s got %q", kept, got)
		}
	}
	if left, _ := os.ReadDir(w.work); len(left) > 0 {
		t.Errorf("it left %v behind", left)
	}
	for _, name := range []string{"args", "env", "copy.sh"} {
		for _, part := range []string{"s3cr3t", "second line"} {
			if strings.Contains(read(t, filepath.Join(w.seen, name)), part) {
				t.Errorf("%s shows the value", name)
			}
		}
	}
}

func TestWithoutItsWordTheScriptOnlySaysWhatItWouldDo(t *testing.T) {
	w := newWorld(t)
	out, err := w.run(t)
	if err != nil {
		t.Fatal(err)
	}
	want := "would copy TOKEN of acme-api to acme-api-TOKEN\nwould copy TOKEN of acme-api-staging to TOKEN\nwould copy GONE of acme-api to acme-api-GONE\n"
	if diff := cmp.Diff(want, out); diff != "" {
		t.Errorf("what it printed (-want +got):\n%s", diff)
	}
	if _, err := os.Stat(filepath.Join(w.seen, "args")); err == nil {
		t.Error("it ran a program")
	}
}

// A store that changes what it is given.
func TestAValueThatCameBackDifferentIsAMismatch(t *testing.T) {
	w := newWorld(t)
	write(t, filepath.Join(w.bin, "gcloud"), "#!/bin/bash\ncase \"$3\" in add) tr s S > \"$VAULT/sm\" ;; access) cat \"$VAULT/sm\" 2>/dev/null ;; esac\n", 0o700)
	out, err := w.run(t, "--copy")
	if err == nil || !strings.Contains(out, "MISMATCH  TOKEN of acme-api\n") {
		t.Errorf("error %v, printed %s", err, out)
	}
}

func TestNothingToCopyIsNoScript(t *testing.T) {
	if got := Script(rows()[3:]); got != nil {
		t.Errorf("a script for nothing:\n%s", got)
	}
}

func TestShellcheckAcceptsTheScript(t *testing.T) {
	odd := append(rows(), Row{FlyApp: "a'; id; '", Name: "X", Class: "copy", Store: doppler, Project: "$(id)", Config: "`id`", Key: "k e y", State: Missing})
	cmd := exec.Command(testenv.Program(t, "shellcheck"), "-")
	cmd.Stdin = strings.NewReader(string(Script(odd)))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s", out)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
