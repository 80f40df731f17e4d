package decisions

import (
	"reflect"
	"strings"
)

// A Field is one key of fly2k8s.yaml, as its struct declares it.
type Field struct {
	Name     string
	Doc      string
	Enum     string // allowed words, separated by commas; empty: any
	Required bool
	Type     reflect.Type
	index    int
}

// Fields are the keys of a struct of this package, in order.
func Fields(t reflect.Type) []Field {
	fields := make([]Field, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		fields = append(fields, Field{
			Name: name, Doc: f.Tag.Get("doc"), Enum: f.Tag.Get("enum"), Type: f.Type,
			Required: !strings.Contains(options, "omitempty"), index: i,
		})
	}
	return fields
}

func find(fields []Field, name string) (Field, bool) {
	for _, f := range fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

func names(fields []Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Name
	}
	return out
}
