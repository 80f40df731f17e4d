package flytoml

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// FuzzParse: no panic, no lost key, an error of one of the two kinds, and the
// same bytes twice are the same File. The seeds are what people really write, as
// flyctl's oracle holds it, the sample company's files, and one text per quirk
// and old form, in all three formats.
func FuzzParse(f *testing.F) {
	for _, tt := range quirkTests {
		f.Add(format(tt.name), tt.text)
	}
	for _, tt := range formTests {
		f.Add(format(tt.name), tt.text)
	}
	samples, _ := filepath.Glob(filepath.Join(testenv.Root(), "testdata", "scenarios", "*", "src", "*", "fly.toml"))
	every := filepath.Join(testenv.Root(), "testdata", "scenarios", "every-key", "src", "fly.toml")
	for _, name := range append(samples, every) {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(format(name), string(data))
		}
	}
	if dir := filepath.Join(testenv.Root(), "..", "shared", "corpus"); exists(dir) {
		eachOracle(f, func(o oracle, data []byte) {
			if len(data) < 2000 {
				f.Add(format(o.File), string(data))
			}
			if len(o.Config) < 2000 { // JSON is YAML, too
				f.Add(uint8(1), string(o.Config))
				f.Add(uint8(2), string(o.Config))
			}
		})
	}
	f.Fuzz(func(t *testing.T, kind uint8, text string) {
		name := []string{"fly.toml", "fly.json", "fly.yaml"}[kind%3]
		data := []byte(text)
		file, err := Parse(name, data)
		again, _ := Parse(name, data)
		if diff := cmp.Diff(file, again, cmp.AllowUnexported(File{})); diff != "" {
			t.Errorf("%s: two readings differ:\n%s", name, diff)
		}
		var syntax *SyntaxError
		var shape *ShapeError
		if errors.As(err, &syntax) {
			return
		}
		if err != nil && !errors.As(err, &shape) {
			t.Errorf("%s: an error of no kind: %v", name, err)
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

// fuzzConserved counts the keys against what other code finds in the document:
// for JSON each member that is written, for TOML and YAML the decoded values. A
// YAML key that stands twice, or in a second document, is decoded once only; the
// keys may be more there, and never fewer.
func fuzzConserved(name string, f *File, data []byte) string {
	var want []string
	if name == "fly.json" {
		want = written("", data)
	} else if document, err := decoded(name, data); err == nil {
		want = leafPaths("", document)
	} else {
		return ""
	}
	left := map[string]int{}
	ignored := 0
	for _, k := range f.Keys {
		left[k.Path]++
		if k.Field == "" {
			ignored++
		}
		if k.Line < 1 || k.Line > lineCount(data) {
			return fmt.Sprintf("%s stands on line %d of %d", k.Path, k.Line, lineCount(data))
		}
	}
	if ignored != len(f.Unknown) {
		return fmt.Sprintf("%d keys have no field, and %d are listed as ignored", ignored, len(f.Unknown))
	}
	for _, path := range want {
		if left[path]--; left[path] < 0 {
			return path + " is lost"
		}
	}
	for path, n := range left {
		if n > 0 && name != "fly.yaml" {
			return path + " is not in the document"
		}
	}
	return ""
}

// lineCount counts every line break that one of the three formats has.
func lineCount(data []byte) int {
	breaks := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")
	return 1 + strings.Count(breaks.Replace(string(data)), "\n")
}

// written lists the leaves of a JSON text, one that stands twice twice.
func written(path string, raw []byte) []string {
	dec := json.NewDecoder(bytes.NewReader(raw))
	token, err := dec.Token()
	if err != nil {
		return nil
	}
	var all []string
	switch token {
	case json.Delim('{'):
		for dec.More() {
			key, _ := dec.Token()
			var inner json.RawMessage
			if dec.Decode(&inner) != nil {
				return nil
			}
			text, _ := key.(string)
			all = append(all, written(strings.TrimPrefix(path+"."+segment(text), "."), inner)...)
		}
		if all == nil && path != "" {
			return []string{path}
		}
		return all
	case json.Delim('['):
		var items []json.RawMessage
		if json.Unmarshal(raw, &items) != nil || len(items) == 0 {
			return []string{path}
		}
		for i, item := range items {
			if item[0] != '{' {
				return []string{path}
			}
			all = append(all, written(fmt.Sprintf("%s[%d]", path, i), item)...)
		}
		return all
	}
	return []string{path}
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
