package flytoml

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// FuzzParse: no panic, no lost key, an error of one of the two kinds, and the
// same file twice is the same File.
func FuzzParse(f *testing.F) {
	for _, tt := range quirkTests {
		f.Add(format(tt.name), tt.text)
	}
	for _, tt := range formTests {
		f.Add(format(tt.name), tt.text)
	}
	if dir := filepath.Join(testenv.Root(), "..", "shared", "corpus"); exists(dir) {
		eachOracle(f, func(o oracle, data []byte) {
			if len(data) < 2000 {
				f.Add(format(o.File), string(data))
			}
		})
	}
	f.Fuzz(func(t *testing.T, kind uint8, text string) {
		name := []string{"fly.toml", "fly.json", "fly.yaml"}[kind%3]
		data := []byte(text)
		file, err := Parse(name, data)
		var syntax *SyntaxError
		if errors.As(err, &syntax) {
			return
		}
		for _, group := range file.Groups() {
			// An error is fine, it is flyctl's; a panic is not.
			if g, err := file.Group(group); err == nil {
				g.Machine()
			}
		}
		_, _ = file.ReleaseMachine()
		_, _ = file.Base(func(string) ([]byte, error) { return data, nil })
		if wrong := fuzzConserved(name, file, data); wrong != "" {
			t.Errorf("%s: %s", name, wrong)
		}
	})
}

// fuzzConserved counts against the decoded document, unless the document says a
// thing twice or in two places, which the decoded one can't show.
func fuzzConserved(name string, f *File, data []byte) string {
	if name == "fly.yaml" && strings.ContainsAny(string(data), "&*<-.\r\u0085\u2028\u2029") {
		return "" // aliases, merges and further documents say things in two places; YAML has other line breaks
	}
	document, err := decoded(name, data)
	if err != nil {
		return ""
	}
	for _, q := range f.Quirks {
		if q.Name == KeyRepeated {
			return ""
		}
	}
	return conserved(f, document, data)
}

func format(name string) uint8 {
	switch filepath.Ext(name) {
	case ".json":
		return 1
	case ".yaml":
		return 2
	}
	return 0
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func BenchmarkParse(b *testing.B) {
	type config struct {
		name string
		data []byte
	}
	var configs []config
	size := 0
	eachOracle(b, func(o oracle, data []byte) {
		configs = append(configs, config{o.File, data})
		size += len(data)
	})
	b.SetBytes(int64(size / len(configs)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c := configs[i%len(configs)]
		f, err := Parse(c.name, c.data)
		if err != nil {
			continue
		}
		for _, g := range f.Groups() {
			_, _ = f.Group(g)
		}
	}
}
