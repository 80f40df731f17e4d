package inventory

import (
	"reflect"
	"testing"
)

// Whatever the Machines API adds to an object has a place to be kept in. Events
// are an excerpt by intent, and observations are no settings.
func TestEveryAnswerKeepsUnknownFields(t *testing.T) {
	for _, root := range []reflect.Type{
		reflect.TypeFor[Machine](), reflect.TypeFor[Volume](), reflect.TypeFor[Secret](), reflect.TypeFor[SecretKey](),
		reflect.TypeFor[Address](), reflect.TypeFor[Certificate](), reflect.TypeFor[CertificateInfo](), reflect.TypeFor[ManagedCluster](), reflect.TypeFor[Region](),
	} {
		for _, name := range withoutExtra(root, map[reflect.Type]bool{}) {
			t.Errorf("%s holds %s, which has no Extra", root.Name(), name)
		}
	}
}

func withoutExtra(in reflect.Type, seen map[reflect.Type]bool) []string {
	for in.Kind() == reflect.Pointer || in.Kind() == reflect.Slice || in.Kind() == reflect.Map {
		in = in.Elem()
	}
	if in.Kind() != reflect.Struct || seen[in] || ours(in) {
		return nil
	}
	seen[in] = true
	var missing []string
	kept := false
	for i := range in.NumField() {
		kept = kept || in.Field(i).Type == extraType
		missing = append(missing, withoutExtra(in.Field(i).Type, seen)...)
	}
	if _, list := in.FieldByName("Items"); !kept && !list {
		missing = append(missing, in.Name())
	}
	return missing
}

// ours are types that no single answer of Fly's is decoded into.
func ours(in reflect.Type) bool {
	switch in {
	case extraType, reflect.TypeFor[Section](), reflect.TypeFor[MachineObserved](), reflect.TypeFor[VolumeObserved](), reflect.TypeFor[ManagedObserved](),
		reflect.TypeFor[One[CertificateInfo]]():
		return true
	}
	return false
}
