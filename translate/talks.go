package translate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

// talks writes down who calls whom, as far as attachments, variables, commands,
// code and decisions tell.
func (c *company) talks() {
	for i := range c.out.Apps {
		app := &c.out.Apps[i]
		for _, db := range c.out.Databases {
			for _, use := range db.Databases {
				if use.FlyApp == app.FlyApp {
					app.Talks = append(app.Talks, spec.Talk{To: db.Name, Kind: "database", Why: "attachment " + use.Variable, Port: 5432})
				}
			}
		}
		for _, cache := range c.out.Caches {
			if cache.Env == app.Env && slices.Contains(cache.Apps, app.Name) {
				app.Talks = append(app.Talks, spec.Talk{To: cache.Name, Kind: "cache", Why: "secret " + cache.Variable, Port: 6379})
			}
		}
		for _, b := range c.out.Buckets {
			if b.Env == app.Env && slices.Contains(b.Apps, app.Name) {
				app.Talks = append(app.Talks, spec.Talk{To: b.Name, Kind: "bucket", Why: "secret BUCKET_NAME"})
			}
		}
		app.Talks = append(app.Talks, c.calls(app)...)
		slices.SortFunc(app.Talks, func(a, b spec.Talk) int {
			return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.To, b.To), cmp.Compare(a.Why, b.Why), cmp.Compare(a.Port, b.Port))
		})
		app.Talks = slices.Compact(app.Talks)
		c.closed(app)
	}
}

// calls are the other apps whose private names stand in an app's variables,
// commands and code, and those that a person named.
func (c *company) calls(app *spec.App) []spec.Talk {
	var out []spec.Talk
	see := func(where, text string) {
		for _, name := range privateNames(text) {
			out = append(out, c.call(app, name.app, where, name.port)...)
		}
	}
	variables := func(where string, vars []spec.Var) {
		for _, v := range vars {
			see(where+v.Name, v.Value)
		}
	}
	variables("env ", app.Config)
	for _, p := range app.Groups() {
		variables("env of "+p.Name+" ", p.Env)
		see("command of "+p.Name, strings.Join(slices.Concat(p.Entrypoint, p.Args), " "))
	}
	for _, j := range app.Jobs {
		variables("env of "+j.Process.Name+" ", j.Process.Env)
		see("command of "+j.Process.Name, strings.Join(slices.Concat(j.Process.Entrypoint, j.Process.Args), " "))
	}
	for _, s := range app.Schedules {
		variables("env of "+s.Name+" ", s.Process.Env)
		see("command of "+s.Name, strings.Join(slices.Concat(s.Process.Entrypoint, s.Process.Args), " "))
	}
	if app.Release != nil {
		see("release command", strings.Join(app.Release.Args, " "))
	}
	m := c.find(app.FlyApp)
	for _, h := range c.codeOf(m) {
		if h.Kind == source.Internal || h.Kind == source.Flycast {
			out = append(out, c.call(app, h.Name, fmt.Sprintf("code %s:%d", h.File, h.Line), portIn(h))...)
		}
	}
	for _, name := range m.plan.Calls {
		out = append(out, c.call(app, name, "decided", 0)...)
	}
	return out
}

// call is one edge to a Fly app by its private name; none to itself, or to what
// does not move.
func (c *company) call(app *spec.App, flyApp, why string, port int) []spec.Talk {
	m := c.find(flyApp)
	if flyApp == "" || m == nil || m.flyApp == app.FlyApp {
		return nil
	}
	t := spec.Talk{To: m.name, Kind: "app", Why: why, Port: port}
	if m.env != app.Env {
		t.Env = m.env
		c.apart(app, m, why)
	}
	return []spec.Talk{t}
}

// codeOf is what the code that an app is built from gave away.
func (c *company) codeOf(m *candidate) []source.Hit {
	if m == nil || m.source == nil {
		return nil
	}
	for _, s := range c.scans {
		if s.root == m.root && sameTree(s.of, m.source) {
			return s.hits
		}
	}
	return nil
}

// portIn is the port behind a name in a line of code; 0 when it doesn't say.
func portIn(h source.Hit) int {
	for _, name := range privateNames(h.Text) {
		if name.app == h.Name {
			return name.port
		}
	}
	return 0
}
