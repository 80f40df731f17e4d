package report

import "fmt"

// Notes are the comments that say where a field comes from, by the trace of
// the field.
type Notes map[noteKey]Source

type noteKey struct{ app, env, spec string }

// NewNotes takes the first finding of each spec path. A place with a line
// number wins over one without: it is the one that people wrote.
func NewNotes(fs []Finding) Notes {
	notes := Notes{}
	for _, f := range fs {
		if f.Spec == "" || f.From.File == "" {
			continue
		}
		key := noteKey{f.From.App, f.Env, f.Spec}
		if old, ok := notes[key]; !ok || old.Line == 0 && f.From.Line > 0 {
			notes[key] = f.From
		}
	}
	return notes
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
