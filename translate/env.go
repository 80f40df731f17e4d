package translate

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

// A member is one process of an app beside the view and the ledger that it came from.
type member struct {
	view
	p   *spec.Process
	l   *ledger
	job *spec.Job // without its process; nil for a group that goes on
}

// environment gives every process its variables: what all have stands in the
// app's config, the rest at the process. Values of fly2k8s.yaml come last.
func environment(all []member, own []decisions.Value, app *spec.App) {
	for _, m := range all {
		m.p.Env = variables(m, app)
	}
	app.Config = common(all)
	for _, m := range all {
		m.p.Env = slices.DeleteFunc(m.p.Env, func(v spec.Var) bool { return slices.Contains(app.Config, v) })
		settleEnv(m, app)
	}
	for _, v := range own {
		app.Config = put(app.Config, spec.Var{Name: v.Name, Value: v.Value})
		for _, m := range all {
			m.p.Env = slices.DeleteFunc(m.p.Env, func(have spec.Var) bool { return have.Name == v.Name })
		}
	}
}

// byFly says whether Fly sets the variable itself; see runtime.go. Other names
// that start with FLY_ are the user's own.
func byFly(name string) bool { return source.ByFly(name) }

// variables are the plain ones. A value that looks like a credential becomes a
// secret: it stands in the clear on Fly, and would in git.
func variables(m member, app *spec.App) []spec.Var {
	out := make([]spec.Var, 0, len(m.Env))
	for _, e := range m.Env {
		switch {
		case byFly(e.Name), hides(m.p.Secrets, e.Name):
		case credential(e.Name, e.Value):
			addSecret(e.Name, "stands in the clear on Fly, in env", app)
		default:
			value, _ := ipv4(e.Name, e.Value)
			out = append(out, spec.Var{Name: e.Name, Value: value})
		}
	}
	return out
}

func addSecret(name, why string, app *spec.App) {
	for _, s := range app.Secrets {
		if s.Name == name {
			return
		}
	}
	app.Secrets = append(app.Secrets, spec.Secret{Name: name, Class: spec.Copy, Why: why})
	slices.SortFunc(app.Secrets, func(a, b spec.Secret) int { return strings.Compare(a.Name, b.Name) })
}

// common are the variables that all processes have with the same value.
func common(all []member) []spec.Var {
	var out []spec.Var
	for i, m := range all {
		if i == 0 {
			out = slices.Clone(m.p.Env)
			continue
		}
		out = slices.DeleteFunc(out, func(v spec.Var) bool { return !slices.Contains(m.p.Env, v) })
	}
	return out
}

func settleEnv(m member, app *spec.App) {
	top := m.l.of("")
	for _, e := range m.Env {
		field := "env." + e.Name
		if strings.HasPrefix(e.Field, "env.") {
			field = e.Field // a name that is no word stands in quotes there
		}
		if ofContainer(e.Field) {
			top.dropped(noteOf(report.RuleOddEnv), field, "the main container sets the variable itself")
			field = e.Field
		}
		switch {
		case byFly(e.Name):
			top.changed(report.RuleMadeByFly, field, "", "Fly sets it by itself; the app gets it where its code reads it")
		case hides(m.p.Secrets, e.Name):
			top.dropped(report.RuleEnvPrecedence, field, hiddenWhy)
		case credential(e.Name, e.Value):
			top.changed(advise(report.RuleOddEnv, "put the value into the secret store, and out of the file"), field, spec.SecretPath(e.Name),
				"the value looks like a credential, so it becomes a secret")
		case slices.ContainsFunc(app.Config, func(v spec.Var) bool { return v.Name == e.Name }):
			settleVariable(e.Name, e.Value, field, spec.EnvPath(e.Name), top)
		default:
			settleVariable(e.Name, e.Value, field, "env."+e.Name, m.l)
		}
	}
}

// ofContainer says that a variable is set by the main container or process.
func ofContainer(field string) bool {
	return strings.HasPrefix(field, "containers[") || strings.HasPrefix(field, "processes[")
}

// settleVariable: a variable may have been rewritten for IPv4.
func settleVariable(name, value, field, to string, l *ledger) {
	if now, ok := ipv4(name, value); ok {
		l.changed(report.RuleIPv6, field, to, "it asks for Fly's IPv6 network; the app gets "+now)
		return
	}
	settleValue(name, value, field, to, l)
}

// settleValue: a value may name what only Fly has.
func settleValue(name, value, field, to string, l *ledger) {
	f, ok := source.InValue(name, value)
	if !ok {
		l.carried(field, to)
		return
	}
	r := report.Rule{Code: f.Code, Name: f.Rule, Severity: f.Severity, Do: f.Do}
	l.settle(r, f.Outcome, field, to, f.Why)
}

// put sets a variable and keeps the order by name.
func put(vars []spec.Var, v spec.Var) []spec.Var {
	i, have := slices.BinarySearchFunc(vars, v.Name, func(a spec.Var, name string) int { return strings.Compare(a.Name, name) })
	if have {
		vars[i] = v
		return vars
	}
	return slices.Insert(vars, i, v)
}
