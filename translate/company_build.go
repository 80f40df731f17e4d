package translate

import (
	"path"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
)

// built says where in the source tree the app's file and its build lie: App
// knows no folder, and CI builds from the root of the repository.
func (m candidate) built(app *spec.App) {
	if m.source == nil {
		return
	}
	app.FlyConfig = m.source.Config
	b := app.Image.Build
	if b == nil {
		return
	}
	b.Context = m.root
	if b.Ignore != "" {
		b.Ignore = path.Join(m.source.Dir, b.Ignore)
	}
	if b.Builder != "" || len(b.Buildpacks) > 0 {
		return
	}
	if loc := dockerfile.Locate(m.source.FS, m.source.Dir, b.Dockerfile); loc.Path != "" && loc.Found != dockerfile.Remote {
		b.Dockerfile = below(b.Context, loc.Path)
	}
}
