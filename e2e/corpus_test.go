package e2e

import (
	"errors"
	"io/fs"
	"os"
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
	configs, refused, objects, different, warnings, changed int
	unproven                                                []string
}

// provesCorpus runs the built program over every real fly.toml beside the
// project and applies what it writes. A config that flyctl refuses, too, leaves
// no tree.
func (p *page) provesCorpus(t *testing.T, to *apply.Applier) {
	root := testenv.Shared(t, "corpus")
	folders := translateAll(t, p.program, root, configs(t))
	row := &corpusRow{configs: len(folders)}
	there := server{to, map[string]string{}}
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
		row.add(t, there, config, objects)
	}
	row.unproven = slices.Compact(slices.Sorted(slices.Values(row.unproven)))
	p.corpus = row
}

// server is an API server and what it has by now: each object's JSON, by kind,
// namespace and name.
type server struct {
	to  *apply.Applier
	has map[string]string
}

// news are the objects that the server doesn't have, byte for byte. Another one
// of the same name makes room.
func (s server) news(t *testing.T, objects []verify.Object) []verify.Object {
	t.Helper()
	var found []verify.Object
	for _, o := range objects {
		data, err := o.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		key := o.GetKind() + "/" + o.GetNamespace() + "/" + o.GetName()
		have, known := s.has[key]
		if have == string(data) {
			continue
		}
		if known && o.GetKind() != "Namespace" {
			if err := gone(t, s.to, &o.Unstructured); err != nil {
				t.Error(err)
			}
		}
		found = append(found, o)
		if s.to.Serves(&o.Unstructured) {
			s.has[key] = string(data)
		}
	}
	return found
}

// refusedByFlyctl lists the real configs that flyctl doesn't decode either.
func refusedByFlyctl(config string) bool {
	return config == "unkeyed__unkey/apps/agent/fly.prod.toml" || config == "zzstoatzz__plyr.fm/fly.staging.toml"
}

// add applies one config's tree. What other configs made alike is there already:
// the server would say the same again.
func (r *corpusRow) add(t *testing.T, there server, config string, objects []verify.Object) {
	seen := admit(t, there.to, there.news(t, objects))
	for _, text := range slices.Concat(seen.errors, seen.warnings, seen.changed) {
		t.Errorf("%s: %s", config, text)
	}
	r.objects += len(objects)
	r.different += seen.objects
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
func translateAll(t *testing.T, fly2k8s, root string, configs []string) map[string]string {
	t.Helper()
	out := t.TempDir()
	folders := make([]string, len(configs))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, config := range configs {
		group.Go(func() error {
			folder := filepath.Join(out, strings.ReplaceAll(config, "/", "_"))
			status, output := translate(t, fly2k8s, "-s", filepath.Join(root, config), "-o", folder)
			if status != 0 && status != 1 && status != undecided {
				t.Errorf("translate %s: exit status %d\n%s", config, status, output)
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
