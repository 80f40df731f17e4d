package source

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
)

// valueKinds are the kinds that a variable's value can be of, worst first.
var valueKinds = [...]Kind{FlySocket, RedisREST, MachinesAPI, UDPBind, IPv6, Internal, Tigris, BuildHost, FlyDevHost, Flycast}

// InValue says what the value of a plain variable gives away, as a finding
// without a place. When it gives away several things, the one that needs a
// person most is it. A name that keeps working is a note.
func InValue(name, value string) (report.Finding, bool) {
	var worst report.Finding
	found := false
	for _, h := range inValue(name, value) {
		m := meaningOf(h)
		f := report.Of(m.rule, m.outcome, report.Source{}, m.why)
		if m.do != "" {
			f.Do = m.do
		}
		if m.note || h.Kind == Internal && m.outcome == report.Changed {
			f.Severity = report.Note
		}
		if !found || f.Outcome == report.Undecided && worst.Outcome != report.Undecided {
			worst, found = f, true
		}
	}
	return worst, found
}

// inValue reads a variable as a line of a settings file.
func inValue(name, value string) []Hit {
	line := name + `="` + value + `"`
	lower := strings.ToLower(line)
	var hits []Hit
	for _, kind := range valueKinds {
		for _, d := range detectors() {
			if d.kind != kind || d.files != nil && !d.files(".env") || !d.wants(lower) {
				continue
			}
			for _, m := range d.find(line, ".env") {
				hits = append(hits, Hit{Kind: kind, Name: m.name, Form: m.form})
			}
		}
	}
	return slices.Compact(hits)
}
