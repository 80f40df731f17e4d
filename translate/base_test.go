package translate_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate"
)

// A brokenFS answers every file with one error, as an operating system might.
type brokenFS struct{ err error }

func (b brokenFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: b.err}
}

// strange is the error of an operating system that nobody has heard of.
type strange struct{ is error }

func (strange) Error() string { return "ERROR 0x2A" }

func (s strange) Unwrap() error { return s.is }

// Why a file can't be read is said in the same words on every operating system.
func TestReasonsAreTheSameEverywhere(t *testing.T) {
	points := map[string]string{
		"machine_config": "machine_config = \"machine.json\"\n" + quiet,
		"build.compose":  strings.Replace(quiet, "image = \"docker.io/acme/shop:1\"", "[build.compose]\nfile = \"c.yaml\"", 1),
	}
	tests := map[string]struct {
		err  error
		says string
	}{
		"a file that is not there":            {fs.ErrNotExist, "it is not there"},
		"a file that may not be read":         {fs.ErrPermission, "its permissions forbid it"},
		"a file outside of the folder":        {fs.ErrInvalid, "it leads out of the folder that was read"},
		"a file that no known reason hides":   {nil, "it can't be read"},
		"a file of a folder that is a folder": {fs.ErrClosed, "it can't be read"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for key, text := range points {
				_, findings := ofFile(t, text, func(in *translate.AppInput) {
					in.Source = translate.Source{Dir: "shop", FS: brokenFS{strange{tt.err}}}
				})
				said := ofRule(findings, report.RuleMachineConfig)
				if len(said) != 1 || !strings.HasPrefix(said[0].From.Key, key) || !strings.HasSuffix(said[0].Why, ": "+tt.says) || strings.Contains(said[0].Why, "0x2A") {
					t.Errorf("%s: %+v", key, said)
				}
			}
		})
	}
}

// The Dockerfile is there, and then it isn't: a link that leads nowhere.
func TestAnUnreadableDockerfileIsWordedHere(t *testing.T) {
	tree := fstest.MapFS{"fly.toml": {Data: []byte("app = \"shop\"\n")}, "Dockerfile": {Data: []byte("FROM scratch\n")}}
	sources, err := translate.FindSources(tree, ".")
	if err != nil {
		t.Fatal(err)
	}
	for i := range sources {
		sources[i].FS = noDockerfile{tree}
	}
	_, findings, err := translate.Company(translate.Input{Sources: sources})
	if err != nil {
		t.Fatal(err)
	}
	checkFinding(t, findings, report.RuleDockerfileBroken, report.Undecided, "its permissions forbid it")
}

// noDockerfile has a Dockerfile that nobody may open.
type noDockerfile struct{ fstest.MapFS }

func (f noDockerfile) ReadFile(name string) ([]byte, error) {
	if name == "Dockerfile" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: strange{fs.ErrPermission}}
	}
	return f.MapFS.ReadFile(name)
}

func ofRule(findings []report.Finding, r report.Rule) []report.Finding {
	var out []report.Finding
	for _, f := range findings {
		if f.Code == r.Code {
			out = append(out, f)
		}
	}
	return out
}
