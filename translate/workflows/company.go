package workflows

import (
	"cmp"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

const previewEnv = spec.PreviewEnv

// built are the apps that CI builds, each with its environments.
func built(apps []spec.App) [][]spec.App { return grouped(apps, side.Deployed) }

// grouped are the apps of a kind by name; they come in order of it.
func grouped(apps []spec.App, kind func(spec.App) bool) [][]spec.App {
	var out [][]spec.App
	for _, a := range apps {
		if !kind(a) {
			continue
		}
		if n := len(out); n > 0 && out[n-1][0].Name == a.Name {
			out[n-1] = append(out[n-1], a)
			continue
		}
		out = append(out, []spec.App{a})
	}
	return out
}

// permanent are the environments that stay, in the order in which a commit
// passes through them: production comes last.
func permanent(apps []spec.App) []spec.App {
	out := slices.DeleteFunc(slices.Clone(apps), func(a spec.App) bool { return a.Env == previewEnv })
	slices.Reverse(out)
	return out
}

func preview(apps []spec.App) (spec.App, bool) {
	i := slices.IndexFunc(apps, func(a spec.App) bool { return a.Env == previewEnv })
	if i < 0 {
		return spec.App{}, false
	}
	return apps[i], true
}

func environmentOf(c spec.Company, app spec.App) spec.Environment {
	i := slices.IndexFunc(c.Environments, func(e spec.Environment) bool { return e.Name == app.Env })
	if i < 0 {
		return spec.Environment{Name: app.Env}
	}
	return c.Environments[i]
}

// repository is where the app's image is pushed.
func repository(env spec.Environment, app spec.App) string {
	return cmp.Or(app.Image.Repo, env.Registry+"/"+app.Name)
}
