package workflows

import (
	"path"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// pushed is which commits deploy: those on main that touch what is built.
func pushed(apps []spec.App) pairs {
	on := pairs{{"branches", []string{"main"}}}
	paths := watched(apps)
	if len(paths) == 0 {
		return on
	}
	return append(on, pair{"paths", append(paths, ".github/workflows/"+apps[0].Name+".yml")})
}

// watched are the files that apps are made from; none where that may be any. An
// app that is built from the root of a repository that holds several is deployed
// with each commit. GitHub reads paths as patterns, so an odd name ends it, too.
func watched(apps []spec.App) []string {
	var paths []string
	for _, a := range apps {
		b := a.Image.Build
		folder := path.Clean(b.Context)
		if folder == "." || strings.HasPrefix(folder, "..") {
			return nil
		}
		paths = append(paths, folder+"/**")
		for _, file := range []string{a.FlyConfig, dockerfileOf(b), b.Ignore} {
			if file != "" && !strings.HasPrefix(path.Clean(file), folder+"/") {
				paths = append(paths, path.Clean(file))
			}
		}
	}
	slices.Sort(paths)
	if paths = slices.Compact(paths); slices.ContainsFunc(paths, pattern) {
		return nil
	}
	return paths
}

// dockerfileOf is the Dockerfile's place in the repository; empty where it lies
// in none.
func dockerfileOf(b *spec.Build) string {
	if b.Dockerfile == "" || remote(b.Dockerfile) {
		return ""
	}
	return path.Join(b.Context, b.Dockerfile)
}

// pattern says whether a path, without the stars that end it, could mean another.
func pattern(p string) bool {
	p = strings.TrimSuffix(p, "/**")
	return shell.Quote(p) != p
}

func dispatch(apps []spec.App) pairs {
	if !slices.ContainsFunc(apps, func(a spec.App) bool { return a.Release != nil }) {
		return pairs{}
	}
	return pairs{{"inputs", pairs{{"without_release", pairs{
		{"description", "Deploy without the release command"}, {"type", "boolean"}, {"default", false},
	}}}}}
}
