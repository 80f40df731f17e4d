package translate

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
)

// production is the environment of everything whose name says nothing else.
const production = "production"

// environmentWords are the endings of names that mean an environment.
var environmentWords = []struct{ word, env string }{
	{"production", production}, {"prod", production}, {"prd", production}, {"live", production},
	{"staging", "staging"}, {"stage", "staging"}, {"stg", "staging"},
	{"development", "development"}, {"dev", "development"},
	{"testing", "test"}, {"test", "test"}, {"qa", "qa"}, {"uat", "uat"}, {"sandbox", "sandbox"},
}

// group says which app and environment each candidate is, by decision or by name.
func group(candidates []candidate, d decisions.Decisions) []candidate {
	for i := range candidates {
		m := &candidates[i]
		if decide(m, d) {
			continue
		}
		m.name, m.env, m.why = infer(m)
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.name, b.name), compareEnvironments(a.env, b.env), cmp.Compare(a.flyApp, b.flyApp))
	})
	return candidates
}

// decide applies the decision about a candidate, if there is one.
func decide(m *candidate, d decisions.Decisions) bool {
	for i := range d.Apps {
		app := &d.Apps[i]
		for j := range app.Environments {
			e := &app.Environments[j]
			if !matches(m, app, e) {
				continue
			}
			m.name, m.env, m.namespace, m.hosts, m.plan = app.Name, e.Env, e.Namespace, e.Hosts, *app
			return true
		}
	}
	return false
}

func matches(m *candidate, app *decisions.App, e *decisions.Member) bool {
	if e.Fly != "" {
		return e.Fly == m.flyApp
	}
	return e.Config != "" && m.source != nil && path.Join(app.Source, e.Config) == m.source.Config
}

// infer reads app and environment out of the Fly app's name, else out of the
// file's: shop-staging, staging-shop, fly.staging.toml.
func infer(m *candidate) (name, env, why string) {
	name = m.flyApp
	if name == "" && m.source != nil {
		name = m.source.folder()
	}
	if base, env, ok := splitEnvironment(name); ok {
		return base, env, "from its name " + name
	}
	if m.source == nil {
		return name, production, "its name says no other"
	}
	middle := m.source.middle()
	if env, ok := environmentOf(middle); ok {
		return name, env, "from the file name " + path.Base(m.source.Config)
	}
	if middle != "" && m.flyApp == "" {
		name += "-" + middle
	}
	return name, production, "its name says no other"
}

func splitEnvironment(name string) (base, env string, ok bool) {
	for _, w := range environmentWords {
		for _, sep := range []string{"-", "_"} {
			if rest, found := strings.CutSuffix(name, sep+w.word); found && rest != "" {
				return rest, w.env, true
			}
			if rest, found := strings.CutPrefix(name, w.word+sep); found && rest != "" {
				return rest, w.env, true
			}
		}
	}
	return "", "", false
}

func environmentOf(word string) (string, bool) {
	for _, w := range environmentWords {
		if w.word == word {
			return w.env, true
		}
	}
	return "", false
}

// environmentNames are the environments of all candidates, production first, then
// staging, then the others by name.
func environmentNames(candidates []candidate) []string {
	var names []string
	for _, m := range candidates {
		if !slices.Contains(names, m.env) {
			names = append(names, m.env)
		}
	}
	slices.SortFunc(names, compareEnvironments)
	return names
}

func compareEnvironments(a, b string) int {
	rank := func(env string) int {
		switch env {
		case production:
			return 0
		case "staging":
			return 1
		}
		return 2
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
}
