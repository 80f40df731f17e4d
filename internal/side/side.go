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

// Deployed says whether CI deploys the app, and so reads its variables.
func Deployed(app spec.App) bool { return app.Image.Built && app.Image.Build != nil }
