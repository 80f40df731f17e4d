package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// One person reviews an app in five minutes: docs/decisions/0100.
const (
	reportLines  = 150
	baseEntries  = 12
	appLines     = 360 // base and production
	overlayLines = 105 // each further environment
)

func TestTheSampleCompanyStaysSmall(t *testing.T) {
	golden := filepath.Join(testenv.Root(), "testdata", "scenarios", "acme", "golden")
	if n := linesOf(t, filepath.Join(golden, "REPORT.md")); n > reportLines {
		t.Errorf("REPORT.md has %d lines, want at most %d", n, reportLines)
	}
	app := filepath.Join(golden, "apps", "acme-api")
	base := filepath.Join(app, "base")
	entries, err := os.ReadDir(base)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) > baseEntries {
		t.Errorf("the base has %d entries, want at most %d", len(entries), baseEntries)
	}
	if n := yamlLines(t, base) + yamlLines(t, filepath.Join(app, "overlays", "production")); n > appLines {
		t.Errorf("base and production have %d lines, want at most %d", n, appLines)
	}
	for _, env := range []string{"staging", "preview"} {
		if n := yamlLines(t, filepath.Join(app, "overlays", env)); n > overlayLines {
			t.Errorf("%s adds %d lines, want at most %d", env, n, overlayLines)
		}
	}
}

func yamlLines(t *testing.T, dir string) int {
	t.Helper()
	n := 0
	for _, name := range files(t, dir) {
		if filepath.Ext(name) == ".yaml" {
			n += linesOf(t, filepath.Join(dir, name))
		}
	}
	if n == 0 {
		t.Errorf("no YAML in %s", dir)
	}
	return n
}

func linesOf(t *testing.T, name string) int {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Count(data, []byte("\n"))
}
