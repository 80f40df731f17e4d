package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// fileOrigin is a config file. Keys that flyctl does not read have no field
// and are not in it.
func fileOrigin(app string, f *flytoml.File) *origin {
	entries := make([]entry, 0, len(f.Keys))
	for _, k := range f.Keys {
		if k.Field != "" {
			entries = append(entries, entry{field: k.Field, key: k.Path, line: k.Line, empty: k.Empty})
		}
	}
	return newOrigin(report.Source{App: app, File: f.Name}, "", entries)
}

// releaseOrigin is the config of the last release, which stands in the
// inventory: it has keys, but no lines of its own.
func releaseOrigin(app, inventoryFile string, f *flytoml.File) *origin {
	entries := make([]entry, 0, len(f.Keys))
	for _, k := range f.Keys {
		if k.Field != "" {
			entries = append(entries, entry{field: k.Field, key: releasePrefix + k.Path, empty: k.Empty})
		}
	}
	return newOrigin(report.Source{App: app, File: inventoryFile}, releasePrefix, entries)
}

const releasePrefix = "config_definition.value."
