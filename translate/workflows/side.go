package workflows

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// The sides.
const (
	flySide = "fly"
	gkeSide = "gke"
)

// domains are the things that the app writes to and that move: where they are
// is where the app may have side effects. An app without any has its own.
func domains(c spec.Company, app spec.App) []string {
	var out []string
	for _, d := range c.Databases {
		if d.Env == app.Env && d.Target != spec.Keep && slices.ContainsFunc(d.Databases, func(u spec.DatabaseUse) bool {
			return u.App == app.Name && !u.Reader
		}) {
			out = append(out, d.Name)
		}
	}
	for _, k := range c.Caches {
		if k.Env == app.Env && k.Target != "empty" && k.State != "cache" && slices.Contains(k.Apps, app.Name) {
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

// Variable is the name of the repository variable that says which side a write
// domain is active on.
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

// active is the expression for the app's active side. It is fly until every
// variable says gke.
func active(domains []string) string {
	var all []string
	for _, d := range domains {
		all = append(all, "vars."+Variable(d)+" == '"+gkeSide+"'")
	}
	return "${{ " + strings.Join(all, " && ") + " && '" + gkeSide + "' || '" + flySide + "' }}"
}

// twoSided says whether anything in the app may run on one side alone.
func twoSided(app spec.App) bool {
	return len(app.Schedules) > 0 || len(workers(app)) > 0
}

func workers(app spec.App) []spec.Process {
	return slices.DeleteFunc(slices.Clone(app.Processes), serves)
}

func serving(app spec.App) []spec.Process {
	return slices.DeleteFunc(slices.Clone(app.Processes), func(p spec.Process) bool { return !serves(p) })
}
