package flytoml

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// What flyctl writes out again has no legacy form left. Read, it must be the
// config that the original was read as: every section, not the machines' alone.
func TestEqualToWhatFlyctlWritesBack(t *testing.T) {
	compared := 0
	eachOracle(t, func(o oracle, data []byte) {
		if o.Config == nil || o.V2UnmarshalError != "" {
			return
		}
		ours, err := Parse(o.File, data)
		if err != nil {
			t.Errorf("%s: %v", o.File, err)
			return
		}
		theirs, err := Parse("config.json", o.Config)
		if err != nil {
			t.Errorf("%s: written back: %v", o.File, err)
			return
		}
		if b := ours.Config.Build; b != nil && cmp.Equal(*b, Build{Field: b.Field}) {
			// It is written back as an empty table, and that is none.
			ours.Config.Build = nil
		}
		compared++
		if diff := cmp.Diff(theirs.Config, ours.Config, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", o.File, diff)
		}
		if len(theirs.Unknown) > 0 {
			t.Errorf("%s: flyctl writes keys that are not known here: %v", o.File, theirs.Unknown)
		}
	})
	t.Logf("%d configs compared", compared)
}

// Every key that flyctl itself calls unknown is one that it ignores.
func TestUnknownAsInFlyctl(t *testing.T) {
	sections, keys := 0, 0
	eachOracle(t, func(o oracle, data []byte) {
		f, _ := Parse(o.File, data)
		for _, name := range o.Strict.Sections {
			sections++
			if !ignores(f, name, "") {
				t.Errorf("%s: section %s is not listed as unknown", o.File, name)
			}
		}
		for name, inside := range o.Strict.Keys {
			for _, key := range inside {
				keys++
				if !ignores(f, name, key) {
					t.Errorf("%s: %s.%s is not listed as unknown", o.File, name, key)
				}
			}
		}
	})
	t.Logf("%d sections and %d keys", sections, keys)
}

var indexes = regexp.MustCompile(`\[\d+\]`)

func ignores(f *File, section, key string) bool {
	for _, k := range f.Unknown {
		at := section
		if key != "" {
			at += "." + key
		}
		if strings.HasPrefix(indexes.ReplaceAllString(k.Path, "")+".", indexes.ReplaceAllString(at, "")+".") {
			return true
		}
	}
	return false
}
