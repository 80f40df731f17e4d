package report

import (
	"cmp"
	"slices"
)

// Sort orders findings by app, environment, source and key, so that the same
// input gives the same report.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.From.App, b.From.App),
			cmp.Compare(a.Env, b.Env),
			cmp.Compare(a.From.File, b.From.File),
			cmp.Compare(a.From.Line, b.From.Line),
			cmp.Compare(a.From.Machine, b.From.Machine),
			cmp.Compare(a.From.Key, b.From.Key),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Outcome, b.Outcome),
			cmp.Compare(a.Why, b.Why),
		)
	})
}

// Open are the findings that a person must still decide: undecided or
// unaccounted, and not accepted. A run that has some ends with exit status 3.
func Open(fs []Finding) []Finding {
	var open []Finding
	for _, f := range fs {
		if f.Accepted == "" && (f.Outcome == Undecided || f.Outcome == Unaccounted) {
			open = append(open, f)
		}
	}
	return open
}
