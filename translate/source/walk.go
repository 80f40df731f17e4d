package source

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// scan is one walk over a folder.
type scan struct {
	fsys      fs.FS
	opts      Options
	detectors []detector
	words     *automaton
	hits      []Hit
	stats     Stats
}

// folder reads one folder and those below. patterns are of the .gitignore files
// above; a folder that they exclude is not entered, as in git.
func (s *scan) folder(dir string, patterns []gitignore.Pattern) error {
	entries, err := fs.ReadDir(s.fsys, dir)
	if err != nil {
		if dir == "." {
			return fmt.Errorf("read the source folder: %w", err)
		}
		s.stats.Unreadable = append(s.stats.Unreadable, dir)
		return nil
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".gitignore" }) {
		patterns = append(slices.Clip(patterns), s.gitignore(dir)...)
	}
	ignored := gitignore.NewMatcher(patterns)
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case slices.Contains(s.opts.Exclude, name):
		case skipped(name, e):
			s.stats.Skipped++
		case len(patterns) > 0 && ignored.Match(strings.Split(name, "/"), e.IsDir()):
			s.stats.Ignored++
		case e.IsDir():
			_ = s.folder(name, patterns) // only the top folder gives an error
		case e.Type().IsRegular():
			s.file(name, e)
		}
	}
	return nil
}

// gitignore reads the patterns of one folder.
func (s *scan) gitignore(dir string) []gitignore.Pattern {
	data, err := fs.ReadFile(s.fsys, path.Join(dir, ".gitignore"))
	if err != nil {
		s.stats.Unreadable = append(s.stats.Unreadable, path.Join(dir, ".gitignore"))
		return nil
	}
	var domain []string
	if dir != "." {
		domain = strings.Split(dir, "/")
	}
	var patterns []gitignore.Pattern
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
			patterns = append(patterns, gitignore.ParsePattern(line, domain))
		}
	}
	return patterns
}
