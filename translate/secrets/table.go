package secrets

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// Table is the rows for a person, with what is left to do counted below.
func Table(rows []Row) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ENV\tAPP\tSECRET\tCLASS\tSTORE\tKEY\tSTATE\tDO")
	open := 0
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Env, dash(r.App), r.Name, dash(r.Class), r.Store, r.Key, r.State, dash(r.Do))
		if r.Do != "" {
			open++
		}
	}
	w.Flush() // into a Builder, which never fails
	fmt.Fprintf(&b, "%d names, %d need a person or the script\n", len(rows), open)
	return b.String()
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
