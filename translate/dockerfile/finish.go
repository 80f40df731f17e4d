package dockerfile

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// finish settles what only the whole file shows.
func (b *build) finish(stages []instructions.Stage, target int) *File {
	f := b.file
	root := &stages[chain(stages, target)[0]]
	f.Stage = stages[target].Name
	f.Base = imageOf(root)
	f.Builders = builders(stages, target)
	b.resolveUser()
	if f.StopSignal.Line == 0 {
		f.StopSignal.Value = knownImage(f.Base).signal
	}
	b.cron("ENTRYPOINT", strings.Join(f.Entrypoint.Words, " "), f.Entrypoint.Line)
	b.cron("CMD", strings.Join(f.Command.Words, " "), f.Command.Line)
	s := start(f.Entrypoint, f.Command)
	f.Runtime, f.Server, f.Init = guessRuntime(f, s.Runtime), s.Server, s.Init
	f.Deciding = b.deciding(stages, target)
	f.Unresolved = slices.Compact(f.Unresolved)
	return f
}

// deciding lists what the image shows, in the order of the file.
func (b *build) deciding(stages []instructions.Stage, target int) []Instruction {
	all := slices.Clone(b.many)
	for _, i := range chain(stages, target) {
		s := &stages[i]
		all = append(all, Instruction{Keyword: "FROM", Text: s.BaseName, Line: line(s.Location)})
	}
	for _, keyword := range []string{"USER", "WORKDIR", "ENTRYPOINT", "CMD", "STOPSIGNAL", "HEALTHCHECK"} {
		if i, ok := b.last[keyword]; ok {
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, func(a, c Instruction) int { return cmp.Compare(a.Line, c.Line) })
	return all
}

// copyFrom notes a crontab that is copied into the image.
func (b *build) copyFrom(c *instructions.CopyCommand, at int) {
	for _, name := range append(slices.Clone(c.SourcePaths), c.DestPath) {
		if strings.Contains(path.Base(name), "crontab") || strings.Contains(name, "/etc/cron") || path.Base(name) == "supercronic" {
			b.cron("COPY", "crontab", at)
		}
	}
}
