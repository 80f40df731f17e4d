package report

import "strings"

// Places say where the paths of the specs stand in the repository. They are
// filled trace by trace, so that an app's traces can be forgotten after it is
// written: only paths that a finding names are kept.
type Places struct {
	wanted map[noteKey]*Target
}

// NewPlaces wants the paths of these findings, and what they belong to: a path
// without a field of its own stands where its object does.
func NewPlaces(fs []Finding) Places {
	p := Places{wanted: map[noteKey]*Target{}}
	for _, f := range fs {
		for path := f.Spec; path != ""; path = parent(path) {
			p.wanted[noteKey{f.From.App, f.Env, path}] = &Target{}
		}
	}
	return p
}

// parent cuts the last part off a path.
func parent(path string) string {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return ""
	}
	return path[:i]
}

// Add takes the traces of an app. The first trace of a path counts.
func (p Places) Add(traces []Trace) {
	for _, t := range traces {
		for _, env := range []string{t.Env, ""} {
			place, ok := p.wanted[noteKey{t.App, env, t.Spec}]
			if ok && place.File == "" {
				*place = Target{File: t.File, Object: t.Object, Field: t.Field}
			}
		}
	}
}

// Locate fills in where each finding's setting stands now. Findings without a
// path, or whose path led nowhere, keep what they had.
func (p Places) Locate(fs []Finding) []Finding {
	out := make([]Finding, len(fs))
	for i, f := range fs {
		if to, ok := p.of(f); ok {
			f.To = to
		}
		out[i] = f
	}
	return out
}

func (p Places) of(f Finding) (Target, bool) {
	for path := f.Spec; path != ""; path = parent(path) {
		if place := p.wanted[noteKey{f.From.App, f.Env, path}]; place != nil && place.File != "" {
			return *place, true
		}
	}
	return Target{}, false
}
