package flytoml

import (
	"fmt"
	"strings"
)

// SyntaxError says that the bytes are no TOML, JSON or YAML. It is the only
// error with which flyctl refuses to load a file.
type SyntaxError struct {
	File   string
	Line   int // from 1; 0 when the parser does not say
	Column int // from 1; 0 when the parser does not say
	Cause  string
}

func (e *SyntaxError) Error() string {
	switch {
	case e.Line == 0:
		return fmt.Sprintf("read %s: %s", e.File, e.Cause)
	case e.Column == 0:
		return fmt.Sprintf("read %s:%d: %s", e.File, e.Line, e.Cause)
	}
	return fmt.Sprintf("read %s:%d:%d: %s", e.File, e.Line, e.Column, e.Cause)
}

// ShapeError lists every value of a wrong type. One is enough for flyctl to
// drop the whole file: it goes on with an empty config and only tells at deploy.
type ShapeError struct {
	File     string
	Problems []Problem // at least one, by line
}

// Problem is one value of a wrong type or range.
type Problem struct {
	Line     int
	Key      string // as the file spells it
	Expected string // "an integer"
	Found    string // "the string \"8080\""
}

func (e *ShapeError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = fmt.Sprintf("%s:%d: %s: expected %s, found %s", e.File, p.Line, p.Key, p.Expected, p.Found)
	}
	return strings.Join(lines, "\n")
}
