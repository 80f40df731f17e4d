package source

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// detector finds one kind of telling line. needles are words in lower case; only
// lines that hold one of them are handed to find.
type detector struct {
	kind    Kind
	needles []string
	files   func(file string) bool // which files it reads; nil means all
	find    func(line, file string) []match
}

type match struct{ name, form string }

// wants says that a line in lower case holds one of the needles.
func (d detector) wants(lower string) bool {
	return slices.ContainsFunc(d.needles, func(n string) bool { return strings.Contains(lower, n) })
}

// detectors is the list, one per kind and way of finding. Its expressions are
// compiled once.
var detectors = sync.OnceValue(func() []detector {
	return slices.Concat(networkDetectors(), flyDetectors(), appDetectors(), grpcDetectors(), peersDetectors(), deliveryDetectors())
})

// pattern finds a regular expression. The name is the first group that took
// part, or the whole match.
func pattern(expr string) func(line, file string) []match {
	re := regexp.MustCompile(expr)
	return func(line, _ string) []match {
		var found []match
		for _, m := range re.FindAllStringSubmatch(line, -1) {
			found = append(found, match{name: firstGroup(m)})
		}
		return found
	}
}

func firstGroup(m []string) string {
	for _, g := range m[1:] {
		if g != "" {
			return g
		}
	}
	return m[0]
}

// called gives what find finds another name.
func called(name string, find func(line, file string) []match) func(line, file string) []match {
	return func(line, file string) []match {
		if len(find(line, file)) == 0 {
			return nil
		}
		return []match{{name: name}}
	}
}

// config says that a file holds settings rather than code: a host name stands
// there without quotes.
func config(file string) bool {
	base := strings.ToLower(path.Base(file))
	if strings.HasPrefix(base, ".env") || strings.HasPrefix(base, "dockerfile") || base == "procfile" || base == "caddyfile" {
		return true
	}
	return slices.Contains([]string{
		".env", ".toml", ".yml", ".yaml", ".json", ".ini", ".conf", ".cfg", ".properties", ".sh", ".bash", ".dockerfile", ".tf", ".hcl", ".cnf",
	}, path.Ext(base))
}

// manifest says that a file lists a program's dependencies.
func manifest(file string) bool {
	base := strings.ToLower(path.Base(file))
	if strings.HasPrefix(base, "requirements") {
		return true
	}
	return slices.Contains([]string{
		"package.json", "pyproject.toml", "gemfile", "mix.exs", "go.mod", "cargo.toml", "composer.json", "pipfile", "setup.py",
		"pom.xml", "build.gradle", "build.gradle.kts", "deno.json",
	}, base) || strings.HasSuffix(base, ".csproj")
}
