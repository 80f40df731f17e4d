package inventory

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/invopop/jsonschema"
)

// Schemas are JSON Schemas by file name: of apps/*.yaml, of org.yaml and of
// the one document that --format json prints. They are made from the types.
func Schemas() (map[string][]byte, error) {
	all := map[string][]byte{}
	for name, v := range map[string]any{"inventory-app": App{}, "inventory-org": orgDocument{}, "inventory": Snapshot{}} {
		r := jsonschema.Reflector{Namer: schemaName, Mapper: schemaOfWire, Anonymous: true}
		raw, err := json.MarshalIndent(r.Reflect(v), "", "  ")
		if err != nil {
			return nil, fmt.Errorf("make schema %s: %w", name, err)
		}
		all[name+".schema.json"] = append(raw, '\n')
	}
	return all, nil
}

var packagePath = regexp.MustCompile(`[A-Za-z0-9_.-]+/`)

// schemaName makes List[github.com/…/inventory.Machine] ListOfMachine: a name
// with slashes can't be pointed at.
func schemaName(t reflect.Type) string {
	name := packagePath.ReplaceAllString(t.Name(), "")
	return strings.NewReplacer("[]", "", "[", "Of", "]", "", "inventory.", "", "json.", "").Replace(name)
}

// schemaOfWire is for types that write themselves.
func schemaOfWire(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[Duration]():
		return &jsonschema.Schema{Type: "string", Description: "a length of time such as 10s or 1m30s"}
	case reflect.TypeFor[json.RawMessage]():
		return jsonschema.TrueSchema
	}
	return nil
}
