package report

import "fmt"

// outcomes in the order in which people read them.
var outcomes = []Outcome{Carried, Changed, Dropped, Undecided, Unaccounted}

// Count is the number of findings of each outcome.
func Count(fs []Finding) map[Outcome]int {
	n := map[Outcome]int{}
	for _, f := range fs {
		n[f.Outcome]++
	}
	return n
}

// Summary is the ledger in one line.
func Summary(fs []Finding) string {
	n := Count(fs)
	line := fmt.Sprintf("%d settings:", len(fs))
	for i, o := range outcomes {
		if i > 0 {
			line += ","
		}
		line += fmt.Sprintf(" %d %s", n[o], o)
	}
	return line
}
