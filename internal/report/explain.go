package report

import (
	"fmt"
	"strings"
)

// Explain is the text of one rule for a terminal, at most 80 columns wide.
func Explain(r Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s (%s)\n\n", r.Code, r.Name, r.Severity)
	b.WriteString(wrap(r.Title, 0) + "\n")
	for _, part := range []struct{ label, text string }{
		{"Detected", r.Detects}, {"Generated", r.Generates}, {"To do", r.Do}, {"See", r.Link},
	} {
		fmt.Fprintf(&b, "%-11s%s", part.label, wrap(part.text, 11)[11:])
	}
	fmt.Fprintf(&b, "\nTo accept it, with the reason in the report, write in fly2k8s.yaml:\n\n"+
		"accept:\n  - rule: %s\n    reason: why that is all right\n", r.Name)
	return b.String()
}

// wrap breaks text into lines of at most 80 columns, each indented.
func wrap(text string, indent int) string {
	const width = 80
	margin := strings.Repeat(" ", indent)
	var b strings.Builder
	line := margin
	for _, word := range strings.Fields(text) {
		if len(line) > indent && len(line)+1+len(word) > width {
			b.WriteString(line + "\n")
			line = margin
		}
		if len(line) > indent {
			line += " "
		}
		line += word
	}
	return b.String() + line + "\n"
}
