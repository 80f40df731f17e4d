package drift

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// side is what one config says about one process group.
type side struct {
	fields fields
	group  *flytoml.Group
	// missing: the config does not have the group.
	missing bool
}

// sideOf is nil for a config that is not there, and with the error of a group
// that flyctl makes no machine of.
func sideOf(f *flytoml.File, group string) (*side, error) {
	if f == nil {
		return nil, nil
	}
	if !slices.Contains(f.Groups(), group) {
		return &side{missing: true}, nil
	}
	g, err := f.Group(group)
	if err != nil {
		return nil, err
	}
	machine := g.Machine()
	all, err := fieldsOf(&machine)
	if err != nil {
		return nil, err
	}
	return &side{fields: all, group: g}, nil
}

// silent says that a config leaves the field to the machine: the size without
// a [[vm]], a file's content that stands on somebody's disk.
func (s *side) silent(field string) bool {
	if strings.HasPrefix(field, "guest.") {
		return s.group.Guest == nil
	}
	for _, f := range s.group.Files {
		if f.LocalPath != "" && field == "files["+f.GuestPath+"].raw_value" {
			return true
		}
	}
	return false
}

// value is the side's word on a field: "" when it has none to say.
func (s *side) value(field string) string {
	switch {
	case s == nil || s.missing || s.silent(field):
		return ""
	case s.fields[field] == "":
		return Nothing
	}
	return s.fields[field]
}

// managed says whether a deploy writes the field. What it leaves alone
// (schedule, dns, standbys, root file system) is no difference from a file.
func managed(field string) bool {
	if field == "env.FLY_STANDBY_FOR" || strings.HasSuffix(field, ".force_instance_key") || strings.HasSuffix(field, ".force_instance_description") {
		return false
	}
	for _, prefix := range []string{
		"env.", "init.exec", "init.entrypoint", "init.cmd", "init.swap_size_mb", "guest.", "services[", "metrics.",
		"checks.", "statics[", "files[", "restart.", "stop_config.",
	} {
		if strings.HasPrefix(field, prefix) {
			return field != "guest.required_host_features"
		}
	}
	return strings.HasPrefix(field, "mounts[") && !volumeFact(field)
}

// volumeFact is a field of a mount that comes from the volume itself.
func volumeFact(field string) bool {
	for _, suffix := range []string{".volume", ".size_gb", ".encrypted"} {
		if strings.HasSuffix(field, suffix) {
			return true
		}
	}
	return false
}

// configOf reads the last release's config; nil when the app has none.
func configOf(app *inventory.App) (*flytoml.File, error) {
	if app.Config.Value == nil {
		return nil, nil
	}
	f, err := flytoml.Parse("config_definition.json", *app.Config.Value)
	if err != nil {
		return nil, err
	}
	return f, nil
}
