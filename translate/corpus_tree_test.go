package translate_test

import (
	"os"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/translate"
)

// What every real config becomes builds, alone and without a word of help.
func TestCorpusBuilds(t *testing.T) {
	if testing.Short() {
		t.Skip("builds hundreds of folders")
	}
	root := os.DirFS(testenv.Shared(t, "corpus"))
	sources, err := translate.FindSources(root, ".")
	if err != nil {
		t.Fatal(err)
	}
	built, objects := 0, 0
	for _, s := range sources {
		if _, err := s.Read(); err != nil || strings.HasPrefix(s.Config, "invalid/") {
			continue
		}
		company, findings, err := translate.Company(translate.Input{Sources: []translate.Source{s}})
		if err != nil {
			t.Logf("%s: %v", s.Config, err)
			continue
		}
		files, _, err := translate.Repository(company, findings)
		if err != nil {
			t.Errorf("%s: %v", s.Config, err)
			continue
		}
		for dir, data := range build(t, files) {
			objects += strings.Count(string(data), "\nkind: ")
			if len(data) == 0 && !strings.HasPrefix(dir, "platform/") {
				t.Errorf("%s: %s is empty", s.Config, dir)
			}
		}
		built++
	}
	t.Logf("%d configs, %d objects", built, objects)
}
