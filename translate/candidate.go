package translate

import (
	"cmp"
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// A candidate is one Fly app, or one config file, on its way to being an
// environment of an app.
type candidate struct {
	flyApp string // empty when neither Fly nor the file names it
	live   *inventory.App
	source *Source
	file   *flytoml.File
	root   string // the folder that the image is built from; empty without a source

	name      string // the grouped name, not yet a DNS label
	env       string
	namespace string
	why       string   // what the grouping rests on; empty when a person decided
	hosts     []string // that a person decided lead to it
	plan      decisions.App
}

// names makes the grouped names DNS labels and refuses two candidates that would
// become the same app in the same environment.
func (c *company) names() error {
	taken := map[string]candidate{}
	for i := range c.candidates {
		m := &c.candidates[i]
		want := m.name
		m.name = label(want)
		key := m.name + "/" + m.env
		if other, ok := taken[key]; ok {
			return fmt.Errorf("name apps: %s and %s would both be %s in %s; give one of them another name or environment under 'apps' in %s",
				other.title(), m.title(), m.name, m.env, decisions.File)
		}
		taken[key] = *m
		if m.namespace == "" {
			m.namespace = label(cmp.Or(m.flyApp, m.name+"-"+m.env))
		}
		if m.name != want && m.why != "" {
			f := report.Of(report.RuleNameChanged, report.Changed, m.from(), fmt.Sprintf("%q is not a DNS label, so objects are called %s", want, m.name))
			f.Env = m.env
			c.add(f)
		}
	}
	return nil
}

// title names a candidate for a message.
func (m candidate) title() string {
	if m.source == nil {
		return "Fly app " + m.flyApp
	}
	return cmp.Or(m.flyApp, "the app without a name") + " (" + m.source.Config + ")"
}

// from is the place of a finding about the candidate as a whole.
func (m candidate) from() report.Source {
	if m.file != nil {
		from := report.Source{App: m.flyApp, File: m.source.Config, Key: "app"}
		if k, ok := m.file.Key("app"); ok {
			from.Line = k.Line
		}
		return from
	}
	return report.Source{App: m.flyApp, File: inventoryFile(m.flyApp), Key: "name"}
}

// nameOf is the grouped name of a Fly app; the app's own when it doesn't move.
func (c *company) nameOf(flyApp string) string {
	if m := c.find(flyApp); m != nil {
		return m.name
	}
	return flyApp
}

func (c *company) find(flyApp string) *candidate {
	for i := range c.candidates {
		if c.candidates[i].flyApp == flyApp {
			return &c.candidates[i]
		}
	}
	return nil
}

// envOf is the environment that shares something: the one of its users, else
// the one that its name says.
func (c *company) envOf(name string, users []string) string {
	env := ""
	for _, u := range users {
		if m := c.find(u); m != nil && (env == "" || compareEnvironments(m.env, env) < 0) {
			env = m.env
		}
	}
	if env != "" {
		return env
	}
	if _, env, ok := splitEnvironment(name); ok {
		return env
	}
	return production
}
