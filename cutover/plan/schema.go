package plan

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/invopop/jsonschema"
)

// JSONSchema is the JSON Schema of plan.yaml, made from the types.
func JSONSchema() ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true, FieldNameTag: "yaml", Mapper: effectSchema}
	raw, err := json.MarshalIndent(r.Reflect(Plan{}), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("make the schema of plan.yaml: %w", err)
	}
	return append(raw, '\n'), nil
}

// effectSchema is for effects, which are written as one line each.
func effectSchema(t reflect.Type) *jsonschema.Schema {
	if t == reflect.TypeFor[Effect]() {
		return &jsonschema.Schema{Type: "string", Description: "what a step does to the world: a verb, what it is done to, and sometimes a value"}
	}
	return nil
}
