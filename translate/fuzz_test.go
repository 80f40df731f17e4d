package translate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// FuzzApp: for every text that is a config in one of the three formats there is
// no panic and no key without a finding, each finding about the file names a line
// that it has, and twice gives the same. Every fourth text is also made a whole
// repository of.
func FuzzApp(f *testing.F) {
	seed, err := os.ReadFile(filepath.Join(testenv.Root(), "testdata", "scenarios", "every-key", "src", "fly.toml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint8(0), seed)
	f.Add(uint8(0), []byte(quiet+web+webCheck))
	f.Add(uint8(1), []byte(`{"app":"a","http_service":{"internal_port":80,"checks":[{"path":"/","interval":1000}]},"env":{"A":1e6}}`))
	f.Add(uint8(2), []byte("app: a\nmounts: {source: d, destination: /d}\nservices:\n- ports: [{port: 53, handlers: []}]\n  protocol: udp\nenv: {A: yes}\n---\napp: b\n"))
	shared := filepath.Join(testenv.Root(), "..", "shared")
	for _, kind := range []struct {
		folder, pattern string
		format          uint8
	}{{"corpus", "*/fly.toml", 0}, {"corpus", "*/*.toml", 0}, {"corpus", "*/fly.yaml", 2}, {"corpus", "*/fly.json", 1}} {
		names, _ := filepath.Glob(filepath.Join(shared, kind.folder, kind.pattern))
		for _, name := range names {
			if data, err := os.ReadFile(name); err == nil && len(data) < 3000 {
				f.Add(kind.format, data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		name := []string{"fly.toml", "fly.json", "fly.yaml"}[kind%3]
		file, err := flytoml.Parse(name, data)
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
		_, again, _ := translate.App(in)
		if diff := cmp.Diff(findings, again); diff != "" {
			t.Errorf("two runs differ:\n%s", diff)
		}
		balanced(t, file, data, findings)
		if len(data)%4 == 0 {
			whole(t, name, data)
		}
	})
}

func balanced(t *testing.T, file *flytoml.File, data []byte, findings []report.Finding) {
	told := map[string]bool{}
	lines := 1 // a carriage return and YAML's own signs break a line, too
	for _, r := range "\n\r\u0085\u2028\u2029" {
		lines += strings.Count(string(data), string(r))
	}
	for _, f := range findings {
		if f.From.File == file.Name {
			told[f.From.Key] = true
			if f.From.Line < 1 || f.From.Line > lines {
				t.Errorf("the finding about %s names line %d of %d", f.From.Key, f.From.Line, lines)
			}
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
}

// whole translates the file to the end; an app that can't be named is the only
// reason not to.
func whole(t *testing.T, name string, data []byte) {
	sources, err := translate.FindSources(fstest.MapFS{name: {Data: data}}, ".")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := translate.Whole(translate.Input{Sources: sources}); err != nil && !strings.Contains(err.Error(), "name") {
		t.Errorf("no repository: %v", err)
	}
}
