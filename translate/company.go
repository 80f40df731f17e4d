package translate

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/facts"
)

// Input is everything that a translation reads. Snapshot may be nil, or
// Sources empty, but not both.
type Input struct {
	Snapshot  *inventory.Snapshot
	Sources   []Source
	Decisions decisions.Decisions // as a person wrote them; Infer completes them
	Prices    *machines.Prices    // nil: the list that the program carries
	Facts     facts.Facts         // what probes brought back; may be empty
}

// company collects the spec and the ledger of one translation.
type company struct {
	decided    decisions.Decisions
	places     machines.Map // with the regions that a person decided
	candidates []candidate
	scans      []scanned
	zones      []facts.Zone
	out        spec.Company
	findings   []report.Finding
}

// Company turns what Fly has into what the company needs, and accounts for
// every setting on the way.
func Company(in Input) (spec.Company, []report.Finding, error) {
	c, err := collected(in)
	return c.out, c.findings, err
}

// collected is the company with the decisions that it rests on.
func collected(in Input) (company, error) {
	candidates, left, err := gather(in)
	if err != nil {
		return company{}, err
	}
	d, why, err := complete(in, candidates)
	if err != nil {
		return company{}, err
	}
	if err := checkEdge(d); err != nil {
		return company{}, err
	}
	c := company{decided: d, zones: in.Facts.Zones, candidates: group(candidates, d)}
	if c.places, err = machines.EmbeddedMap().Decide(regionChoices(d)); err != nil {
		return company{}, err
	}
	for i, m := range c.candidates {
		c.candidates[i].root = codeRoot(m)
	}
	c.out.Org = d.Org
	c.out.CI = spec.CI{Owner: d.CI.Owner, OwnerID: d.CI.OwnerID, Repository: d.CI.Repo, PreviewDays: d.CI.Preview}
	if c.out.Environments, err = environments(d); err != nil {
		return company{}, err
	}
	c.guesses(why)
	if err := c.names(); err != nil {
		return company{}, err
	}
	if err := c.apps(); err != nil {
		return company{}, err
	}
	c.sharedCode()
	c.groups()
	c.left(left)
	if in.Snapshot != nil {
		c.organisation(in.Snapshot)
	}
	c.hosts()
	c.talks()
	c.previews(in.Snapshot)
	c.priorities()
	c.pools(in)
	c.accept()
	report.Sort(c.findings)
	return c, nil
}

// organisation settles what the inventory has beside apps.
func (c *company) organisation(s *inventory.Snapshot) {
	c.databases(s)
	c.addOns(s)
	c.networks(s)
	c.people(s)
	c.tokens(s)
	c.addresses(s)
	c.unknown(s)
	c.incomplete(s.Apps.Section, "apps", "apps are missing")
	for i := range s.Apps.Items {
		c.appSections(&s.Apps.Items[i])
	}
}

// apps translates each candidate.
func (c *company) apps() error {
	for i := range c.candidates {
		m := &c.candidates[i]
		in, findings := c.input(*m)
		app, more, err := App(in)
		if err != nil {
			return err
		}
		m.flyApp = app.FlyApp
		m.built(&app)
		c.home(m, &app)
		app.Secrets = c.secrets(m, &app)
		shadowed(&app, more)
		c.out.Apps = append(c.out.Apps, app)
		for _, f := range append(findings, more...) {
			f.Env = m.env
			c.add(f)
		}
	}
	return nil
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

func (c *company) add(f report.Finding) { c.findings = append(c.findings, f) }

// org is the place of something in the inventory's file of the organisation.
func (c *company) org(key string) report.Source {
	return report.Source{File: "org.yaml", Key: key}
}

// incomplete turns a section that could not be read into a blocker: it is not
// an empty list.
func (c *company) incomplete(s inventory.Section, key, missing string) {
	c.incompleteOf(s, c.org(key), missing)
}

func (c *company) incompleteOf(s inventory.Section, from report.Source, missing string) {
	if s.Complete() {
		return
	}
	why := fmt.Sprintf("the inventory could not read it (%s), so %s", cmp.Or(string(s.Status), "never asked"), missing)
	if s.Reason != "" {
		why += ": " + s.Reason
	}
	c.add(report.Of(report.RuleInventoryGap, report.Undecided, from, why))
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

// guesses reports what Infer filled in beyond names: a person has not seen it.
func (c *company) guesses(why []decisions.Reason) {
	for _, r := range why {
		if !strings.HasSuffix(r.Path, ".project") && !strings.HasSuffix(r.Path, ".region") && r.Path != "ci.repository" {
			continue
		}
		c.add(report.Of(report.RuleGuessedPlace, report.Undecided, report.Source{File: decisions.File, Key: r.Path}, "guessed: "+r.Why))
	}
}

// accept marks the findings that a person accepted.
func (c *company) accept() {
	for i := range c.findings {
		f := &c.findings[i]
		for _, a := range c.decided.Accept {
			if f.Code != "" && (a.Rule == f.Code || a.Rule == f.Rule) && (a.App == "" || a.App == f.From.App) {
				f.Accepted = a.Reason
			}
		}
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
