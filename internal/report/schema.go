package report

import (
	"encoding/json"
	"fmt"

	"github.com/invopop/jsonschema"
)

// A document is report.json.
type document struct {
	Version  int       `json:"version" jsonschema:"enum=1"`
	Findings []Finding `json:"findings"`
}

// Schema is the JSON Schema of report.json, made from the types.
func Schema() ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true}
	s := r.Reflect(document{})
	limit(s.Definitions["Finding"], "outcome", outcomes)
	limit(s.Definitions["Finding"], "severity", []Severity{"", Note, Warning, Blocker})
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("make the schema of report.json: %w", err)
	}
	return append(raw, '\n'), nil
}

// limit allows a property these words alone.
func limit[T any](s *jsonschema.Schema, property string, words []T) {
	p, ok := s.Properties.Get(property)
	if !ok {
		return
	}
	for _, w := range words {
		p.Enum = append(p.Enum, w)
	}
}
