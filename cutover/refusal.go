package cutover

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/budget"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/cutover/simulate"
)

// A Refusal is why a plan is not written.
type Refusal struct {
	Why   string
	Would []string // what would make it acceptable
}

// Error says why.
func (r *Refusal) Error() string { return "refuse the plan: " + r.Why }

// Hint says what would do.
func (r *Refusal) Hint() string { return strings.Join(r.Would, "; or ") }

func broken(c *simulate.Counter) *Refusal {
	return &Refusal{
		Why:   fmt.Sprintf("it breaks the promise %q: %s. Story: %s", c.Promise, c.What, strings.Join(c.Story, ", then ")),
		Would: []string{"this is a mistake in the planner or in what it was told: check the calls, databases and hosts of " + c.About + " in the inventory, and report it"},
	}
}

// fits holds the plan's night against what was decided.
func fits(p plan.Plan, o Options) error {
	_, downtime, err := windows(o.Decisions.Cutover, o.Env)
	if err != nil {
		return err
	}
	if p.Budget.Window > 0 && p.Budget.Needs > p.Budget.Window {
		return tooLong(p)
	}
	for _, d := range p.Budget.Down {
		if downtime > 0 && d.Seconds > downtime {
			return &Refusal{
				Why:   fmt.Sprintf("writes to %s would stand still for %s, and fly2k8s.yaml allows %s", d.Domain, Span(d.Seconds), Span(downtime)),
				Would: append([]string{fmt.Sprintf("a downtime of %s", Span(d.Seconds))}, shorter(p)...),
			}
		}
	}
	return nil
}

func tooLong(p plan.Plan) *Refusal {
	r := &Refusal{
		Why:   fmt.Sprintf("the night takes %s, and the window is %s", Span(p.Budget.Needs), Span(p.Budget.Window)),
		Would: []string{fmt.Sprintf("a window of %s", Span(roundUp(p.Budget.Needs)))},
	}
	if nights := split(p); nights != "" {
		r.Would = append(r.Would, nights)
	}
	r.Would = append(r.Would, shorter(p)...)
	return r
}

func roundUp(seconds int) int { return (seconds + 899) / 900 * 900 }

// split says how the waves fit into several nights.
func split(p plan.Plan) string {
	var nights []string
	used := 0
	for _, w := range p.Waves {
		if !w.Night {
			continue
		}
		alone := budget.Of(only(p, w.Number), 0).Needs
		if alone > p.Budget.Window {
			return ""
		}
		if len(nights) == 0 || used+alone > p.Budget.Window {
			nights, used = append(nights, fmt.Sprintf("wave %d", w.Number)), alone
			continue
		}
		nights[len(nights)-1] += fmt.Sprintf(" and %d", w.Number)
		used += alone
	}
	if len(nights) < 2 {
		return ""
	}
	return fmt.Sprintf("%d nights: %s", len(nights), strings.Join(nights, ", then "))
}

// only is the plan with one night.
func only(p plan.Plan, wave int) plan.Plan {
	p.Waves = slices.Clone(p.Waves)
	for i := range p.Waves {
		p.Waves[i].Night = p.Waves[i].Night && p.Waves[i].Number == wave
	}
	return p
}

// shorter names what makes the night long.
func shorter(p plan.Plan) []string {
	var out []string
	for _, d := range p.World.Domains {
		if d.Kind == "postgres" && d.Method == "dump" {
			out = append(out, fmt.Sprintf("logical replication of %s, if its source can be made to (it moves by dump: %s)", d.Name, d.Why))
		}
	}
	critical := slices.DeleteFunc(slices.Clone(p.Steps), func(s plan.Step) bool { return !slices.Contains(p.Budget.Critical, s.ID) })
	slices.SortStableFunc(critical, func(a, b plan.Step) int { return b.Estimate.Seconds - a.Estimate.Seconds })
	for _, s := range critical[:min(2, len(critical))] {
		out = append(out, fmt.Sprintf("a shorter %s, which takes %s (%s)", s.ID, Span(s.Estimate.Seconds), s.Estimate.From))
	}
	return out
}

// Span is a length of time for people.
func Span(seconds int) string { return plan.Span(seconds) }
