package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// TestCorpusRepositories translates each repository of the corpus whole, as a
// company would: all its apps into one platform repository. Where two files claim
// to be the same app in the same environment, nothing is written and both are
// named.
func TestCorpusRepositories(t *testing.T) {
	root := testenv.Shared(t, "corpus")
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	ran := make([]translated, len(entries))
	t.Run("repository", func(t *testing.T) {
		for i, entry := range entries {
			if !entry.IsDir() || entry.Name() == "invalid" {
				continue
			}
			t.Run(entry.Name(), func(t *testing.T) {
				t.Parallel()
				ran[i] = translateRepository(t, filepath.Join(root, entry.Name()))
			})
		}
	})
	var sum translated
	whole, collide := 0, 0
	for _, r := range ran {
		switch {
		case r.written > 0:
			whole++
			sum.add(r)
		case strings.Contains(r.said, "would both be"):
			collide++
		}
	}
	t.Logf("%d repositories translated whole, %d refused because two files are one app; %d files with %d objects written, %d verify errors",
		whole, collide, sum.written, sum.objects, len(sum.errors))
}

// translateRepository leaves out older versions of files that the corpus keeps in
// _at- folders: no checkout has two versions of itself.
func translateRepository(t *testing.T, repository string) translated {
	t.Helper()
	now := filepath.Join(t.TempDir(), filepath.Base(repository))
	if err := os.CopyFS(now, os.DirFS(repository)); err != nil {
		t.Fatal(err)
	}
	older, err := fs.Glob(os.DirFS(now), "_at-*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range older {
		if err := os.RemoveAll(filepath.Join(now, dir)); err != nil {
			t.Fatal(err)
		}
	}
	got := translateSource(t, now)
	switch {
	case strings.Contains(got.said, "would both be"):
	case noConfig(got), undecodable(got):
	default:
		got.check(t)
	}
	return got
}

// noConfig: what is left has no config that is recognised without being named.
func noConfig(a translated) bool {
	return strings.Contains(a.said, "no fly.toml, fly.json or fly.yaml below")
}

func undecodable(a translated) bool {
	for _, place := range refused {
		if strings.Contains(a.said, place) {
			return true
		}
	}
	return false
}
