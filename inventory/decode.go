package inventory

import (
	"encoding/json"
	"reflect"
	"strings"
)

// Decode reads what Fly sent into v, and puts the fields that v has no name
// for into the Unknown of the object that they belong to. Fields that look
// like a credential are dropped without a trace of their value.
func Decode(raw []byte, v any) error {
	if err := json.Unmarshal(raw, v); err != nil {
		return err
	}
	keepUnknown(raw, reflect.ValueOf(v))
	return nil
}

var extraType = reflect.TypeFor[Extra]()

func keepUnknown(raw []byte, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			keepUnknown(raw, v.Elem())
		}
	case reflect.Slice:
		keepUnknownItems(raw, v)
	case reflect.Map:
		keepUnknownEntries(raw, v)
	case reflect.Struct:
		keepUnknownFields(raw, v)
	}
}

func keepUnknownItems(raw []byte, v reflect.Value) {
	var items []json.RawMessage
	if !holdsStructs(v.Type()) || json.Unmarshal(raw, &items) != nil {
		return
	}
	for i := range min(len(items), v.Len()) {
		keepUnknown(items[i], v.Index(i))
	}
}

// keepUnknownEntries puts each entry back, as map values can't be changed.
func keepUnknownEntries(raw []byte, v reflect.Value) {
	var entries map[string]json.RawMessage
	if !holdsStructs(v.Type()) || json.Unmarshal(raw, &entries) != nil {
		return
	}
	for _, key := range v.MapKeys() {
		entry := reflect.New(v.Type().Elem()).Elem()
		entry.Set(v.MapIndex(key))
		keepUnknown(entries[key.String()], entry)
		v.SetMapIndex(key, entry)
	}
}

func holdsStructs(t reflect.Type) bool {
	elem := t.Elem()
	for elem.Kind() == reflect.Pointer {
		elem = elem.Elem()
	}
	return elem.Kind() == reflect.Struct
}

func keepUnknownFields(raw []byte, v reflect.Value) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return
	}
	var extra reflect.Value
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if field.Type == extraType {
			extra = v.Field(i)
			continue
		}
		name := jsonName(field)
		if value, ok := fields[name]; ok {
			keepUnknown(value, v.Field(i))
			delete(fields, name)
		}
	}
	if !extra.IsValid() {
		return
	}
	extra.Set(reflect.ValueOf(Extra{Unknown: worthKeeping(fields)}))
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// worthKeeping drops nulls, what is left out on purpose, and credentials.
func worthKeeping(fields map[string]json.RawMessage) map[string]json.RawMessage {
	for name, value := range fields {
		if string(value) == "null" || leftOut(name) || credentialName(name) || holdsCredential(value) {
			delete(fields, name)
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return fields
}

// leftOut names the fields that move by themselves and say nothing: a lease's
// nonce, the time of the last change. The observed ones are read on their own.
func leftOut(name string) bool {
	switch name {
	case "nonce", "updated_at", "events", "checks", "bytes_used", "bytes_total",
		"blocks", "block_size", "blocks_free", "blocks_avail", "storage_used_bytes",
		"storage_provisioned_bytes", "total_apps", "total_count", "next_cursor":
		return true
	}
	return false
}
