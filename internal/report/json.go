package report

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// jsonVersion is the version of report.json's shape. It is a contract: another
// shape is another version.
const jsonVersion = 1

// JSON is report.json: every finding, in the order given. One is encoded at a
// time: the encoder keeps two more copies of whatever it gets, and a company's
// ledger is the largest thing that a translation holds.
func JSON(fs []Finding) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"version\": %d,\n  \"findings\": [", jsonVersion)
	for i, f := range fs {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n    ")
		if err := encode(&b, f); err != nil {
			return nil, fmt.Errorf("write report.json: %w", err)
		}
	}
	if len(fs) > 0 {
		b.WriteString("\n  ")
	}
	b.WriteString("]\n}\n")
	return b.Bytes(), nil
}

func encode(b *bytes.Buffer, f Finding) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("    ", "  ")
	err := e.Encode(f)
	b.Truncate(len(bytes.TrimRight(b.Bytes(), "\n"))) // Encode ends a line
	return err
}
