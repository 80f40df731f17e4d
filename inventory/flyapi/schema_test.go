package flyapi_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
	"github.com/fly2k8s/fly2k8s/inventory/yamljson"
)

func compile(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	schemas, err := inventory.Schemas()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemas[name]))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(t *testing.T, schema *jsonschema.Schema, raw []byte) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(doc)
}

func TestFilesFitTheirSchemas(t *testing.T) {
	app, org := compile(t, "inventory-app.schema.json"), compile(t, "inventory-org.schema.json")
	s := collect(t, hurry(t, serve(t, acme, flytest.Options{}), nil), inventory.Options{})
	for name, text := range save(t, s) {
		schema := app
		switch {
		case name == "org.yaml":
			schema = org
		case !strings.HasPrefix(name, "apps/"):
			continue
		}
		raw, err := yamljson.Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, schema, raw); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	whole, err := inventory.JSON(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(t, compile(t, "inventory.schema.json"), whole); err != nil {
		t.Error(err)
	}
	if validate(t, app, []byte(`{"id":"x","name":"y","colour":"red"}`)) == nil {
		t.Error("a key that the format does not have was accepted")
	}
}
