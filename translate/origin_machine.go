package translate

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// machineOrigin is one live machine; at is its place among the app's machines.
func machineOrigin(app string, at int, m *inventory.Machine) *origin {
	prefix := "machines.items[" + strconv.Itoa(at) + "]."
	base := report.Source{App: app, Machine: m.ID, File: "apps/" + app + ".yaml"}
	var entries []entry
	for _, path := range leaves(m) {
		entries = append(entries, entry{field: machineField(path), key: prefix + path})
	}
	return newOrigin(base, prefix+"config.", entries)
}

// machineField is the field for a place in a machine. Inside config it is the
// name that fly.toml has for it, where it has one; a place that the inventory
// has no name for is no field of any section.
func machineField(path string) string {
	if strings.HasPrefix(path, "unknown.") || strings.Contains(path, ".unknown.") {
		return "?" + path
	}
	inner, inside := strings.CutPrefix(path, "config.")
	if !inside {
		inner, inside = strings.CutPrefix(path, "incomplete_config.")
	}
	if !inside {
		return "machine." + path
	}
	return configField(inner)
}

// configField translates the few names that differ.
func configField(path string) string {
	switch path {
	case "stop_config.signal":
		return "kill_signal"
	case "stop_config.timeout":
		return "kill_timeout"
	case "init.swap_size_mb":
		return "swap_size_mb"
	case "restart.max_retries":
		return "restart.retries"
	}
	head, rest, _ := strings.Cut(path, ".")
	switch {
	case head == "guest":
		return "vm." + rest
	case strings.HasPrefix(head, "mounts["):
		return head + "." + mountField(rest)
	case strings.HasPrefix(head, "services[") && rest == "autostop":
		return head + ".auto_stop_machines"
	case strings.HasPrefix(head, "services[") && rest == "autostart":
		return head + ".auto_start_machines"
	}
	return path
}

func mountField(name string) string {
	switch name {
	case "name":
		return "source"
	case "path":
		return "destination"
	case "extend_threshold_percent":
		return "auto_extend_size_threshold"
	case "add_size_gb":
		return "auto_extend_size_increment"
	case "size_gb_limit":
		return "auto_extend_size_limit"
	}
	return name
}

// leaves are the JSON paths of everything that is set in a machine, in the
// order of its fields. A list of scalars is one leaf. What was observed on the
// machine is no setting.
func leaves(m *inventory.Machine) []string {
	var w walker
	w.value(reflect.ValueOf(*m), "")
	return w.paths
}

// A walker notes the leaves that it meets and, if it has a place for them,
// their values.
type walker struct {
	paths  []string
	values map[string]string
}

func (w *walker) leaf(v reflect.Value, path string) {
	if w.values != nil {
		w.values[path] = text(v)
		return
	}
	w.paths = append(w.paths, path)
}

func (w *walker) value(v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		w.pointer(v, path)
	case reflect.Struct:
		w.fields(v, path)
	case reflect.Slice:
		w.items(v, path)
	case reflect.Map:
		w.keys(v, path)
	default:
		if !v.IsZero() {
			w.leaf(v, path)
		}
	}
}

// pointer: what is pointed at is set, even when it is false or zero.
func (w *walker) pointer(v reflect.Value, path string) {
	if v.IsNil() {
		return
	}
	switch v.Elem().Kind() {
	case reflect.Struct, reflect.Slice, reflect.Map, reflect.Pointer, reflect.Interface:
		w.value(v.Elem(), path)
	default:
		w.leaf(v.Elem(), path)
	}
}

func (w *walker) fields(v reflect.Value, path string) {
	t := v.Type()
	switch t {
	case reflect.TypeFor[inventory.MachineObserved](), reflect.TypeFor[inventory.VolumeObserved](), reflect.TypeFor[inventory.ManagedObserved]():
		return // what moves by itself is no setting
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			w.fields(v.Field(i), path)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		w.value(v.Field(i), join(path, name))
	}
}

func (w *walker) items(v reflect.Value, path string) {
	if v.Len() == 0 {
		return
	}
	switch v.Type().Elem().Kind() {
	case reflect.Struct, reflect.Pointer:
		for i := range v.Len() {
			w.value(v.Index(i), path+"["+strconv.Itoa(i)+"]")
		}
	default:
		w.leaf(v, path)
	}
}

func (w *walker) keys(v reflect.Value, path string) {
	names := make([]string, 0, v.Len())
	for _, k := range v.MapKeys() {
		names = append(names, k.String())
	}
	slices.Sort(names)
	for _, name := range names {
		of := v.MapIndex(reflect.ValueOf(name))
		if of.Kind() == reflect.Struct {
			w.value(of, join(path, name))
			continue
		}
		w.leaf(of, join(path, name))
	}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// text is a value for a sentence.
func text(v reflect.Value) string {
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	return fmt.Sprint(v.Interface())
}
