package translate_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// FuzzApp looks for a panic and for a key without a finding, over every text
// that is a config.
func FuzzApp(f *testing.F) {
	seed, err := os.ReadFile(filepath.Join(testenv.Root(), "testdata", "scenarios", "every-key", "src", "fly.toml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(quiet + web + webCheck))
	corpus := os.DirFS(filepath.Join(testenv.Root(), "..", "shared", "corpus"))
	names, _ := fs.Glob(corpus, "*/fly.toml")
	for _, name := range names {
		if data, err := fs.ReadFile(corpus, name); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := flytoml.Parse("fly.toml", data)
		if err != nil {
			return
		}
		in := translate.AppInput{Env: "production", File: file}
		if in.Live = deployed(in); in.Live != nil && len(data)%2 == 0 {
			in.Live = nil
		}
		_, findings, err := translate.App(in)
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]bool{}
		for _, f := range findings {
			if f.From.File == "fly.toml" {
				told[f.From.Key] = true
			}
			if f.Outcome == report.Unaccounted {
				t.Errorf("nobody settles %s", f.From.Key)
			}
		}
		for _, k := range file.Keys {
			if !told[k.Path] {
				t.Errorf("line %d: no finding about %s", k.Line, k.Path)
			}
		}
	})
}
