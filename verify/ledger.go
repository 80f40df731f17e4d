package verify

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/report"
)

// reportFile is where translate writes its ledger.
const reportFile = "report.json"

// book is report.json, and the line on which each of its findings starts.
type book struct {
	Version  int              `json:"version"`
	Findings []report.Finding `json:"findings"`
	lines    []int
}

// ledger checks that every setting is accounted for, and that what a setting
// became really stands where the ledger says.
func ledger(s *site) outcome {
	at := slices.IndexFunc(s.files, func(f file) bool { return f.path == reportFile })
	if at < 0 {
		return outcome{skipped: "no " + reportFile + " in the tree"}
	}
	b, err := readBook(s.files[at].data)
	if err != nil {
		return outcome{findings: []Finding{{Severity: Error, File: reportFile, Found: err.Error(),
			Expected: "version 1 of the ledger", Do: "run translate again"}}}
	}
	seen := outcome{checked: len(b.Findings)}
	for i, f := range b.Findings {
		seen.findings = append(seen.findings, s.entry(f, b.lines[i])...)
	}
	return seen
}

func readBook(data []byte) (book, error) {
	var b book
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&b); err != nil {
		return book{}, fmt.Errorf("read %s: %w", reportFile, err)
	}
	if b.Version != 1 {
		return book{}, fmt.Errorf("read %s: version %d", reportFile, b.Version)
	}
	b.lines = entryLines(data, len(b.Findings))
	return b, nil
}

// entryLines finds the line on which each finding starts.
func entryLines(data []byte, count int) []int {
	lines := make([]int, count)
	decoder := json.NewDecoder(bytes.NewReader(data))
	depth, entry := 0, 0
	for {
		token, err := decoder.Token()
		if err != nil {
			return lines
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			if depth++; depth == 3 && entry < count {
				lines[entry] = 1 + bytes.Count(data[:decoder.InputOffset()], []byte("\n"))
				entry++
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
}

func (s *site) entry(f report.Finding, line int) []Finding {
	at := Finding{Severity: Error, File: reportFile, Line: line, Env: f.Env, Object: cmp.Or(f.From.App, f.From.File)}
	from := origin(f.From)
	say := func(severity Severity, found, expected, do string) []Finding {
		at.Severity, at.Found, at.Expected, at.Do = severity, found, expected, do
		return []Finding{at}
	}
	switch f.Outcome {
	case report.Carried, report.Changed, report.Dropped:
	case report.Unaccounted:
		return say(Error, from+", which nobody accounted for", "every setting carried, changed, dropped or undecided",
			"look the setting up on Fly and decide by hand what it becomes")
	case report.Undecided:
		if f.Accepted == "" {
			return say(Warning, from+", undecided: "+f.Why, "a decision in fly2k8s.yaml", cmp.Or(f.Do, "decide, or accept it with a reason"))
		}
	default:
		return say(Error, fmt.Sprintf("outcome %q", f.Outcome), "carried, changed, dropped, undecided or unaccounted", "run translate again")
	}
	return s.landed(f, from, say)
}

// origin is where a setting stands: file:line key, as far as it is known.
func origin(from report.Source) string {
	place := cmp.Or(from.File, from.Machine, from.App)
	if from.Line > 0 {
		place = fmt.Sprintf("%s:%d", place, from.Line)
	}
	return place + " " + from.Key
}

// landed checks the place where a setting went.
func (s *site) landed(f report.Finding, from string, say func(Severity, string, string, string) []Finding) []Finding {
	switch {
	case f.To.File == "":
		return nil
	case !s.has(f.To.File):
		return say(Error, from+" became part of "+f.To.File+", which is not in the tree", "the file", "run translate again, or say in the ledger where the setting went")
	case f.To.Object != "" && !s.places.holds(f.To.File, f.To.Object):
		return say(Error, from+" became part of "+f.To.Object+", which is not in "+f.To.File, "the object in that file", "run translate again, or restore the object")
	}
	return nil
}

// holds says whether a file has an object, given as Kind/name. Files without
// objects of their own (kustomizations, Terraform) are not looked into.
func (p places) holds(file, object string) bool {
	any := false
	for _, c := range p {
		if c.file != file || c.name == "" {
			continue
		}
		if any = true; c.kind+"/"+c.name == object {
			return true
		}
	}
	return !any
}
