package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"sigs.k8s.io/yaml"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// TestSchemasDescribeWhatIsWritten holds the sample company's files against the
// schemas in docs/schemas.
func TestSchemasDescribeWhatIsWritten(t *testing.T) {
	golden := filepath.Join(testenv.Root(), "testdata", "scenarios", "acme", "golden")
	for schema, file := range map[string]string{
		"report.schema.json":  "report.json",
		"plan.schema.json":    "cutover/plan.yaml",
		"fly2k8s.schema.json": "fly2k8s.yaml",
	} {
		t.Run(schema, func(t *testing.T) {
			s := jsonschema.NewCompiler()
			compiled, err := s.Compile(filepath.Join(testenv.Root(), "docs", "schemas", schema))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(value(t, filepath.Join(golden, file))); err != nil {
				t.Error(err)
			}
		})
	}
}

func value(t *testing.T, path string) any {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := yaml.YAMLToJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(raw) {
		t.Fatalf("%s is not JSON", path)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return v
}
