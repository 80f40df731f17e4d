package drift

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// fields are the leaves of a machine's config. A list of scalars is one leaf,
// written as JSON.
type fields map[string]string

// present is the value of an item of a list as such.
const present = "there"

// fieldsOf flattens a config and leaves out what the platform would take anyway.
func fieldsOf(c *inventory.MachineConfig) (fields, error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("flatten machine config: %w", err)
	}
	var tree map[string]any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return nil, fmt.Errorf("flatten machine config: %w", err)
	}
	f := fields{}
	f.table("", tree)
	for field, value := range f {
		if defaulted(field, value) {
			delete(f, field)
		}
	}
	return f, nil
}

func (f fields) table(at string, members map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(members)) {
		field := name
		if at != "" {
			field = at + "." + name
		}
		f.add(field, members[name])
	}
}

func (f fields) add(field string, value any) {
	switch v := value.(type) {
	case nil:
	case map[string]any:
		f.table(field, v)
	case []any:
		f.list(field, v)
	case string:
		if v == "" && variable(field) {
			v = `""` // set, and not the same as not set
		}
		f[field] = v
	default:
		f[field] = fmt.Sprint(v)
	}
}

func (f fields) list(field string, items []any) {
	seen := map[string]int{}
	for _, item := range items {
		members, ok := item.(map[string]any)
		if !ok {
			text, _ := json.Marshal(items)
			f[field] = string(text)
			return
		}
		name := identity(members)
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s#%d", name, seen[name])
		}
		f[field+"["+name+"]"] = present
		f.table(field+"["+name+"]", members)
	}
}

// identity names an item of a list by what makes it one: a service's protocol
// and port, a port's number, a file's path, a check's type.
func identity(m map[string]any) string {
	text := func(key string) string {
		if v, ok := m[key]; ok {
			return fmt.Sprint(v)
		}
		return ""
	}
	switch {
	case m["internal_port"] != nil:
		return or(text("protocol"), "tcp") + "/" + text("internal_port")
	case m["start_port"] != nil || m["end_port"] != nil:
		return text("start_port") + "-" + text("end_port")
	case m["guest_path"] != nil:
		return text("guest_path")
	case m["type"] != nil && m["path_prefix"] == nil:
		return text("type")
	}
	for _, key := range []string{"port", "path", "path_prefix", "name", "env_var", "basename"} {
		if m[key] != nil {
			return text(key)
		}
	}
	return ""
}

func or(first, second string) string {
	if first == "" {
		return second
	}
	return first
}
