package translate

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"github.com/fly2k8s/fly2k8s/translate/kustomize"
)

// Repository is the platform repository, and the findings with the place in it
// that each one's setting has. The findings that come in are left as they are.
func Repository(company spec.Company, findings []report.Finding) (tree.Tree, []report.Finding, error) {
	notes := report.NewNotes(findings)
	places := report.NewPlaces(findings)
	// The platform's folder is made whole, and so needs the most memory: it comes
	// first, while there is nothing else yet.
	out := kustomize.PlatformTree(platformEnvs(company), notes)
	for _, apps := range byName(company.Apps) {
		files, traces := kustomize.AppTree(appIn(company, apps), notes)
		out = append(out, files...)
		places.Add(traces)
	}
	out = append(out, delivery(company, findings)...)
	out = append(out, kustomize.BridgeTree(bridgeEnvs(company))...)
	pools, err := poolfile.Files(company)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range pools {
		out.Add(p.Path, p.Data)
	}
	out.Sort()
	return out, places.Locate(findings), nil
}

// byName groups a company's apps, which are in order of name and environment.
func byName(apps []spec.App) [][]spec.App {
	var out [][]spec.App
	for i, a := range apps {
		if i == 0 || a.Name != apps[i-1].Name {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], a)
	}
	return out
}

// appIn is one app in its environments.
func appIn(company spec.Company, apps []spec.App) kustomize.App {
	app := kustomize.App{Name: apps[0].Name}
	for _, a := range apps {
		env := environmentNamed(company, a.Env)
		objects, traces := kube.Objects(around(company, env, a), a)
		app.Envs = append(app.Envs, kustomize.Env{
			Name: a.Env, App: a.Name, Namespace: a.Namespace, FlyApp: a.FlyApp, Image: a.Image, Objects: objects, Traces: traces,
			Waves: kustomize.ReleaseWaves(env),
		})
	}
	return app
}

// environmentNamed is a company's environment by name; an unknown one has only its
// name.
func environmentNamed(company spec.Company, name string) spec.Environment {
	if i := slices.IndexFunc(company.Environments, func(e spec.Environment) bool { return e.Name == name }); i >= 0 {
		return company.Environments[i]
	}
	return spec.Environment{Name: name}
}

func platformEnvs(company spec.Company) []kustomize.Env {
	var out []kustomize.Env
	for _, e := range company.Environments {
		out = append(out, kustomize.Env{Name: e.Name, Objects: kube.Platform(company, e)})
	}
	return out
}

func bridgeEnvs(company spec.Company) []kustomize.Env {
	var out []kustomize.Env
	for _, e := range company.Environments {
		out = append(out, kustomize.Env{Name: e.Name, Objects: kube.Bridge(company, e)})
	}
	return out
}
