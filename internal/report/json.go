package report

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// jsonVersion is the version of report.json's shape. It is a contract: another
// shape is another version.
const jsonVersion = 1

// JSON is report.json: every finding, in the order given.
func JSON(fs []Finding) ([]byte, error) {
	page := document{jsonVersion, fs}
	if page.Findings == nil {
		page.Findings = []Finding{}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(page); err != nil {
		return nil, fmt.Errorf("write report.json: %w", err)
	}
	return b.Bytes(), nil
}
