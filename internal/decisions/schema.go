package decisions

import (
	"encoding/json"
	"reflect"
	"strings"
)

// Schema is the JSON Schema of fly2k8s.yaml, from the same structs and tags.
func Schema() []byte {
	defs := map[string]any{}
	for _, t := range schemaTypes() {
		defs[t.Name()] = object(t)
	}
	root := map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "fly2k8s.yaml",
		"$ref":    "#/$defs/Decisions",
		"$defs":   defs,
	}
	data, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic(err) // maps of strings always marshal
	}
	return append(data, '\n')
}

// schemaTypes are the structs below Decisions, itself first.
func schemaTypes() []reflect.Type {
	types := []reflect.Type{reflect.TypeFor[Decisions]()}
	for i := 0; i < len(types); i++ {
		for _, f := range Fields(types[i]) {
			if t := element(f.Type); t.Kind() == reflect.Struct && !contains(types, t) {
				types = append(types, t)
			}
		}
	}
	return types
}

func contains(types []reflect.Type, t reflect.Type) bool {
	for _, x := range types {
		if x == t {
			return true
		}
	}
	return false
}

func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func object(t reflect.Type) map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, f := range Fields(t) {
		p := property(f.Type)
		p["description"] = f.Doc
		if f.Enum != "" {
			p["enum"] = strings.Split(f.Enum, ",")
		}
		properties[f.Name] = p
		if f.Required {
			required = append(required, f.Name)
		}
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func property(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.Slice:
		return map[string]any{"type": "array", "items": property(t.Elem())}
	case reflect.Pointer:
		return property(t.Elem())
	case reflect.Struct:
		return map[string]any{"$ref": "#/$defs/" + t.Name()}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.String:
		return map[string]any{"type": "string"}
	}
	return map[string]any{"type": "integer"}
}
