package translate_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/google/go-cmp/cmp"
)

// Small is a feature: one person reviews one app's diff in five minutes.
const (
	mostBaseEntries = 12
	mostAppLines    = 360 // of an app in one environment, with its release command
	mostReportLines = 150
)

func TestSampleIsSmall(t *testing.T) {
	out, err := translate.Whole(scenarioInput(t, "acme"))
	if err != nil {
		t.Fatal(err)
	}
	base, lines := map[string]bool{}, 0
	for _, f := range out.Files {
		entry, inBase := strings.CutPrefix(f.Path, "apps/acme-api/base/")
		n := bytes.Count(f.Data, []byte("\n"))
		switch {
		case f.Path == "REPORT.md" && n > mostReportLines:
			t.Errorf("REPORT.md has %d lines, want at most %d", n, mostReportLines)
		case inBase:
			entry, _, _ = strings.Cut(entry, "/")
			base[entry] = true
			lines += n
		case strings.HasPrefix(f.Path, "apps/acme-api/overlays/production/"):
			lines += n
		}
	}
	if len(base) > mostBaseEntries || lines > mostAppLines || len(base) == 0 {
		t.Errorf("acme-api has %d entries in its base and %d lines for production, want at most %d and %d", len(base), lines, mostBaseEntries, mostAppLines)
	}
}

func TestSampleIsTheSameTwice(t *testing.T) {
	one, err := translate.Whole(scenarioInput(t, "acme"))
	if err != nil {
		t.Fatal(err)
	}
	two, err := translate.Whole(scenarioInput(t, "acme"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(texts(one.Files), texts(two.Files)); diff != "" {
		t.Errorf("a second run differs (-first +second):\n%s", diff)
	}
}

func texts(files tree.Tree) map[string]string {
	out := map[string]string{}
	for _, f := range files {
		out[f.Path] = string(f.Data)
	}
	return out
}

// The kubectl that people have builds the same as the library that we test with.
func TestKubectlBuildsTheSame(t *testing.T) {
	kubectl := testenv.Program(t, "kubectl")
	files, _ := repository(t, "acme")
	dir := t.TempDir()
	for _, f := range files {
		path := filepath.Join(dir, f.Path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for target, want := range build(t, files) {
		got, err := exec.CommandContext(t.Context(), kubectl, "kustomize", filepath.Join(dir, target)).Output()
		if err != nil {
			t.Errorf("kubectl kustomize %s: %v", target, err)
			continue
		}
		if diff := cmp.Diff(documents(want), documents(got)); diff != "" {
			t.Errorf("%s (-krusty +kubectl):\n%s", target, diff)
		}
	}
}

// documents are a stream's documents in order: kubectl sorts them by kind.
func documents(data []byte) []string {
	docs := strings.Split(strings.TrimSpace(string(data)), "\n---\n")
	slices.Sort(docs)
	return docs
}

// Every setting that the spec has a place for stands somewhere in the tree.
func TestEverySampleSettingHasAPlace(t *testing.T) {
	files, findings := repository(t, "acme")
	for _, f := range findings {
		if f.Spec == "" || f.To.File == "" {
			continue
		}
		if _, ok := files.Find(f.To.File); !ok {
			t.Errorf("%s %s stands in %s, which isn't there", f.From.App, f.From.Key, f.To.File)
		}
	}
}

// What translate prints for a program is what stands in the report.
func TestWholeBringsTheCostAlong(t *testing.T) {
	in := scenarioInput(t, "acme")
	out, err := translate.Whole(in)
	if err != nil {
		t.Fatal(err)
	}
	company, _, err := translate.Company(in)
	if err != nil {
		t.Fatal(err)
	}
	want, _, err := translate.Cost(company, in)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, out.Cost); diff != "" || len(out.Cost.Apps) == 0 {
		t.Errorf("%d apps (-want +got):\n%s", len(out.Cost.Apps), diff)
	}
}
