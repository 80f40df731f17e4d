package machines

import (
	"bytes"
	"errors"
	"io"

	"go.yaml.in/yaml/v3"
)

// decode reads exactly one YAML document and refuses keys that v doesn't have.
// Errors name the line.
func decode(data []byte, v any) error {
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(v); err != nil {
		return err
	}
	if err := d.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return errors.New("more than one document")
	}
	return nil
}
