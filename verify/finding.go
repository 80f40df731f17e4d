package verify

// finding starts an error about a field of an object, with its place.
func (s *site) finding(o object, field string) Finding {
	file, line := s.places.of(o, field)
	return Finding{Severity: Error, File: file, Line: line, Env: o.env, Object: o.id()}
}

// fault is a finding in one line: what stands at the field, what should, and
// what to do about it.
func (s *site) fault(o object, field, found, expected, do string) Finding {
	f := s.finding(o, field)
	f.Found, f.Expected, f.Do = found, expected, do
	return f
}

func (f Finding) warning() Finding {
	f.Severity = Warning
	return f
}
