// Package cutover turns a company into the plan of its move: ordered steps with
// commands, checks and undos, simulated before anybody sees them; and reads
// back what happened on the night. It works on values only; commands are for
// people to run.
package cutover

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fly2k8s/fly2k8s/cutover/budget"
	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/journal"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/cutover/simulate"
	"github.com/fly2k8s/fly2k8s/cutover/steps"
	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Options say which plan to make.
type Options struct {
	Env       string // an environment's name; empty: production
	Rehearsal bool   // a plan on a copy of the data
	Decisions decisions.Decisions
	Facts     spec.Facts
	Measured  []Timing         // from a rehearsal's journal: Timings
	Findings  []report.Finding // of translate: blockers become the "before you start" list
	States    int              // how far the simulator searches each part; 0: its own default
}

// A Timing is how long a step took.
type Timing = journal.Timing

// Plan makes the plan of one environment and tries to break it. A plan with a
// counter-example, or one that doesn't fit the window, is not returned: the
// error is a *Refusal that says why and what would do. Findings come either way.
func Plan(c spec.Company, o Options) (plan.Plan, []report.Finding, error) {
	if o.Env == "" {
		o.Env = "production"
	}
	p, found, err := draft(c, o)
	if err != nil {
		return plan.Plan{}, found, err
	}
	if r := simulate.Run(p, simulate.Options{States: o.States}); r.Counter != nil {
		return plan.Plan{}, found, broken(r.Counter)
	}
	if err := fits(p, o); err != nil {
		return plan.Plan{}, found, err
	}
	return p, found, nil
}

// draft is the plan before anybody tried to break it.
func draft(c spec.Company, o Options) (plan.Plan, []report.Finding, error) {
	env, err := environment(c, o.Env)
	if err != nil {
		return plan.Plan{}, nil, err
	}
	window, downtime, err := windows(o.Decisions.Cutover, o.Env)
	if err != nil {
		return plan.Plan{}, nil, err
	}
	if err := canary(o.Decisions.DNS.Canary); err != nil {
		return plan.Plan{}, nil, err
	}
	measured, err := measuredTimes(o)
	if err != nil {
		return plan.Plan{}, nil, err
	}
	measured = realNames(measured, c.Hosts, o.Decisions.Cutover.Rehearsal)
	if o.Rehearsal {
		if o.Decisions.Cutover.Rehearsal == "" && len(c.Hosts) > 0 {
			return plan.Plan{}, nil, errors.New("plan a rehearsal: fly2k8s.yaml has no cutover.rehearsal, the domain for its host names")
		}
		c, o.Facts = rehearse(c, o), ofCopies(o.Facts)
	}
	g := graph.Of(c, o.Env, o.Decisions)
	if len(g.Apps) == 0 {
		return plan.Plan{}, nil, fmt.Errorf("plan %s: no app runs there", o.Env)
	}
	choose(&g, o, downtime)
	p := plan.Plan{Version: plan.Version, Org: c.Org, Env: o.Env, Rehearsal: o.Rehearsal, Day: o.Decisions.Cutover.Day, Waves: g.Waves, Graph: g.Edges, Early: g.Early, World: world(g, c)}
	p.Steps, err = steps.All(steps.Input{Company: c, Env: env, Graph: &g, Decisions: o.Decisions, Facts: o.Facts, Rehearsal: o.Rehearsal, Measured: measured})
	if err != nil {
		return plan.Plan{}, nil, fmt.Errorf("plan %s: %w", o.Env, err)
	}
	if problems := plan.Problems(p); len(problems) > 0 {
		return plan.Plan{}, nil, fmt.Errorf("plan %s: step %s: %s", o.Env, problems[0].Step, problems[0].Why)
	}
	p.Budget = budget.Of(p, window)
	budget.Latest(p.Steps)
	found := findings(p, g, c, o, len(measured) > 0)
	p.Open = open(found, o.Findings)
	p.Single = sideEffects(p)
	p.Facts = summary(c, env, g, o)
	return p, found, nil
}

func environment(c spec.Company, name string) (spec.Environment, error) {
	i := slices.IndexFunc(c.Environments, func(e spec.Environment) bool { return e.Name == name })
	if i < 0 {
		return spec.Environment{}, fmt.Errorf("plan %s: there is no such environment; there are: %s", name, strings.Join(environments(c), ", "))
	}
	return c.Environments[i], nil
}

func environments(c spec.Company) []string {
	var names []string
	for _, e := range c.Environments {
		names = append(names, e.Name)
	}
	return names
}

// windows are the seconds that the night and the stop of writes may take; 0
// where nobody decided.
func windows(d decisions.Cutover, env string) (window, downtime int, err error) {
	w := decisions.Window{Window: d.Window, Downtime: d.Downtime}
	if i := slices.IndexFunc(d.Windows, func(o decisions.Window) bool { return o.Env == env }); i >= 0 {
		w = d.Windows[i]
	}
	if window, err = duration("cutover.window", w.Window); err != nil {
		return 0, 0, err
	}
	downtime, err = duration("cutover.downtime", w.Downtime)
	return window, downtime, err
}

// canary checks that shares rise, and leave something to both sides.
func canary(percents []int) error {
	last := 0
	for _, p := range percents {
		if p <= last || p >= 100 {
			return fmt.Errorf("read fly2k8s.yaml: dns.canary: %d after %d; write percentages that rise, from 1 to 99: [10, 50]", p, last)
		}
		last = p
	}
	return nil
}

func duration(key, value string) (int, error) {
	if value == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(value)
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("read fly2k8s.yaml: %s: %q is no length of time; write 45m or 2h", key, value)
	}
	return int(d.Seconds()), nil
}

func choose(g *graph.Graph, o Options, downtime int) {
	for i := range g.Domains {
		d := &g.Domains[i]
		if d.Database == nil {
			continue
		}
		m := steps.Choose(*d.Database, o.Facts, o.Decisions, downtime)
		d.Method, d.Why, d.WAL, d.Back = m.Name, m.Why, m.WAL, m.Back
		d.Sequences, d.Schema = m.Name != "dump", m.Name != "dump"
		if d.Blocked == "" {
			d.Blocked = m.Blocked
		}
	}
}
