package translate_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// Every real config is accounted for, key by key, and every finding says where.
func TestCorpusBalances(t *testing.T) {
	root := os.DirFS(testenv.Shared(t, "corpus"))
	var files, keys, settled, unaccounted int
	for _, in := range corpus(t, root) {
		_, findings, err := translate.App(in)
		if err != nil {
			t.Errorf("%s: %v", in.Source.Config, err)
			continue
		}
		files++
		keys += len(in.File.Keys)
		found := map[string]bool{}
		for _, f := range findings {
			if f.Outcome == report.Unaccounted {
				unaccounted++
				t.Errorf("%s:%d: nobody settles %s", in.Source.Config, f.From.Line, f.From.Key)
			}
			if f.From.Line == 0 || f.From.File == "" {
				t.Errorf("%s: finding %s about %s names no line", in.Source.Config, f.Rule, f.From.Key)
			}
			if wrong := misplaced(root, f); wrong != "" {
				t.Errorf("%s: %s", in.Source.Config, wrong)
			}
			if f.Outcome != report.Carried && f.Why == "" {
				t.Errorf("%s:%d: %s is %s without a reason", in.Source.Config, f.From.Line, f.From.Key, f.Outcome)
			}
			if f.From.File == in.File.Name {
				found[f.From.Key] = true
			}
		}
		for _, k := range in.File.Keys {
			if !found[k.Path] {
				t.Errorf("%s:%d: no finding about %s", in.Source.Config, k.Line, k.Path)
				continue
			}
			settled++
		}
	}
	t.Logf("%d files, %d keys, %d settled, %d unaccounted", files, keys, settled, unaccounted)
}

// misplaced says that the line which a finding names is not one of its file or,
// for an instruction, has another one.
func misplaced(root fs.FS, f report.Finding) string {
	data, err := fs.ReadFile(root, f.From.File)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(string(data), "\n")
	if f.From.Line > len(lines) {
		return fmt.Sprintf("%s:%d is named for %s, and the file has %d lines", f.From.File, f.From.Line, f.From.Key, len(lines))
	}
	key := f.From.Key
	line := strings.ToUpper(lines[f.From.Line-1])
	if key != "" && strings.Trim(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && !strings.HasPrefix(strings.TrimSpace(line), key) {
		return fmt.Sprintf("%s:%d is named for %s, and reads %q", f.From.File, f.From.Line, key, line)
	}
	return ""
}

// corpus are the configs that can be read, fragments of the documentation
// included, with their Dockerfiles. flyctl refuses the others, too.
func corpus(t testing.TB, root fs.FS) []translate.AppInput {
	t.Helper()
	var all []translate.AppInput
	refused := map[string]bool{}
	for _, s := range configs(t, root) {
		data, err := fs.ReadFile(root, s.Config)
		if err != nil {
			t.Fatal(err)
		}
		file, err := flytoml.Parse(s.Config, data)
		if err != nil {
			refused[s.Config] = true
			continue
		}
		all = append(all, translate.AppInput{Env: "production", Production: true, Source: s, File: file, Dockerfile: imageOf(root, s, file)})
	}
	want := map[string]bool{"unkeyed__unkey/apps/agent/fly.prod.toml": true, "zzstoatzz__plyr.fm/fly.staging.toml": true}
	if diff := cmp.Diff(want, refused); diff != "" {
		t.Errorf("refused configs (-want +got):\n%s", diff)
	}
	return all
}

// configs are what a scan finds, and every other TOML of the corpus: only
// configs are kept there.
func configs(t testing.TB, root fs.FS) []translate.Source {
	t.Helper()
	sources, err := translate.FindSources(root, ".")
	if err != nil {
		t.Fatal(err)
	}
	tomls, err := fs.Glob(root, "superfly__docs-guides/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range tomls {
		if !slices.ContainsFunc(sources, func(s translate.Source) bool { return s.Config == name }) {
			sources = append(sources, translate.Source{Dir: path.Dir(name), FS: root, Config: name})
		}
	}
	return slices.DeleteFunc(sources, func(s translate.Source) bool { return strings.HasPrefix(s.Config, "invalid/") })
}

func imageOf(root fs.FS, s translate.Source, f *flytoml.File) *dockerfile.File {
	var named, target string
	args := map[string]string{}
	if b := f.Config.Build; b != nil {
		named, target = b.Dockerfile, b.Target
		for _, a := range b.Args {
			args[a.Name] = a.Value
		}
	}
	at := dockerfile.Locate(root, s.Dir, named)
	data, err := fs.ReadFile(root, at.Path)
	if err != nil {
		return nil
	}
	image, err := dockerfile.Parse(at.Path, data, dockerfile.Options{Target: target, Args: args})
	if err != nil {
		return nil
	}
	return image
}
