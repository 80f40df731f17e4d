package flytoml

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var index = regexp.MustCompile(`\[\d+\]`)

// pattern is a field as Fields lists it: [] for an index, * for a name.
func pattern(field string) string {
	field = index.ReplaceAllString(field, "[]")
	for _, named := range []string{"env", "processes", "build.args", "build.settings", "experimental.attached.secrets.export"} {
		if strings.HasPrefix(field, named+".") {
			return named + ".*"
		}
	}
	if name, rest, ok := strings.Cut(field, ".headers."); ok && rest != "" {
		field = name + ".headers.*"
	}
	if rest, ok := strings.CutPrefix(field, "checks."); ok {
		if name, inside, ok := strings.Cut(rest, "."); ok && name != "" {
			return "checks.*." + inside
		}
	}
	return field
}

func TestFieldsHasWhateverIsRead(t *testing.T) {
	known := Fields()
	if dup := len(known) - len(slices.Compact(slices.Sorted(slices.Values(known)))); dup > 0 {
		t.Errorf("%d fields are listed twice", dup)
	}
	read := map[string]bool{}
	eachOracle(t, func(o oracle, data []byte) {
		f, _ := Parse(o.File, data)
		if f == nil {
			return
		}
		for _, k := range f.Keys {
			if k.Field != "" {
				read[pattern(k.Field)] = true
			}
		}
	})
	for field := range read {
		section := func(k string) bool { return strings.HasPrefix(k, field+".") || strings.HasPrefix(k, field+"[]") }
		if !slices.Contains(known, field) && !slices.ContainsFunc(known, section) {
			t.Errorf("%s is read and not listed", field)
		}
	}
	t.Logf("%d fields known, %d of them in the corpus", len(known), len(read))
}

// A document made of every known field sets every one of them, and none is
// unknown.
func TestEveryFieldIsRead(t *testing.T) {
	for _, field := range Fields() {
		// An inline table nests as deep as the path, lists hold one item each.
		text := "x"
		path := strings.ReplaceAll(field, "*", "name")
		parts := strings.Split(path, ".")
		for i := len(parts) - 1; i >= 0; i-- {
			name, list := strings.CutSuffix(parts[i], "[]")
			if i == len(parts)-1 {
				text = name + " = 1"
				continue
			}
			text = name + " = {" + text + "}"
			if list {
				text = name + " = [{" + strings.SplitN(text, "= {", 2)[1] + "]"
			}
		}
		f, err := Parse("fly.toml", []byte(text))
		if _, syntax := err.(*SyntaxError); syntax {
			t.Fatalf("%s: %v", text, err)
		}
		if len(f.Keys) != 1 || f.Keys[0].Field == "" {
			t.Errorf("%s: %s is not read: %v", text, field, f.Keys)
		}
	}
}
