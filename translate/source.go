package translate

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
)

// FindSources lists the config files under root, which is a folder or one file
// of fsys, in order: every fly.toml, fly.json and fly.yaml, and any other TOML
// that has an app or a primary region beside a section that only Fly knows.
// Folders of dependencies and of version control are not entered, nor are those
// that a symbolic link leads to.
func FindSources(fsys fs.FS, root string) ([]Source, error) {
	info, err := fs.Stat(fsys, root)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []Source{{Dir: path.Dir(root), FS: fsys, Config: root}}, nil
	}
	var found []Source
	err = fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && skipped(d.Name()):
			return fs.SkipDir
		case d.Type().IsRegular() && isConfig(fsys, name):
			found = append(found, Source{Dir: path.Dir(name), FS: fsys, Config: name})
		case d.Type() == fs.ModeSymlink && usualName(name) && pointsAway(fsys, root, name):
			found = append(found, Source{Dir: path.Dir(name), FS: fsys, Config: name})
		}
		return nil
	})
	return found, err
}

// pointsAway says that a symbolic link leads to a file which the walk does not
// meet by itself: one with another kind of name, or outside of the folder.
func pointsAway(fsys fs.FS, root, name string) bool {
	info, err := fs.Stat(fsys, name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	target, err := fs.ReadLink(fsys, name)
	if err != nil || path.IsAbs(target) {
		return true
	}
	met := path.Join(path.Dir(name), target)
	return !fs.ValidPath(met) || !within(met, root) || !isConfig(fsys, met)
}

func skipped(dir string) bool {
	switch dir {
	case ".git", ".hg", ".svn", "node_modules", "vendor", "_build", "deps", "target", ".venv", "venv", ".next", "dist":
		return true
	}
	return false
}

// usualName says that a file has one of the names that flyctl looks for.
func usualName(name string) bool {
	base := path.Base(name)
	return base == "fly.toml" || base == "fly.json" || base == "fly.yaml"
}

func isConfig(fsys fs.FS, name string) bool {
	switch base := path.Base(name); {
	case usualName(name):
		return true
	case path.Ext(base) != ".toml", base == "Cargo.toml", base == "pyproject.toml", base == "netlify.toml":
		return false
	}
	data, err := fs.ReadFile(fsys, name)
	return err == nil && looksFly(data, strings.Contains(path.Base(name), "fly"))
}

// looksFly reads the names of top keys and tables, line by line: a folder may
// hold thousands of TOML files that are none of ours. A file that is called after
// Fly (fly.staging.toml) needs no section to be one.
func looksFly(data []byte, section bool) bool {
	named, top := false, true
	for line := range bytes.Lines(data) {
		text := strings.TrimSpace(string(line))
		if strings.HasPrefix(text, "[") {
			top = false
			section = section || flySection(strings.Trim(text, "[] \t"))
			continue
		}
		key, _, ok := strings.Cut(text, "=")
		key = strings.TrimSpace(key)
		named = named || ok && top && (key == "app" || key == "primary_region")
	}
	return named && section
}

// flySection names the tables that no other program's TOML has.
func flySection(name string) bool {
	name, _, _ = strings.Cut(name, "#")
	name = strings.Trim(name, "[] \t")
	head, _, _ := strings.Cut(name, ".")
	switch head {
	case "http_service", "mounts", "mount", "vm", "services", "processes", "experimental", "statics", "restart", "compute":
		return true
	}
	return false
}
