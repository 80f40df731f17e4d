package translate

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// shadowed takes out plain variables that a secret of the same name hides: on
// Fly a secret beats [env] (https://fly.io/docs/machines/runtime-environment/).
// Their findings say so.
func shadowed(app *spec.App, findings []report.Finding) {
	hidden := func(name string) bool {
		return slices.ContainsFunc(app.Secrets, func(s spec.Secret) bool { return s.Name == name })
	}
	drop := func(vars []spec.Var) []spec.Var {
		return slices.DeleteFunc(vars, func(v spec.Var) bool { return hidden(v.Name) })
	}
	app.Config = drop(app.Config)
	for i := range app.Processes {
		app.Processes[i].Env = drop(app.Processes[i].Env)
	}
	for i := range app.Jobs {
		app.Jobs[i].Process.Env = drop(app.Jobs[i].Process.Env)
	}
	for i := range app.Schedules {
		app.Schedules[i].Process.Env = drop(app.Schedules[i].Process.Env)
	}
	for i, f := range findings {
		name, ok := plainVariable(f.Spec)
		if !ok || !hidden(name) {
			continue
		}
		findings[i] = report.Of(report.RuleEnvPrecedence, report.Dropped, f.From, "a secret of the same name beats it, on Fly as well")
		findings[i].Env = f.Env
	}
}

// plainVariable reads spec.EnvPath, of the app, of one process or of a schedule.
func plainVariable(path string) (name string, ok bool) {
	for _, list := range []string{"processes.", "schedules."} {
		if rest, of := strings.CutPrefix(path, list); of {
			_, path, _ = strings.Cut(rest, ".")
		}
	}
	return strings.CutPrefix(path, "env.")
}
