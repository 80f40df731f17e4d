package e2e

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/apply"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/verify"
	"golang.org/x/sync/errgroup"
)

// corpusRow is what became of all real configs together.
type corpusRow struct {
	configs, refused, objects, warnings, changed int
	unproven                                     []string
}

// provesCorpus runs the built program over every real fly.toml beside the
// project and applies what it writes. A config that flyctl refuses, too, leaves
// no tree.
func (p *page) provesCorpus(t *testing.T) {
	root := testenv.Shared(t, "corpus")
	to := withCRDs(t, start(t))
	folders := translateAll(t, root, configs(t))
	row := &corpusRow{configs: len(folders)}
	for _, config := range sortedKeys(folders) {
		if folders[config] == "" {
			row.refused++
			if !refusedByFlyctl(config) {
				t.Errorf("%s: translate wrote nothing", config)
			}
			continue
		}
		objects, err := verify.Objects(os.DirFS(folders[config]), verify.Options{})
		if err != nil {
			t.Errorf("%s: %v", config, err)
			continue
		}
		row.add(t, to, config, objects)
	}
	row.unproven = slices.Compact(slices.Sorted(slices.Values(row.unproven)))
	p.corpus = row
}

// refusedByFlyctl lists the real configs that flyctl doesn't decode either.
func refusedByFlyctl(config string) bool {
	return config == "unkeyed__unkey/apps/agent/fly.prod.toml" || config == "zzstoatzz__plyr.fm/fly.staging.toml"
}

// add applies one config's tree, and takes it off the server again.
func (r *corpusRow) add(t *testing.T, to *apply.Applier, config string, objects []verify.Object) {
	seen := admit(t, to, objects)
	for _, text := range slices.Concat(seen.errors, seen.warnings, seen.changed) {
		t.Errorf("%s: %s", config, text)
	}
	remove(t, to, objects)
	r.objects += seen.objects
	r.warnings += len(seen.warnings)
	r.changed += len(seen.changed)
	r.unproven = append(r.unproven, seen.unproven...)
}

// configs lists the corpus: every config of which flyctl's own reading is kept
// beside it, without those that are there to be refused.
func configs(t *testing.T) []string {
	t.Helper()
	oracle := os.DirFS(testenv.Shared(t, "oracle"))
	var found []string
	err := fs.WalkDir(oracle, ".", func(name string, entry fs.DirEntry, err error) error {
		if config, ok := strings.CutSuffix(name, ".json"); ok && !entry.IsDir() && !strings.HasPrefix(name, "invalid/") {
			found = append(found, config)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// translateAll runs the program once a config. It maps each config to the folder
// that was written; empty for a config that was refused.
func translateAll(t *testing.T, root string, configs []string) map[string]string {
	t.Helper()
	fly2k8s, out := program(t), t.TempDir()
	folders := make([]string, len(configs))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, config := range configs {
		group.Go(func() error {
			folder := filepath.Join(out, strings.ReplaceAll(config, "/", "_"))
			command := exec.CommandContext(t.Context(), fly2k8s, "translate", "-s", filepath.Join(root, config), "-o", folder)
			output, err := command.CombinedOutput()
			var exit *exec.ExitError
			if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1 && exit.ExitCode() != 3) {
				t.Errorf("translate %s: %v\n%s", config, err, output)
			}
			if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
				folders[i] = folder
			}
			return nil
		})
	}
	_ = group.Wait() // each run reports its own error
	written := map[string]string{}
	for i, config := range configs {
		written[config] = folders[i]
	}
	return written
}
