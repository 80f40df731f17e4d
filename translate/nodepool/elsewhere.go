package nodepool

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/report"
)

// Elsewhere says what becomes of an app's machines outside of its primary region,
// one finding for each further region, by code. The app runs in one Google region;
// users near the other machines get the round trip on top.
func Elsewhere(m machines.Map, flyApp, primary, google string, codes []string) []report.Finding {
	var fs []report.Finding
	codes = slices.Clone(codes)
	slices.Sort(codes)
	for _, code := range slices.Compact(codes) {
		if code == primary || code == "" {
			continue
		}
		fs = append(fs, report.Of(report.RuleElsewhere, report.Changed, report.Source{App: flyApp}, elsewhereWhy(m, code, google)))
	}
	return fs
}

func elsewhereWhy(m machines.Map, code, google string) string {
	ms := m.RoundTripMS(code, google)
	if ms == 0 {
		return fmt.Sprintf("its machines in %s run in %s from now on; how far that is isn't known", code, google)
	}
	return fmt.Sprintf("its machines in %s run in %s from now on: about %d ms more per round trip", code, google, ms)
}
