package dockerfile

import (
	"io/fs"
	"net/url"
	"path"
	"strings"
)

// Found says how a Dockerfile was found, or why there is none.
type Found string

const (
	// Named: [build] dockerfile names it, relative to the config file.
	Named Found = "named"
	// Beside: no name is given, and one lies beside the config file.
	Beside Found = "beside"
	// Above: one lies at the root of the sources, where `fly deploy` would see it
	// when started there. That is an assumption.
	Above Found = "above"
	// Remote: [build] dockerfile is a URL, which flyctl downloads at each deploy.
	Remote Found = "remote"
	// Missing: no file is where flyctl would look.
	Missing Found = "missing"
)

// Location is where an app's Dockerfile is. Path is slash-separated and relative
// to the root of the file system, or the URL of a remote one; empty when
// missing. Tried lists the paths that were looked at, in order.
type Location struct {
	Path  string
	Found Found
	Tried []string
}

// Locate looks for a Dockerfile as flyctl does. A name from [build] dockerfile is
// relative to the folder of the config file; without a name, Dockerfile and then
// dockerfile is taken from the folder that `fly deploy` runs in, which usually
// is the config's own and in monorepos the root.
func Locate(fsys fs.FS, tomlDir, named string) Location {
	if remote(named) {
		return Location{Path: named, Found: Remote}
	}
	tomlDir = path.Clean(strings.TrimPrefix(tomlDir, "/"))
	if named != "" {
		return first(fsys, []string{inside(tomlDir, named)}, Named)
	}
	beside := first(fsys, names(tomlDir), Beside)
	if beside.Found == Beside || tomlDir == "." {
		return beside
	}
	above := first(fsys, names("."), Above)
	above.Tried = append(beside.Tried, above.Tried...)
	return above
}

func names(dir string) []string {
	return []string{path.Join(dir, "Dockerfile"), path.Join(dir, "dockerfile")}
}

// inside joins a name to the config's folder. One that leads out of the sources
// is kept as written, and so is missing.
func inside(dir, name string) string {
	return path.Join(dir, strings.ReplaceAll(name, `\`, "/"))
}

func first(fsys fs.FS, paths []string, found Found) Location {
	loc := Location{Found: Missing}
	for _, p := range paths {
		loc.Tried = append(loc.Tried, p)
		info, err := fs.Stat(fsys, p)
		if err == nil && info.Mode().IsRegular() {
			loc.Path, loc.Found = p, found
			return loc
		}
	}
	return loc
}

func remote(name string) bool {
	u, err := url.Parse(name)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
