package drift

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
)

// Columns are the heads of Rows.
func Columns() []string {
	return []string{"APP", "GROUP", "REGION", "FIELD", "BEFORE", "FILE", "RELEASE", "LIVE", "MACHINES", "FROM"}
}

// Rows are the differences as cells of text, one row each, in the same order.
func Rows(all []Difference) [][]string {
	rows := make([][]string, len(all))
	for i, d := range all {
		rows[i] = []string{d.App, d.Group, d.Region, d.Field, d.Before, d.File, d.Release, d.Live, d.share(), d.From.String()}
	}
	return rows
}

// share is "2 of 3", or empty where no machine is concerned.
func (d Difference) share() string {
	if d.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", len(d.Machines), d.Of)
}

// String is file:line key, or empty.
func (p *Place) String() string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d %s", p.File, p.Line, p.Key)
}

// Table is the differences for a terminal. Columns that say nothing are left
// out; without any difference it is empty.
func Table(all []Difference) string {
	if len(all) == 0 {
		return ""
	}
	rows := append([][]string{Columns()}, Rows(all)...)
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		var cells []string
		for i, cell := range row {
			if said(rows, i) {
				cells = append(cells, cell)
			}
		}
		// A strings.Builder takes everything.
		_, _ = fmt.Fprintln(w, strings.TrimRight(strings.Join(cells, "\t"), "\t"))
	}
	_ = w.Flush()
	return b.String()
}

func said(rows [][]string, column int) bool {
	for _, row := range rows[1:] {
		if row[column] != "" {
			return true
		}
	}
	return false
}

// JSON is the differences for a program: an array, empty without any.
func JSON(all []Difference) ([]byte, error) {
	if all == nil {
		all = []Difference{}
	}
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write differences: %w", err)
	}
	return append(text, '\n'), nil
}
