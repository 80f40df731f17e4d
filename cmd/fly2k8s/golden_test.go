package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

// TestGolden runs the whole road over every scenario and compares all that it
// writes with the scenario's golden folder. -update rewrites the folders.
func TestGolden(t *testing.T) {
	root := filepath.Join(testenv.Root(), "testdata", "scenarios")
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		t.Run(entry.Name(), func(t *testing.T) {
			t.Parallel()
			scenario := filepath.Join(root, entry.Name())
			got := t.TempDir()
			road(t, scenario, got)
			if *update {
				replaceFolder(t, filepath.Join(scenario, "golden"), got)
			}
			compare(t, filepath.Join(scenario, "golden"), got)
		})
	}
}

// TestTwoRunsGiveTheSameBytes runs the road twice, from the API to the runbook.
func TestTwoRunsGiveTheSameBytes(t *testing.T) {
	scenario := filepath.Join(testenv.Root(), "testdata", "scenarios", "acme")
	first, second := t.TempDir(), t.TempDir()
	road(t, scenario, first)
	road(t, scenario, second)
	compare(t, first, second)
}

// road runs what a scenario has material for: the inventory where it has a fly
// folder, with the facts beside it, and sources where it has a src folder.
func road(t *testing.T, scenario, out string) {
	t.Helper()
	e := env{getenv: func(string) string { return "" }, version: "test", now: noClock}
	var args []string
	if dir := filepath.Join(scenario, "fly"); exists(dir) {
		server, err := flytest.Start(os.DirFS(dir), flytest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { server.Close() })
		e.getenv = over(e.getenv, server.Env())
		inv := filepath.Join(out, "inventory")
		step(t, e, "inventory", "--out", inv)
		if known := filepath.Join(scenario, "facts"); exists(known) {
			if err := copyFolder(os.DirFS(known), factsFolder(inv)); err != nil {
				t.Fatal(err)
			}
		}
		args = append(args, "-i", inv)
	}
	if dir := filepath.Join(scenario, "src"); exists(dir) {
		args = append(args, "-s", dir)
	}
	args = append(args, "-o", out)
	if data, err := os.ReadFile(filepath.Join(scenario, "fly2k8s.yaml")); err == nil {
		if err := writeFile(filepath.Join(out, "fly2k8s.yaml"), data); err != nil {
			t.Fatal(err)
		}
	} else {
		step(t, e, "init", args...)
	}
	step(t, e, "translate", args...)
	step(t, e, "verify", out)
	if e.getenv("FLY_API_TOKEN") != "" {
		step(t, e, "cutover", append([]string{"plan"}, args...)...)
	}
}

func step(t *testing.T, e env, name string, args ...string) {
	t.Helper()
	var text bytes.Buffer
	e.out, e.err = &text, &text
	if got := run(context.Background(), append([]string{"--quiet", name}, args...), e); got != exitDone && got != exitUndecided {
		t.Fatalf("fly2k8s %s ended with %d:\n%s", name, got, text.String())
	}
}

func compare(t *testing.T, want, got string) {
	t.Helper()
	names := union(files(t, want), files(t, got))
	different := 0
	for _, name := range names {
		a, aerr := os.ReadFile(filepath.Join(want, name))
		b, berr := os.ReadFile(filepath.Join(got, name))
		switch {
		case aerr != nil:
			t.Errorf("%s is new", name)
		case berr != nil:
			t.Errorf("%s is no longer written", name)
		case !bytes.Equal(a, b):
			if different++; different <= 5 {
				t.Errorf("%s differs:\n%s", name, cmp.Diff(string(a), string(b)))
			}
		}
	}
	if different > 5 {
		t.Errorf("and %d more files differ; run make golden and read the diff", different-5)
	}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		names = append(names, rel)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return names
}

func union(a, b []string) []string {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

func replaceFolder(t *testing.T, to, from string) {
	t.Helper()
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := copyFolder(os.DirFS(from), to); err != nil {
		t.Fatal(err)
	}
}

// noClock is a moment that must not show up anywhere.
func noClock() time.Time { return time.Unix(0, 0).UTC() }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
