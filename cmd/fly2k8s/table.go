package main

import (
	"strings"
	"text/tabwriter"
)

// table lines up columns for a terminal.
func table(header []string, rows [][]string) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range append([][]string{header}, rows...) {
		_, _ = w.Write([]byte(strings.Join(row, "\t") + "\n")) // a Builder takes everything
	}
	_ = w.Flush() // as above
	return b.String()
}
