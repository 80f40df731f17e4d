package translate

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/cost"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
)

// pools packs the company onto nodes. That decides the place, the storage classes
// and, on Autopilot, the requests of every process.
func (c *company) pools(in Input) {
	seated, _, findings := nodepool.Assign(c.out, in.packing(c.decided))
	c.out = seated
	placed := c.placed()
	for _, f := range findings {
		f.From = cite(f, placed[f.From.App])
		c.findings = append(c.findings, f)
	}
}

// placed are the findings with a file, by Fly app.
func (c *company) placed() map[string][]report.Finding {
	out := map[string][]report.Finding{}
	for _, f := range c.findings {
		if f.From.File != "" {
			out[f.From.App] = append(out[f.From.App], f)
		}
	}
	return out
}

// cite is the place of what a finding about nodes rests on: the setting that
// filled the same part of the spec, or one beside it. Nodes know no files.
func cite(f report.Finding, placed []report.Finding) report.Source {
	if f.From.File != "" {
		return f.From
	}
	for path := f.Spec; strings.Count(path, ".") > 0; path = path[:strings.LastIndexByte(path, '.')] {
		best := report.Source{}
		for _, have := range placed {
			near := have.Spec == path || strings.HasPrefix(have.Spec, path+".")
			if have.Env != f.Env || !near {
				continue
			}
			if best.File == "" || best.Line == 0 && have.From.Line > 0 {
				best = have.From
			}
		}
		if best.File != "" {
			return best
		}
	}
	return f.From
}

func (in Input) packing(d decisions.Decisions) nodepool.Settings {
	return nodepool.Settings{
		Table: machines.Embedded(), Prices: in.prices(), Map: machines.EmbeddedMap(),
		HeadRoom: d.NodePools.Headroom, Spot: d.NodePools.Spot, Usage: in.Facts.Usage,
	}
}

func (in Input) prices() machines.Prices {
	if in.Prices != nil {
		return *in.Prices
	}
	return machines.EmbeddedPrices()
}

// Cost is what a company costs on either side, with the node pools that it rests
// on. The company is the one that Company made of the same input.
func Cost(company spec.Company, in Input) (cost.Estimate, []nodepool.Plan, error) {
	d, _, err := Infer(in)
	if err != nil {
		return cost.Estimate{}, nil, err
	}
	estimate, plans := costOf(company, in, d)
	return estimate, plans, nil
}

func costOf(company spec.Company, in Input, d decisions.Decisions) (cost.Estimate, []nodepool.Plan) {
	settings := in.packing(d)
	placed, plans, _ := nodepool.Assign(company, settings)
	return cost.Of(cost.Input{
		Company: placed, Plans: plans, Snapshot: in.Snapshot, Prices: settings.Prices, Usage: in.Facts.Usage,
	}), plans
}

// away says how far another region is from the one that everything moves to.
func away(code, home string) string {
	places := machines.EmbeddedMap()
	place, err := places.Place(home)
	if err != nil {
		return ""
	}
	if ms := places.RoundTripMS(code, place.GCP); ms > 0 {
		return fmt.Sprintf(", about %d ms away", ms)
	}
	return ""
}
