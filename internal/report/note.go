package report

import "fmt"

// Notes are the comments that say where a field comes from, by the trace of
// the field.
type Notes map[noteKey]Source

type noteKey struct{ app, env, spec string }

// NewNotes takes one finding of each spec path: one with a line number, because
// people wrote that, then one whose meaning was carried, then the first.
func NewNotes(fs []Finding) Notes {
	notes := Notes{}
	best := map[noteKey]int{}
	for _, f := range fs {
		if f.Spec == "" || f.From.File == "" || f.Outcome == Dropped {
			continue
		}
		key := noteKey{f.From.App, f.Env, f.Spec}
		if old, ok := best[key]; !ok || telling(f) > old {
			best[key], notes[key] = telling(f), f.From
		}
	}
	return notes
}

func telling(f Finding) int {
	n := 0
	if f.From.Line > 0 {
		n += 2
	}
	if f.Outcome == Carried {
		n++
	}
	return n
}

// Of is the note of a trace without the comment sign; empty when nothing is
// known: from fly.toml:12 http_service.internal_port.
func (n Notes) Of(t Trace) string {
	from, ok := n[noteKey{t.App, t.Env, t.Spec}]
	if !ok {
		from, ok = n[noteKey{t.App, "", t.Spec}]
	}
	if !ok {
		return ""
	}
	if from.Line == 0 {
		return fmt.Sprintf("from %s %s", from.File, from.Key)
	}
	return fmt.Sprintf("from %s:%d %s", from.File, from.Line, from.Key)
}
