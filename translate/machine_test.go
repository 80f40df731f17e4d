package translate_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

// Every field that the inventory can hold of a machine is settled by a section,
// for a machine of a group and for a scheduled one.
func TestEveryMachineFieldIsSettled(t *testing.T) {
	tests := map[string]func(*inventory.Machine){
		"a machine of a process group": func(m *inventory.Machine) {
			m.Config.Schedule, m.Config.Standbys, m.Config.AutoDestroy = "", nil, false
		},
		"a scheduled machine": func(m *inventory.Machine) { m.Config.Schedule = "daily" },
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			var m inventory.Machine
			fill(reflect.ValueOf(&m).Elem(), "")
			m.State, m.IncompleteConfig = "started", nil
			m.Config.Metadata["fly_process_group"] = "app"
			change(&m)
			_, findings, err := translate.App(translate.AppInput{Env: "production", Live: &inventory.App{
				Name: "all", Machines: inventory.CompleteList([]inventory.Machine{m}),
			}})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range findings {
				if f.Outcome == report.Unaccounted {
					t.Errorf("nobody settles %s", f.From.Key)
				}
				if f.From.Machine != "1" || !strings.HasPrefix(f.From.Key, "machines.items[0].") {
					t.Errorf("finding %s does not name its place: %+v", f.Rule, f.From)
				}
			}
			if len(findings) < 100 {
				t.Errorf("only %d findings: the machine was not read", len(findings))
			}
		})
	}
}

// A field that the inventory has no name for is never lost.
func TestUnknownMachineFieldIsUnaccounted(t *testing.T) {
	m := machine("1", "app")
	m.Config.Unknown = map[string]json.RawMessage{"warp": json.RawMessage(`9`)}
	m.Config.Services = []inventory.Service{{InternalPort: 80, Extra: inventory.Extra{Unknown: map[string]json.RawMessage{"speed": json.RawMessage(`1`)}}}}
	_, findings, err := translate.App(translate.AppInput{Live: live(m)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range findings {
		if f.Outcome == report.Unaccounted {
			got = append(got, f.From.Key)
		}
	}
	want := []string{"machines.items[0].config.services[0].unknown.speed", "machines.items[0].config.unknown.warp"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("unaccounted are %q, want %q", got, want)
	}
}

func machine(id, group string) inventory.Machine {
	return inventory.Machine{ID: id, Name: "m" + id, State: "started", Region: "fra", HostStatus: "ok", Config: &inventory.MachineConfig{
		Metadata: map[string]string{"fly_process_group": group},
		Guest:    &inventory.Guest{CPUKind: "shared", CPUs: 1, MemoryMB: 256},
	}}
}

func live(all ...inventory.Machine) *inventory.App {
	return &inventory.App{Name: "shop", Machines: inventory.CompleteList(all)}
}

// fill sets every field to something that is not its zero.
func fill(v reflect.Value, name string) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), name)
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Name == "Extra" || f.Name == "Observed" {
				continue
			}
			fill(v.Field(i), f.Name)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), name)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		one := reflect.New(v.Type().Elem()).Elem()
		fill(one, name)
		v.SetMapIndex(reflect.ValueOf("x"), one)
	case reflect.Interface:
		v.Set(reflect.ValueOf("x"))
	case reflect.String:
		v.SetString("1")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		v.SetUint(1)
	case reflect.Float64:
		v.SetFloat(1)
	}
}

// The same holds for everything else of an app.
func TestUnknownAppFieldIsUnaccounted(t *testing.T) {
	app := live(machine("1", "app"))
	extra := inventory.Extra{Unknown: map[string]json.RawMessage{"new": json.RawMessage(`{}`)}}
	app.Extra = extra
	app.Volumes = inventory.CompleteList([]inventory.Volume{{ID: "v", Extra: extra}})
	_, findings, err := translate.App(translate.AppInput{Live: app})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range findings {
		if f.Outcome == report.Unaccounted {
			got = append(got, f.From.Key)
		}
	}
	if want := []string{"unknown.new", "volumes.items[0].unknown.new"}; !reflect.DeepEqual(got, want) {
		t.Errorf("unaccounted are %q, want %q", got, want)
	}
}
