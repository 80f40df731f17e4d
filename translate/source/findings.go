package source

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/report"
)

// Names lists what the hits of one kind are about, each once, in order.
func Names(hits []Hit, kind Kind) []string {
	var names []string
	for _, h := range hits {
		if h.Kind == kind && h.Name != "" {
			names = append(names, h.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Findings says what the hits mean for one app. Lines of one file that are about
// the same thing become one finding, at the first of them. Files are as in the
// hits, so relative to the folder that was scanned.
//
// Hits of kind Server are facts for the keep-alive rule and no findings: what is
// to be done depends on the server that really starts, which the image knows.
func Findings(app, env string, hits []Hit) []report.Finding {
	var found []report.Finding
	for _, lines := range sameThing(hits) {
		if lines[0].Kind == Server {
			continue
		}
		found = append(found, finding(app, env, lines))
	}
	return found
}

// Gaps says which files were not read.
func Gaps(app, env string, s Stats) []report.Finding {
	var found []report.Finding
	gap := func(file, why string) {
		f := report.Of(report.RuleScanGap, report.Dropped, report.Source{App: app, File: file, Key: "file"}, why)
		f.Env = env
		found = append(found, f)
	}
	for _, name := range s.TooLarge {
		gap(name, "the file is too large for source, so it was not read")
	}
	for _, name := range s.Unreadable {
		gap(name, "it could not be opened, so it was not read")
	}
	return found
}

// sameThing groups hits by file, kind, name and form, in the order of their
// first lines.
func sameThing(hits []Hit) [][]Hit {
	type thing struct {
		kind             Kind
		file, name, form string
	}
	at := map[thing]int{}
	var groups [][]Hit
	for _, h := range hits {
		t := thing{h.Kind, h.File, h.Name, h.Form}
		i, ok := at[t]
		if !ok {
			i = len(groups)
			at[t] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], h)
	}
	return groups
}

func finding(app, env string, lines []Hit) report.Finding {
	h := lines[0]
	m := meaningOf(h)
	why := m.why
	if n := len(lines); n > 1 {
		why += fmt.Sprintf(" (%d lines of this file)", n)
	}
	f := report.Of(m.rule, m.outcome, report.Source{App: app, File: h.File, Key: cmp.Or(h.Name, string(h.Kind)), Line: h.Line}, why)
	f.Env = env
	if m.note {
		f.Severity = report.Note
	}
	f.Do = cmp.Or(m.do, f.Do)
	return f
}
