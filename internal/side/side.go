// Package side names the variables of CI that say where something with a side
// effect runs. The workflows read them and the cutover's commands set them, so
// that both mean the same.
//
// A side is fly or gke. A write domain is a thing that an app writes to and that
// moves: a database, a cache with state, a bucket. An app without any has its
// own.
package side

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// The sides.
const (
	Fly = "fly"
	GKE = "gke"
)

// Variables of a GitHub environment, beside one per write domain.
const (
	SchemaFreeze = "SCHEMA_FREEZE" // on: deploys with a release command are refused
	DeployFreeze = "DEPLOY_FREEZE" // on: all deploys are refused
	FlyDeploys   = "FLY_DEPLOYS"   // off: nothing is left on Fly to deploy to
)

// Variable is the name of the variable that says which side a write domain is
// active on. Unset means Fly.
func Variable(domain string) string {
	return "ACTIVE_" + strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, domain)
}

// Domains are the write domains of an app: it is active on GKE when all of them
// are. An app without any has its own name.
func Domains(c spec.Company, app spec.App) []string {
	var out []string
	for _, d := range c.Databases {
		if d.Env == app.Env && d.Target != spec.Keep && slices.ContainsFunc(d.Databases, func(u spec.DatabaseUse) bool {
			return u.App == app.Name && !u.Reader
		}) {
			out = append(out, d.Name)
		}
	}
	for _, k := range c.Caches {
		if k.Env == app.Env && k.Target != spec.NoCache && k.State != "cache" && slices.Contains(k.Apps, app.Name) {
			out = append(out, k.Name)
		}
	}
	for _, b := range c.Buckets {
		if b.Env == app.Env && b.Target != "" && b.Target != "keep" && slices.Contains(b.Apps, app.Name) {
			out = append(out, b.Name)
		}
	}
	if len(out) == 0 {
		out = append(out, app.Name)
	}
	return out
}

// Deployed says whether the CI of the code's repository builds and deploys the
// app, and so reads its variables.
func Deployed(app spec.App) bool { return app.Image.Built && app.Image.Build != nil }

// Ready says whether the app's image is there already, made elsewhere: the CI of
// the platform repository deploys it, with the variables of that one.
func Ready(app spec.App) bool { return !Deployed(app) && app.Env != spec.PreviewEnv }

// Serves says whether other programs or people call a process group. The others
// work by themselves, and so run on one side alone.
func Serves(p spec.Process) bool { return len(p.Edges)+len(p.L4)+len(p.Private) > 0 }

// Sided says whether anything of the app runs on one side alone.
func Sided(app spec.App) bool {
	active, passive := Components(app)
	return active || passive || app.Release != nil
}

// Components says which folders beside the app's overlay turn it into what a
// side runs: the active one where schedules and jobs have to be let run, the passive one
// where something has to be kept from it.
func Components(app spec.App) (active, passive bool) {
	active = len(app.Schedules)+len(app.Jobs) > 0
	passive = len(app.Schedules) > 0 || slices.ContainsFunc(app.Processes, func(p spec.Process) bool { return !Serves(p) })
	return active, passive
}
