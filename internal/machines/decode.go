package machines

import (
	"bytes"
	"errors"
	"io"
	"regexp"

	"go.yaml.in/yaml/v3"
)

// decode reads exactly one YAML document and refuses keys that v doesn't have.
// The error names the line of each problem.
func decode(data []byte, v any) error {
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(v); err != nil {
		return problems(err)
	}
	if err := d.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return errors.New("more than one document")
	}
	return nil
}

var unknownKey = regexp.MustCompile(`field (\S+) not found in type \S+`)

// problems says in the words of the file what the decoder says in Go's.
func problems(err error) error {
	var wrong *yaml.TypeError
	if !errors.As(err, &wrong) {
		return err
	}
	var all []error
	for _, text := range wrong.Errors {
		all = append(all, errors.New(unknownKey.ReplaceAllString(text, "unknown key $1")))
	}
	return errors.Join(all...)
}
