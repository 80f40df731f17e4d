package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

// strictPolicy is the decision that closes every way that was not seen.
const strictPolicy = "strict"

// closed says what the strict policy may close by mistake: what nobody can see
// from outside of an app.
func (c *company) closed(app *spec.App) {
	if c.decided.Network.Policy != strictPolicy {
		return
	}
	m := c.find(app.FlyApp)
	gaps := c.gaps(app, m)
	if len(gaps) == 0 {
		return
	}
	f := report.Of(report.RuleStrictPolicy, report.Changed, m.from(), "every way that nobody saw is closed, although "+strings.Join(gaps, "; "))
	f.Env = app.Env
	c.add(f)
}

func (c *company) gaps(app *spec.App, m *candidate) []string {
	var out []string
	if names := addresses(app.Secrets); len(names) > 0 {
		out = append(out, "a value that nobody can read may name another app ("+strings.Join(names, ", ")+")")
	}
	if m.source == nil {
		out = append(out, "its code was not read")
	}
	for _, h := range c.codeOf(m) {
		if (h.Kind == source.Internal || h.Kind == source.Flycast) && h.Name == "" {
			out = append(out, fmt.Sprintf("code puts a private name together at %s:%d", h.File, h.Line))
			break
		}
	}
	return out
}

// addresses are the secrets that are copied as they are and sound like an
// address. Those of databases and caches are known for what they are.
func addresses(secrets []spec.Secret) []string {
	var out []string
	for _, s := range secrets {
		last := s.Name[strings.LastIndexByte(s.Name, '_')+1:]
		if s.Class == spec.Copy && slices.Contains([]string{"URL", "URI", "HOST", "HOSTS", "ADDR", "ADDRESS", "ENDPOINT", "BASE", "ORIGIN", "SERVER", "UPSTREAM"}, last) {
			out = append(out, s.Name)
		}
	}
	return out
}

// apart reports a private call to an app of an environment on another cluster:
// its name means nothing there.
func (c *company) apart(app *spec.App, to *candidate, why string) {
	here, there := environmentNamed(c.out, app.Env), environmentNamed(c.out, to.env)
	if sameCluster(here, there) {
		return
	}
	from := c.find(app.FlyApp).from()
	f := report.Of(report.RuleOtherCluster, report.Undecided, from,
		fmt.Sprintf("it calls %s of %s (%s), which runs on another cluster, where its private name doesn't lead", to.flyApp, to.env, why))
	f.Env = app.Env
	c.add(f)
}

func sameCluster(a, b spec.Environment) bool {
	return a.Project == b.Project && a.Cluster == b.Cluster && a.Region == b.Region
}
