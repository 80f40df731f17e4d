package translate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
)

// An entry is one setting that somebody made: its field, and the key and line
// where it stands.
type entry struct {
	field string
	key   string
	line  int
	empty bool // a table or array with nothing in it
}

// An origin is where settings come from: a config file, or one live machine.
type origin struct {
	base    report.Source // App, File and Machine of all of them
	prefix  string        // of the key of a field that nobody set
	entries []entry       // by field, then by line
	settled []bool        // by index of entries
}

func newOrigin(base report.Source, prefix string, entries []entry) *origin {
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.field, b.field), cmp.Compare(a.line, b.line), cmp.Compare(a.key, b.key))
	})
	return &origin{base: base, prefix: prefix, entries: entries, settled: make([]bool, len(entries))}
}

// under are the indexes of the entries that set the field or a part of it. A
// field that came out of a larger value (concurrency = "20,25") has that
// value's entry. It is empty for a field that nobody set.
func (o *origin) under(field string) []int {
	var found []int
	for i := o.search(field); i < len(o.entries) && strings.HasPrefix(o.entries[i].field, field); i++ {
		if inside(o.entries[i].field, field) {
			found = append(found, i)
		}
	}
	if len(found) > 0 {
		return found
	}
	for at := parent(field); at != ""; at = parent(at) {
		for i := o.search(at); i < len(o.entries) && o.entries[i].field == at; i++ {
			if !o.entries[i].empty {
				found = append(found, i)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func (o *origin) search(field string) int {
	i, _ := slices.BinarySearchFunc(o.entries, field, func(e entry, f string) int { return cmp.Compare(e.field, f) })
	return i
}

func (o *origin) source(i int) report.Source {
	s := o.base
	s.Key, s.Line = o.entries[i].key, o.entries[i].line
	return s
}

// near is the place to cite for a field: the key that sets it or, for a
// default, the field's own name at the first line of its table.
func (o *origin) near(field string) report.Source {
	if all := o.under(field); len(all) > 0 {
		return o.source(o.first(all))
	}
	s := o.base
	s.Key = o.prefix + field
	for at := parent(field); at != ""; at = parent(at) {
		if all := o.under(at); len(all) > 0 {
			s.Line = o.entries[o.first(all)].line
			return s
		}
	}
	if s.Machine == "" && o.prefix == "" {
		s.Line = 1
	}
	return s
}

// first is the entry that stands first in the file.
func (o *origin) first(entries []int) int {
	return slices.MinFunc(entries, func(a, b int) int { return cmp.Compare(o.entries[a].line, o.entries[b].line) })
}

// inside says whether a field is another one or a part of it.
func inside(field, of string) bool {
	rest := field[len(of):]
	return rest == "" || rest[0] == '.' || rest[0] == '['
}

func parent(field string) string { return field[:max(0, strings.LastIndexAny(field, ".["))] }
