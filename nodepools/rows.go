package nodepools

import (
	"fmt"
	"path"
	"strings"
)

// Header names the columns of Rows.
func Header() []string { return []string{"CLUSTER", "POOL", "CHANGE", "FIELD", "HAVE", "WANT"} }

// Rows are the diff for a table: one per field that differs, one for each pool
// that is made or named, none for pools that agree.
func (d Diff) Rows() [][]string {
	var rows [][]string
	for _, c := range d.Changes {
		switch {
		case c.Kind == Create:
			rows = append(rows, []string{path.Base(c.Cluster), c.Pool, string(Create), "", "", ""})
		case len(c.Fields) > 0:
			rows = append(rows, c.rows()...)
		case c.State != "":
			rows = append(rows, []string{path.Base(c.Cluster), c.Pool, "wait", "status", c.State, "RUNNING"})
		}
	}
	for _, e := range d.Extra {
		rows = append(rows, []string{path.Base(e.Cluster), e.Pool, "left alone", "", "", "no file knows it"})
	}
	return rows
}

func (c Change) rows() [][]string {
	var rows [][]string
	for _, f := range c.Fields {
		kind := string(Update)
		if f.Immutable != "" {
			kind = string(Refused)
		}
		rows = append(rows, []string{path.Base(c.Cluster), c.Pool, kind, f.Path, unset(f.Have), unset(f.Want)})
	}
	return rows
}

func unset(value string) string {
	if value == "" {
		return "-"
	}
	return value
}

// String is one line per row, and the reason of each refusal.
func (d Diff) String() string {
	var b strings.Builder
	for _, row := range d.Rows() {
		fmt.Fprintln(&b, strings.TrimRight(strings.Join(row, "  "), " "))
	}
	for _, why := range d.Refusals() {
		fmt.Fprintln(&b, why)
	}
	return b.String()
}

// Refusals say of each field that can't be changed why that is so.
func (d Diff) Refusals() []string {
	var out []string
	for _, c := range d.Changes {
		for _, f := range c.Fields {
			if f.Immutable != "" {
				out = append(out, fmt.Sprintf("%s: %s can't change from %s to %s: %s", c.Pool, f.Path, unset(f.Have), unset(f.Want), f.Immutable))
			}
		}
	}
	return out
}
