package flyapi_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/superfly/fly-go"
	"github.com/superfly/fly-go/flaps"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// Every field that fly-go knows has a name in our types, so that none is lost
// or ends up in unknown. The exceptions say why.
func TestOurTypesHaveEveryFieldOfFlyGo(t *testing.T) {
	tests := map[string]struct {
		fly, ours any
		// elsewhere are fields that are kept apart, or not at all on purpose
		elsewhere []string
	}{
		"machine config":      {fly.MachineConfig{}, inventory.MachineConfig{}, nil},
		"machine":             {fly.Machine{}, inventory.Machine{}, []string{"nonce", "updated_at", "events", "checks"}},
		"machine event":       {fly.MachineEvent{}, inventory.MachineEvent{}, nil},
		"check status":        {fly.MachineCheckStatus{}, inventory.CheckStatus{}, nil},
		"volume":              {fly.Volume{}, inventory.Volume{}, nil},
		"volume snapshot":     {fly.VolumeSnapshot{}, inventory.VolumeSnapshot{}, nil},
		"secret":              {fly.AppSecret{}, inventory.Secret{}, []string{"value"}},
		"secret key":          {fly.SecretKey{}, inventory.SecretKey{}, nil},
		"address":             {flaps.IPAssignment{}, inventory.Address{}, nil},
		"app":                 {flaps.App{}, inventory.App{}, []string{"organization"}},
		"certificate in list": {fly.CertificateSummary{}, inventory.Certificate{}, nil},
		"certificate alone":   {fly.CertificateDetailResponse{}, inventory.CertificateInfo{}, []string{"hostname", "configured", "acme_requested", "status", "dns_provider"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for _, missing := range missingFields(reflect.TypeOf(test.fly), reflect.TypeOf(test.ours), "", test.elsewhere) {
				t.Errorf("fly-go has %s, ours has not", missing)
			}
		})
	}
}

func missingFields(theirs, ours reflect.Type, path string, elsewhere []string) []string {
	theirs, ours = element(theirs), element(ours)
	if theirs.Kind() != reflect.Struct || leaf(theirs) {
		return nil
	}
	if ours.Kind() != reflect.Struct {
		return []string{path + " as an object"}
	}
	known := fields(ours)
	var missing []string
	for name, field := range fields(theirs) {
		at := strings.TrimPrefix(path+"."+name, ".")
		mine, ok := known[name]
		switch {
		case ok:
			missing = append(missing, missingFields(field, mine, at, nil)...)
		case !contains(elsewhere, name):
			missing = append(missing, at)
		}
	}
	return missing
}

func contains(list []string, one string) bool {
	for _, l := range list {
		if l == one {
			return true
		}
	}
	return false
}

// leaf types read and write themselves.
func leaf(t reflect.Type) bool {
	return t == reflect.TypeFor[time.Time]() || t == reflect.TypeFor[fly.Duration]()
}

func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	return t
}

// fields are the JSON names of a struct, embedded ones included.
func fields(t reflect.Type) map[string]reflect.Type {
	found := map[string]reflect.Type{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			for n, inner := range fields(element(f.Type)) {
				found[n] = inner
			}
		case name != "" && name != "-":
			found[name] = f.Type
		}
	}
	return found
}

// A configuration with every field set comes through our types unchanged.
func TestAFullMachineConfigComesThroughUnchanged(t *testing.T) {
	var want fly.MachineConfig
	fill(reflect.ValueOf(&want).Elem(), 0)
	raw, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var ours inventory.MachineConfig
	if err := inventory.Decode(raw, &ours); err != nil {
		t.Fatal(err)
	}
	kept, err := json.Marshal(ours)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(kept), `"unknown"`) {
		t.Errorf("some field is unknown: %s", kept)
	}
	var got fly.MachineConfig
	if err := json.Unmarshal(kept, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(raw, mustJSON(t, got)); diff != "" {
		t.Errorf("-fly +ours:\n%s", diff)
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// fill sets every field to something that is not its zero value.
func fill(v reflect.Value, depth int) {
	switch {
	case v.Type() == reflect.TypeFor[fly.Duration]():
		v.Set(reflect.ValueOf(fly.Duration{Duration: 7 * time.Second}))
		return
	case v.Type() == reflect.TypeFor[fly.MachinePersistRootfs]():
		v.SetString("restart")
		return
	case v.Type() == reflect.TypeFor[fly.MachineAutostop]():
		v.SetInt(int64(fly.MachineAutostopSuspend))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), depth+1)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth+1)
	case reflect.Map:
		entry := reflect.New(v.Type().Elem()).Elem()
		fill(entry, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("key"), entry)
	case reflect.Interface:
		v.Set(reflect.ValueOf("any"))
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(7)
	default:
		v.SetInt(7)
	}
}
