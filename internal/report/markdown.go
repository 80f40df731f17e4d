package report

import (
	"bytes"
	"fmt"
	"text/template"

	"github.com/fly2k8s/fly2k8s/templates"
)

// Markdown is REPORT.md.
func Markdown(p Page) ([]byte, error) {
	t, err := template.ParseFS(templates.Files, "report.md.tmpl")
	if err != nil {
		return nil, fmt.Errorf("write REPORT.md: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return nil, fmt.Errorf("write REPORT.md: %w", err)
	}
	return b.Bytes(), nil
}
