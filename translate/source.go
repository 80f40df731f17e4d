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
// Folders of dependencies and of version control are not entered.
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
		}
		return nil
	})
	return found, err
}

func skipped(dir string) bool {
	switch dir {
	case ".git", ".hg", ".svn", "node_modules", "vendor", "_build", "deps", "target", ".venv", "venv", ".next", "dist":
		return true
	}
	return false
}

func isConfig(fsys fs.FS, name string) bool {
	switch base := path.Base(name); {
	case base == "fly.toml", base == "fly.json", base == "fly.yaml":
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
