package dockerfile

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// Parse reads a Dockerfile as BuildKit does. name is for messages and for the
// ledger. An error is an *Error: such a file could not be built on Fly either.
func Parse(name string, data []byte, opts Options) (file *File, err error) {
	// The parser is somebody else's and reads what strangers wrote: a slip of
	// its own must not take the whole run with it.
	defer func() {
		if r := recover(); r != nil {
			file, err = nil, &Error{File: name, Why: fmt.Sprintf("the Dockerfile parser gave up: %v", r)}
		}
	}()

	ast, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, located(name, err)
	}
	stages, meta, err := instructions.Parse(ast.AST, nil)
	if err != nil {
		return nil, located(name, err)
	}

	b := newBuild(name, shell.NewLex(ast.EscapeToken), meta, opts.Args)
	b.file.Syntax = frontend(data)
	if err := b.resolveBases(stages); err != nil {
		return nil, located(name, err)
	}
	target, err := targetStage(stages, opts.Target)
	if err != nil {
		return nil, located(name, err)
	}
	for _, i := range chain(stages, target) {
		b.stage(&stages[i])
	}
	return b.finish(stages, target), nil
}

func frontend(data []byte) Text {
	image, _, where, ok := parser.DetectSyntax(data)
	if !ok || len(where) == 0 {
		return Text{}
	}
	return Text{Value: image, Line: where[0].Start.Line}
}

// targetStage finds the stage that is built, by its name or, as Docker's older
// builder took it, by its number from 0.
func targetStage(stages []instructions.Stage, target string) (int, error) {
	if len(stages) == 0 {
		return 0, errors.New("no FROM instruction")
	}
	if target == "" {
		return len(stages) - 1, nil
	}
	if i, ok := stageNamed(stages, target); ok {
		return i, nil
	}
	if i, err := strconv.Atoi(target); err == nil && i >= 0 && i < len(stages) {
		return i, nil
	}
	return 0, fmt.Errorf("find stage %q: the file has no such stage", target)
}

// chain lists the stages that the target is made of, the outermost base first.
// A stage can only build on an earlier one, so the walk ends.
func chain(stages []instructions.Stage, target int) []int {
	order := []int{target}
	for i := target; ; {
		parent, ok := stageNamed(stages[:i], stages[i].BaseName)
		if !ok {
			slices.Reverse(order)
			return order
		}
		order = append(order, parent)
		i = parent
	}
}

// stageNamed finds a stage by its name, in any letter case. Of two with one name
// the later is meant, as in BuildKit's graph.
func stageNamed(stages []instructions.Stage, name string) (int, bool) {
	for i, s := range slices.Backward(stages) {
		if s.Name != "" && strings.EqualFold(s.Name, name) {
			return i, true
		}
	}
	return 0, false
}

// Error says why a Dockerfile can't be built. Line is 0 where no line is to blame.
type Error struct {
	File string
	Line int
	Why  string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return "parse " + e.File + ": " + e.Why
	}
	return fmt.Sprintf("parse %s:%d: %s", e.File, e.Line, e.Why)
}

func located(name string, err error) error {
	e := &Error{File: name, Why: oneLine(err)}
	if where := (*parser.LocationError)(nil); errors.As(err, &where) && len(where.Locations) > 0 {
		e.Line = line(where.Locations[0])
	}
	return e
}

func oneLine(err error) string {
	return strings.Join(strings.Fields(err.Error()), " ")
}

func line(where []parser.Range) int {
	if len(where) == 0 {
		return 0
	}
	return where[0].Start.Line
}
