package translate_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/fly2k8s/fly2k8s/translate"
)

func TestFindSources(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	tree := fstest.MapFS{
		"fly.toml":                       file("app = 'a'"),
		"fly.json":                       file("{}"),
		"web/fly.yaml":                   file("app: a"),
		"web/fly.yml":                    file("app: a"),
		"deploy/fly/prod.toml":           file("primary_region = 'fra' # home\n[[services]]\n"),
		"short/fly.production.toml":      file("app = 'a'\n[build]\nimage = 'nginx'\n"),
		"book/book.toml":                 file("app = 'a'\n[build]\n"),
		"deploy/fly/no-section.toml":     file("app = 'a'\n"),
		"other/config.toml":              file("[app]\nname = 'x'\n[http_service]\n"),
		"rust/Cargo.toml":                file("app = 1\n[build]\n"),
		"node_modules/dep/fly.toml":      file("app = 'dep'"),
		"linked/fly.toml":                {Mode: fs.ModeSymlink, Data: []byte("../named/shop.txt")},
		"named/shop.txt":                 file("app = 'a'"),
		"again/fly.toml":                 {Mode: fs.ModeSymlink, Data: []byte("../fly.toml")},
		"lost/fly.toml":                  {Mode: fs.ModeSymlink, Data: []byte("nowhere")},
		"loop/self":                      {Mode: fs.ModeSymlink, Data: []byte("../loop")},
		"folder/fly.toml/x":              file(""),
		"services/late/fly.staging.toml": file("[env]\nA = '1'\n[http_service]\napp = 'not at the top'\n"),
	}
	tests := map[string]struct {
		root string
		want []string
	}{
		"a folder gives its configs in order, dependencies left out": {".", []string{"deploy/fly/prod.toml", "fly.json", "fly.toml", "linked/fly.toml", "short/fly.production.toml", "web/fly.yaml"}},
		"a link to a config that is not met is one":                  {"again", []string{"again/fly.toml"}},
		"one file is itself":               {"deploy/fly/no-section.toml", []string{"deploy/fly/no-section.toml"}},
		"a folder below is searched alone": {"web", []string{"web/fly.yaml"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			found, err := translate.FindSources(tree, tt.root)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range found {
				got = append(got, s.Config)
			}
			equal(t, tt.want, got)
		})
	}
	if _, err := translate.FindSources(tree, "gone"); err == nil {
		t.Error("a folder that is not there is no error")
	}
}
