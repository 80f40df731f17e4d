// Package runbook turns a plan into pages for people: a Markdown runbook, one
// HTML page that works without a network, and a summary for those who sign. All
// are views of the same plan; none decides anything.
package runbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// A view is a plan with everything worked out that a page shows.
type view struct {
	plan.Plan
	Count    int
	Needs    string
	Window   string
	Measured string
	Roles    []plan.Role
	Waves    []wave
	Down     []down
	Leads    []lead
	Phases   []phase
	Gates    []plan.Step
	Returns  []noReturn
	Retire   string
}

type wave struct {
	Number                  int
	Title, Apps, Why, Cycle string
	Night                   bool
}

type down struct{ Domain, From, For, Back string }

type lead struct{ When, ID, Owner, Title string }

type noReturn struct{ Title, For string }

type phase struct {
	Key   string
	Title string
	Steps []step
}

// step is one as a page shows it. Texts are plain; each page escapes its own way.
type step struct {
	plan.Step
	Number   int
	Anchor   string
	Clock    string // T+12 min, or T-3 days
	Takes    string
	From     string
	Timeout  string
	After    string
	NoReturn string
	Critical bool
	Two      bool
}

func look(p plan.Plan) view {
	v := view{Plan: p, Count: len(p.Steps), Needs: plan.Span(p.Budget.Needs), Roles: p.Facts.Roles, Measured: measured(p), Retire: retirement(p)}
	if p.Budget.Window > 0 {
		v.Window = plan.Span(p.Budget.Window)
	}
	for _, w := range p.Waves {
		v.Waves = append(v.Waves, wave{Number: w.Number, Title: waveTitle(w), Apps: strings.Join(w.Apps, ", "), Why: sentence(w.Why), Cycle: strings.Join(w.Cycle, ", "), Night: w.Night})
	}
	for _, d := range p.Budget.Down {
		v.Down = append(v.Down, down{d.Domain, plan.Span(d.From), plan.Span(d.Seconds), wayBack(p, d.Domain)})
	}
	v.Leads, v.Phases = leads(p), phases(p)
	for _, s := range p.Steps {
		if s.People > 1 && s.Gate != "" {
			v.Gates = append(v.Gates, s)
		}
		if len(s.NoReturn) > 0 {
			v.Returns = append(v.Returns, noReturn{s.Title, strings.Join(s.NoReturn, ", ")})
		}
	}
	return v
}

func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func waveTitle(w plan.Wave) string {
	if w.Night {
		return "in the window"
	}
	return "on any day before it"
}

func measured(p plan.Plan) string {
	n, all := 0, 0
	for _, s := range p.Steps {
		if slices.Contains(p.Budget.Critical, s.ID) {
			all++
			if strings.HasPrefix(s.Estimate.From, "measured") {
				n++
			}
		}
	}
	return fmt.Sprintf("%d of the %d steps that make it that long were measured", n, all)
}

func wayBack(p plan.Plan, domain string) string {
	for _, d := range p.World.Domains {
		if d.Name != domain {
			continue
		}
		return map[string]string{
			"stream": "Back until Fly is taken down: new rows stream back to it.",
			"copy":   "Back until Fly is taken down: what is new is copied back.",
			"none":   "No way back once the first app writes on GKE.",
		}[d.Back]
	}
	return ""
}

func retirement(p plan.Plan) string {
	for _, s := range p.Steps {
		if s.Phase == plan.Retire && s.Waits {
			return sentence(s.Title) + " Then: " + lastGate(p) + "."
		}
	}
	return "The copies are taken down at the end."
}

func lastGate(p plan.Plan) string {
	title := "nothing more"
	for _, s := range p.Steps {
		if s.Phase == plan.Retire && len(s.NoReturn) > 0 {
			title = s.Title
		}
	}
	return title
}

// leads are the steps that must begin days ahead, earliest first.
func leads(p plan.Plan) []lead {
	early := slices.DeleteFunc(slices.Clone(p.Steps), func(s plan.Step) bool { return s.Latest < 48 })
	slices.SortStableFunc(early, func(a, b plan.Step) int { return b.Latest - a.Latest })
	var out []lead
	for _, s := range early {
		out = append(out, lead{plan.Before(s.Latest), s.ID, s.Owner, s.Title})
	}
	return out
}
