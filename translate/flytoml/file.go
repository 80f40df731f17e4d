package flytoml

import (
	"sort"
	"strings"
)

// File is one config file, read.
type File struct {
	// Name is the file's name as Parse got it, for messages and the ledger.
	Name string
	// Config is what flyctl goes on with. After a ShapeError it holds the app's
	// name alone, as in flyctl.
	Config Config
	// Keys has every leaf that the document sets, in the document's order, each
	// once. A list of scalars is one leaf, and so is an empty table or array.
	Keys []Key
	// Unknown has those of Keys that flyctl ignores, in the same order.
	Unknown []Key
	// Quirks are ordered by line, then by name.
	Quirks []Quirk

	fields map[string]int // field → index into Keys
	sorted []int          // indexes into Keys, by field
}

// Key is one setting of the file.
type Key struct {
	// Path is the key as the file spells it, with indexes for array tables.
	Path string
	// Line counts from 1.
	Line int
	// Field is what the key became, "" when flyctl ignores it. Two keys can
	// name one field (`[[env]]` twice); the later one holds.
	Field string
	// Empty is true for a table or array with nothing in it.
	Empty bool
}

// Key returns the key that a field was read from: the key of that field or, for
// a field that came out of a larger value (`concurrency = "20,25"`), the key of
// that value. It is false for a field that the file does not set.
func (f *File) Key(field string) (Key, bool) {
	for at := field; at != ""; at = parentField(at) {
		if i, ok := f.fields[at]; ok {
			return f.Keys[i], true
		}
	}
	return Key{}, false
}

// Under returns the keys whose field is the given one or stands inside it, in
// the document's order: Under("services[0].ports[1]").
func (f *File) Under(field string) []Key {
	first := sort.Search(len(f.sorted), func(i int) bool { return f.Keys[f.sorted[i]].Field >= field })
	var found []int
	for _, i := range f.sorted[first:] {
		if !strings.HasPrefix(f.Keys[i].Field, field) {
			break
		}
		if inside(f.Keys[i].Field, field) {
			found = append(found, i)
		}
	}
	sort.Ints(found)
	keys := make([]Key, len(found))
	for n, i := range found {
		keys[n] = f.Keys[i]
	}
	return keys
}

// index makes Keys searchable by field.
func (f *File) index() {
	f.fields = make(map[string]int, len(f.Keys))
	for i, k := range f.Keys {
		if k.Field != "" {
			f.fields[k.Field] = i
			f.sorted = append(f.sorted, i)
		}
	}
	sort.SliceStable(f.sorted, func(a, b int) bool { return f.Keys[f.sorted[a]].Field < f.Keys[f.sorted[b]].Field })
}

func inside(field, of string) bool {
	rest := strings.TrimPrefix(field, of)
	return rest == "" || rest[0] == '.' || rest[0] == '['
}

func parentField(field string) string {
	return field[:max(0, strings.LastIndexAny(field, ".["))]
}
