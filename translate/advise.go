package translate

import "github.com/fly2k8s/fly2k8s/internal/report"

// advise is a rule with advice that fits the case better than its own.
func advise(r report.Rule, do string) report.Rule {
	r.Do = do
	return r
}

// noteOf is a rule in a case where it hardly matters.
func noteOf(r report.Rule) report.Rule {
	r.Severity = report.Note
	return r
}
