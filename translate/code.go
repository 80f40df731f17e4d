package translate

import (
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

// scanned is what the code of one folder gave away. Environments of one app
// mostly share the folder, so it is read once.
type scanned struct {
	of   *Source
	root string
	hits []source.Hit
}

// code reads the folder that an app is built from. Its findings are about all
// environments that share the folder, and are written once.
func (c *company) code(m candidate) ([]source.Hit, []report.Finding) {
	root := m.root
	for _, s := range c.scans {
		if sameTree(s.of, m.source) && s.root == root {
			return s.hits, nil
		}
	}
	sub, err := fs.Sub(m.source.FS, root)
	if err != nil {
		return nil, []report.Finding{unread(m.flyApp, root, err)}
	}
	hits, stats, err := source.Scan(sub, source.Options{Exclude: c.othersBelow(m, root)})
	if err != nil {
		return nil, []report.Finding{unread(m.flyApp, root, err)}
	}
	for i := range hits {
		hits[i].File = path.Join(root, hits[i].File)
	}
	for i := range stats.TooLarge {
		stats.TooLarge[i] = path.Join(root, stats.TooLarge[i])
	}
	c.scans = append(c.scans, scanned{of: m.source, root: root, hits: hits})
	return hits, append(source.Findings(m.flyApp, "", hits), source.Gaps(m.flyApp, "", stats)...)
}

// sharedCode reads what lies beside the apps in each source folder: workflows,
// packages that several apps use. Whose it is can't be told, so its findings
// name no app, and no app's spec rests on it.
func (c *company) sharedCode() {
	var seen []*Source
	for _, m := range c.candidates {
		if m.source == nil || slices.ContainsFunc(seen, func(s *Source) bool { return sameTree(s, m.source) }) {
			continue
		}
		seen = append(seen, m.source)
		apart := c.codeRoots(m.source)
		if slices.Contains(apart, ".") {
			continue // the whole folder is one app's
		}
		hits, stats, err := source.Scan(m.source.FS, source.Options{Exclude: apart})
		if err != nil {
			c.add(unread("", ".", err))
			continue
		}
		for _, f := range append(source.Findings("", "", hits), source.Gaps("", "", stats)...) {
			c.add(f)
		}
	}
}

// codeRoots are the folders of all apps of one source folder, and their config
// files.
func (c *company) codeRoots(in *Source) []string {
	var out []string
	for _, m := range c.candidates {
		if m.source != nil && sameTree(m.source, in) {
			out = append(out, m.root, m.source.Config)
		}
	}
	return out
}

func unread(app, root string, err error) report.Finding {
	return report.Of(report.RuleScanGap, report.Dropped, report.Source{App: app, File: root, Key: "folder"}, "the source folder could not be read: "+unreadable(err))
}

// codeRoot is the folder that the image is built from: the Dockerfile's, when it
// lies above the config file (deploy/fly/prod.toml), else the config file's own.
func codeRoot(m candidate) string {
	if m.source == nil {
		return ""
	}
	named := ""
	if b := m.file.Config.Build; b != nil {
		named = b.Dockerfile
	}
	loc := dockerfile.Locate(m.source.FS, m.source.Dir, named)
	if loc.Path == "" || loc.Found == dockerfile.Remote {
		return m.source.Dir
	}
	if dir := path.Dir(loc.Path); within(m.source.Dir, dir) {
		return dir
	}
	return m.source.Dir
}

// othersBelow are paths inside root that the scan leaves alone: config files,
// which are read as such, and the folders of other apps.
func (c *company) othersBelow(m candidate, root string) []string {
	var out []string
	for _, other := range c.candidates {
		if other.source == nil || !within(other.source.Config, root) || !sameTree(other.source, m.source) {
			continue
		}
		out = append(out, relative(root, other.source.Config))
		if dir := other.root; dir != root && within(dir, root) && !within(m.source.Dir, dir) {
			out = append(out, relative(root, dir))
		}
	}
	return out
}

// sameTree says that two config files lie in the same source folder. Not every
// fs.FS can be compared; one that can't is known by its name.
func sameTree(a, b *Source) bool {
	if reflect.TypeOf(a.FS).Comparable() && reflect.TypeOf(b.FS).Comparable() {
		return a.FS == b.FS
	}
	return a.Root == b.Root
}

// within says that a path is a folder or inside of it.
func within(name, dir string) bool {
	rest, ok := strings.CutPrefix(name, dir)
	return dir == "." || ok && (rest == "" || rest[0] == '/')
}

func relative(root, name string) string {
	if root == "." {
		return name
	}
	return strings.TrimPrefix(name, root+"/")
}
