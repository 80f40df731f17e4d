package secrets

import (
	"cmp"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// The kinds of spec.SecretStore.
const (
	doppler       = "doppler"
	secretManager = "secret-manager"
)

// Plan is a row for each secret, by environment (production first), app and
// name, and then one for each name that only Doppler has. Previews are not in
// it: their values are new ones.
func Plan(company spec.Company, have Have) []Row {
	var out []Row
	for _, env := range company.Environments {
		if env.Name == spec.PreviewEnv {
			continue
		}
		names, known := have.in(env)
		var rows []Row
		for _, a := range company.Apps {
			if a.Env != env.Name {
				continue
			}
			for _, s := range a.Secrets {
				if s.Class != spec.DropSecret {
					rows = append(rows, row(env, a, s, names, known))
				}
			}
		}
		for i := range rows {
			rows[i].Clash = clashes(rows, i)
			rows[i].Do = todo(rows[i])
		}
		out = append(out, append(rows, others(env, rows, names)...)...)
	}
	return out
}

// in are the names that the environment's store has, and whether anybody said.
func (h Have) in(env spec.Environment) (names []string, known bool) {
	lists := h.SecretManager
	if env.Secrets.Kind == doppler {
		lists = h.Doppler
	}
	for _, l := range lists {
		if l.Env == "" || l.Env == env.Name {
			names, known = append(names, l.Names...), true
		}
	}
	return names, known
}

func row(env spec.Environment, a spec.App, s spec.Secret, names []string, known bool) Row {
	r := Row{
		Env: env.Name, App: a.Name, FlyApp: a.FlyApp, Name: s.Name, Class: string(s.Class), Staged: s.Staged,
		Store: env.Secrets.Kind, Project: cmp.Or(env.Secrets.Project, projectOf(env)), Config: env.Secrets.Config, Key: cmp.Or(s.Key, s.Name),
	}
	switch {
	case r.Store != doppler && r.Store != secretManager:
		r.State = FromStore
	case !known:
		r.State = Unknown
	case slices.Contains(names, r.Key):
		r.State = Present
	default:
		r.State = Missing
	}
	return r
}

// clashes says whether another app keeps a value under the same key. Fly's
// digests don't tell whether two apps' values are the same.
func clashes(rows []Row, i int) bool {
	for j, other := range rows {
		if j != i && other.Key == rows[i].Key && other.Class == string(spec.Copy) && rows[i].Class == other.Class {
			return true
		}
	}
	return false
}

// projectOf is where Secret Manager is when nothing else is said; Doppler has
// projects of its own.
func projectOf(env spec.Environment) string {
	if env.Secrets.Kind == doppler {
		return ""
	}
	return env.Project
}

// todo is what a person must do. A value that is there may still be the old one:
// where it must change, that is said as well.
func todo(r Row) string {
	switch {
	case r.Class == string(spec.Rewrite):
		return "put the new address in when the new side stands"
	case r.Class == string(spec.Regenerate):
		return "make a new credential and put it in"
	case r.State == Present:
		return ""
	case r.State == Unknown:
		return "list the names that the store has, and run again"
	case r.State == FromStore:
		return "put it into the Kubernetes Secret by hand"
	case r.Staged:
		return "deploy on Fly first: no machine has the value yet"
	case r.Clash:
		return "two apps have this name: compare them, and give each a config of its own if they differ"
	case r.Store == doppler && r.Project == "":
		return "name Doppler's project in secrets.project of fly2k8s.yaml"
	case !keepable(r):
		return "the store doesn't take this name: choose another key, here and in the ExternalSecret"
	case !copyable(r):
		return "put it in by hand: no shell variable has such a name"
	}
	return "copy it with the script"
}

// others are the names that only Doppler has. A Secret Manager project may serve
// more than these apps, so what it has beyond them means nothing.
func others(env spec.Environment, rows []Row, names []string) []Row {
	if env.Secrets.Kind != doppler {
		return nil
	}
	var out []Row
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		if !slices.Contains(dopplersOwn(), name) && !slices.ContainsFunc(rows, func(r Row) bool { return r.Key == name }) {
			out = append(out, Row{Env: env.Name, Name: name, Store: doppler, Project: env.Secrets.Project, Config: env.Secrets.Config, Key: name, State: NotOnFly})
		}
	}
	return out
}

// dopplersOwn are names that Doppler puts into every config.
// https://docs.doppler.com/docs/secrets#reserved-secrets
func dopplersOwn() []string {
	return []string{"DOPPLER_CONFIG", "DOPPLER_ENVIRONMENT", "DOPPLER_PROJECT"}
}
