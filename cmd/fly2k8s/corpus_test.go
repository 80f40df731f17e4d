package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
	"github.com/fly2k8s/fly2k8s/verify"
)

// refused are the real configs that flyctl does not decode either, with the place
// that the message must name.
var refused = map[string]string{
	"unkeyed__unkey/apps/agent/fly.prod.toml": "fly.prod.toml:36: restart: expected an array of tables",
	"zzstoatzz__plyr.fm/fly.staging.toml":     "fly.staging.toml:36: http_service.http_options.idle_timeout: expected an integer",
}

// TestCorpusIsTranslatedAndProven runs every real config through translate, and
// what it wrote through verify.
func TestCorpusIsTranslatedAndProven(t *testing.T) {
	root := testenv.Shared(t, "corpus")
	names := slices.DeleteFunc(corpusConfigs(t, root), func(name string) bool { return refused[name] != "" })
	ran := make([]translated, len(names))
	t.Run("config", func(t *testing.T) {
		for i, name := range names {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				ran[i] = translateSource(t, filepath.Join(root, name))
				ran[i].count(t, filepath.Join(root, name))
				ran[i].check(t)
			})
		}
	})
	var sum translated
	for _, r := range ran {
		sum.add(r)
	}
	t.Logf("%d configs, %d keys, %d settled, %d unaccounted settings, %d files with %d objects written, %d verify errors",
		len(ran), sum.keys, sum.settled, sum.unaccounted, sum.written, sum.objects, len(sum.errors))
}

// TestCorpusRefusals: a config that flyctl does not decode ends the run with its
// place, and nothing is written.
func TestCorpusRefusals(t *testing.T) {
	root := testenv.Shared(t, "corpus")
	for name, want := range refused {
		t.Run(name, func(t *testing.T) {
			stopsAt(t, filepath.Join(root, name), want)
		})
	}
}

func stopsAt(t *testing.T, name, want string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	status, said := runIn(t, "translate", "-s", name, "-o", out)
	if status != exitFailed || !strings.Contains(said, want) {
		t.Errorf("ended with %d: %s; want %d and %q", status, said, exitFailed, want)
	}
	if exists(out) {
		t.Errorf("%s was written", out)
	}
}

// translated is what became of one config.
type translated struct {
	status      int
	said        string // on stderr
	keys        int    // that the file sets
	settled     int    // of these, with a finding other than unaccounted
	unaccounted int    // findings, Dockerfile and source included
	objects     int    // built, over all folders that kustomize builds
	written     int    // files
	ledger      []report.Finding
	errors      []verify.Finding
}

func (a *translated) add(b translated) {
	a.keys += b.keys
	a.settled += b.settled
	a.unaccounted += b.unaccounted
	a.objects += b.objects
	a.written += b.written
	a.errors = append(a.errors, b.errors...)
}

func (a translated) check(t *testing.T) {
	t.Helper()
	if a.status != exitDone && a.status != exitUndecided {
		t.Errorf("ended with %d: %s", a.status, a.said)
		return
	}
	if a.unaccounted > 0 {
		t.Errorf("%d settings are unaccounted", a.unaccounted)
	}
	if a.settled != a.keys {
		t.Errorf("%d keys are set, and %d settled", a.keys, a.settled)
	}
	for _, f := range a.errors {
		t.Errorf("verify: %s %s:%d %s: found %s, expected %s", f.Rung, f.File, f.Line, f.Object, f.Found, f.Expected)
	}
}

// translateSource runs translate on a config file or a folder, and verifies the
// output.
func translateSource(t *testing.T, name string) translated {
	t.Helper()
	out := t.TempDir()
	got := translated{}
	got.status, got.said = runIn(t, "translate", "-s", name, "-o", out)
	if got.status != exitDone && got.status != exitUndecided {
		return got
	}
	result, err := verify.Tree(os.DirFS(out), verify.Options{Parallel: 1})
	if err != nil {
		t.Fatal(err)
	}
	got.errors = slices.DeleteFunc(result.Findings, func(f verify.Finding) bool { return f.Severity != verify.Error })
	for _, r := range result.Rungs {
		if r.Name == "decode" {
			got.objects = r.Checked
		}
	}
	got.written = len(files(t, out))
	got.ledger = ledgerIn(t, out)
	for _, f := range got.ledger {
		if f.Outcome == report.Unaccounted {
			got.unaccounted++
		}
	}
	return got
}

// count compares the keys that the file sets with the ledger that was written.
func (a *translated) count(t *testing.T, name string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := flytoml.Parse(path.Base(name), data)
	if err != nil {
		t.Fatal(err)
	}
	settled := map[string]bool{}
	for _, f := range a.ledger {
		if f.From.File == file.Name && f.Outcome != report.Unaccounted {
			settled[f.From.Key] = true
		}
	}
	a.keys = len(file.Keys)
	for _, k := range file.Keys {
		if settled[k.Path] {
			a.settled++
		}
	}
}

func ledgerIn(t *testing.T, out string) []report.Finding {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(out, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var written struct{ Findings []report.Finding }
	if err := json.Unmarshal(data, &written); err != nil {
		t.Fatal(err)
	}
	return written.Findings
}

// runIn runs a command with no environment and says how it ended, with what it
// said on stderr. A panic fails the test under its own name.
func runIn(t *testing.T, args ...string) (status int, said string) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Fatalf("fly2k8s %s panicked: %v", strings.Join(args, " "), r)
		}
	}()
	var out, err bytes.Buffer
	e := env{out: &out, err: &err, getenv: func(string) string { return "" }, version: "test", now: noClock}
	return run(context.Background(), append(args, "--quiet"), e), err.String()
}

// corpusConfigs are all configs below root but the invalid ones, whatever they are
// called: some are snippets of a guide.
func corpusConfigs(t testing.TB, root string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case name == "invalid":
			return fs.SkipDir
		case path.Ext(name) == ".toml", base == "fly.json", base == "fly.yaml":
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
