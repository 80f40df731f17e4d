package translate

import (
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

func (c *company) add(f report.Finding) { c.findings = append(c.findings, f) }

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
