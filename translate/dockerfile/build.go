package dockerfile

import (
	"maps"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// build plays the instructions of a stage chain in order, as the builder would,
// and keeps what they leave in the image.
type build struct {
	file     *File
	lex      *shell.Lex
	args     map[string]string // given from outside
	global   map[string]string // ARG before the first FROM
	scope    map[string]string // ARG and ENV of the current stage: what $NAME means
	shell    []string          // SHELL
	accounts accounts
	cmdSet   bool // CMD was set in this stage, so ENTRYPOINT leaves it alone
	last     map[string]Instruction
	many     []Instruction // EXPOSE, ENV, VOLUME: each one decides
}

func newBuild(name string, lex *shell.Lex, meta []instructions.ArgCommand, args map[string]string) *build {
	b := &build{
		file: &File{Name: name}, lex: lex, args: args,
		global: platformArgs(), scope: map[string]string{}, last: map[string]Instruction{},
		shell: []string{"/bin/sh", "-c"},
	}
	for _, m := range meta {
		for _, a := range m.Args {
			b.declare(b.global, b.global, a)
		}
	}
	return b
}

// platformArgs are what BuildKit sets by itself; Fly builds for linux/amd64 only
// (https://fly.io/docs/reference/configuration/).
func platformArgs() map[string]string {
	return map[string]string{
		"TARGETPLATFORM": "linux/amd64", "TARGETOS": "linux", "TARGETARCH": "amd64", "TARGETVARIANT": "",
		"BUILDPLATFORM": "linux/amd64", "BUILDOS": "linux", "BUILDARCH": "amd64", "BUILDVARIANT": "",
	}
}

// declare gives an ARG its value: from outside, else its default, else what was
// declared before the first FROM. Without any of them it stays unset.
func (b *build) declare(into, scope map[string]string, a instructions.KeyValuePairOptional) {
	if v, ok := b.args[a.Key]; ok {
		into[a.Key] = v
		return
	}
	if a.Value != nil {
		into[a.Key], _ = b.expand(*a.Value, scope)
		return
	}
	if v, ok := b.global[a.Key]; ok {
		into[a.Key] = v
	}
}

// expand puts variables in. It returns the names that have no value, sorted;
// ${NAME:-default} brings its own.
func (b *build) expand(word string, scope map[string]string) (string, []string) {
	out, missing, err := b.lex.ProcessWord(word, variables(scope))
	if err != nil {
		return word, nil
	}
	names := slices.Sorted(maps.Keys(missing))
	return out, slices.DeleteFunc(names, func(name string) bool {
		return slices.ContainsFunc([]string{":-", "-", ":+", "+"}, func(form string) bool {
			return strings.Contains(word, "${"+name+form)
		})
	})
}

// expandFor expands a word of an instruction and notes what has no value.
func (b *build) expandFor(keyword string, at int, word string) string {
	out, missing := b.expand(word, b.scope)
	for _, name := range missing {
		b.file.Unresolved = append(b.file.Unresolved, Unresolved{Instruction: keyword, Variable: name, Line: at})
	}
	return out
}

// stage plays one stage. What ARG declared stays visible in a stage that builds
// on this one, as in BuildKit.
func (b *build) stage(s *instructions.Stage) {
	b.cmdSet = false
	for _, c := range s.Commands {
		b.apply(c)
	}
}

func (b *build) apply(cmd instructions.Command) {
	at := line(cmd.Location())
	switch c := cmd.(type) {
	case *instructions.ArgCommand:
		for _, a := range c.Args {
			b.declare(b.scope, b.scope, a)
		}
	case *instructions.EnvCommand:
		b.env(c, at)
	case *instructions.ShellCommand:
		b.shell = c.Shell
	case *instructions.RunCommand:
		b.accounts.run(script(c.ShellDependantCmdLine), at, b.scope)
		b.cron("RUN", script(c.ShellDependantCmdLine), at)
	case *instructions.CopyCommand:
		b.copyFrom(c, at)
	case *instructions.UserCommand:
		b.user(c, at)
	case *instructions.WorkdirCommand:
		b.workdir(c, at)
	case *instructions.ExposeCommand:
		b.expose(c, at)
	case *instructions.VolumeCommand:
		b.volume(c, at)
	default:
		b.process(cmd, at)
	}
}

// process plays the instructions that say what starts and how it stops.
func (b *build) process(cmd instructions.Command, at int) {
	switch c := cmd.(type) {
	case *instructions.EntrypointCommand:
		b.file.Entrypoint = b.command(c.ShellDependantCmdLine, at)
		if !b.cmdSet { // the base's CMD were arguments for the base's ENTRYPOINT
			b.file.Command = Command{}
			delete(b.last, "CMD")
		}
		b.decide("ENTRYPOINT", words(c.ShellDependantCmdLine), at)
	case *instructions.CmdCommand:
		b.cmdSet = true
		b.file.Command = b.command(c.ShellDependantCmdLine, at)
		b.decide("CMD", words(c.ShellDependantCmdLine), at)
	case *instructions.StopSignalCommand:
		signal := b.expandFor("STOPSIGNAL", at, c.Signal)
		b.file.StopSignal = Text{Value: signalName(signal), Line: at}
		b.decide("STOPSIGNAL", signal, at)
	case *instructions.HealthCheckCommand:
		b.healthcheck(c, at)
	}
}

// decide records an instruction of which the last one counts.
func (b *build) decide(keyword, text string, at int) {
	b.last[keyword] = Instruction{Keyword: keyword, Text: text, Line: at}
}
