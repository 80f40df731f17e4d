package cutover

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// findings are what a person should know or must settle before the night.
func findings(p plan.Plan, g graph.Graph, c spec.Company, o Options, rehearsed bool) []report.Finding {
	var fs []report.Finding
	add := func(r report.Rule, outcome report.Outcome, app, key, why string) {
		f := report.Of(r, outcome, report.Source{App: app, Key: key}, why)
		f.Env = o.Env
		fs = append(fs, f)
	}
	if o.Env == "production" && !o.Rehearsal && !rehearsed {
		add(report.RuleUnrehearsed, report.Undecided, "", "cutover.rehearsed", "every time in this plan is an assumption")
	}
	if p.Budget.Window == 0 {
		add(report.RuleNoWindow, report.Changed, "", "cutover.window", fmt.Sprintf("the night takes %s, and nothing says whether that is too long", Span(p.Budget.Needs)))
	}
	for _, why := range blocked(p) {
		add(report.RuleMissingFact, report.Undecided, "", why.step, why.text)
	}
	for _, d := range p.World.Domains {
		if d.Back == "none" {
			add(report.RuleOneWay, report.Changed, d.Name, "", fmt.Sprintf("%s moves by %s (%s): rows written on GKE after its point of no return exist there alone", d.Name, d.Method, d.Why))
		}
	}
	for _, w := range p.Waves {
		if len(w.Cycle) > 0 {
			add(report.RuleCallCircle, report.Changed, w.Cycle[0], "", "these call each other: "+strings.Join(w.Cycle, ", "))
		}
	}
	for _, h := range c.Hosts {
		if h.FlyDev && h.Env == o.Env {
			add(report.RuleFlyDevName, report.Dropped, h.FlyApp, h.Name, h.Name+" ends with the app on Fly")
		}
	}
	for _, h := range g.Hosts {
		if a := app(g, h.App); a != nil && !graph.HTTP(*a) {
			add(report.RuleRawHost, report.Changed, h.FlyApp, h.Name, h.Name+" is not HTTP, so no machine of ours can stand in for it at Fly's edge")
		}
	}
	for _, a := range o.Decisions.Cutover.Early {
		if app(g, a) != nil && !slices.Contains(g.Ahead, a) {
			add(report.RuleNotEarly, report.Changed, a, "cutover.early", a+" moves with its data: others call it, or it holds files")
		}
	}
	for _, n := range sharedNamespaces(g) {
		add(report.RuleSharedNamespace, report.Changed, "", n, "namespace "+n+" holds apps of more than one wave")
	}
	return fs
}

func app(g graph.Graph, name string) *spec.App {
	i := slices.IndexFunc(g.Apps, func(a spec.App) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return &g.Apps[i]
}

type missing struct{ step, text string }

// blocked are the distinct reasons why steps can't be done, each with the first
// step that it holds up.
func blocked(p plan.Plan) []missing {
	var out []missing
	for _, s := range p.Steps {
		known := slices.ContainsFunc(out, func(m missing) bool { return m.text == s.Blocked })
		if s.Blocked != "" && !known {
			out = append(out, missing{s.ID, s.Blocked})
		}
	}
	return out
}

func sharedNamespaces(g graph.Graph) []string {
	wave := map[string]int{}
	var shared []string
	for _, a := range g.Apps {
		n := g.Wave(a.Name)
		if w, ok := wave[a.Namespace]; ok && w != n && !slices.Contains(shared, a.Namespace) {
			shared = append(shared, a.Namespace)
		}
		wave[a.Namespace] = n
	}
	return shared
}

// open is the list "before you start": what the planner found and the blockers
// that translate found.
func open(own, others []report.Finding) []plan.Open {
	var out []plan.Open
	for _, f := range slices.Concat(own, others) {
		mine := slices.ContainsFunc(own, func(o report.Finding) bool { return o == f })
		if f.Accepted != "" || !mine && f.Severity != report.Blocker {
			continue
		}
		why := f.Why
		if f.From.App != "" && !mine {
			why = f.From.App + ": " + why
		}
		out = append(out, plan.Open{Severity: string(f.Severity), Code: f.Code, Why: why, Do: f.Do})
	}
	slices.SortStableFunc(out, func(a, b plan.Open) int { return rank(a) - rank(b) })
	return slices.Compact(out)
}

func rank(o plan.Open) int {
	return slices.Index([]string{"blocker", "warning", "note"}, o.Severity)
}
