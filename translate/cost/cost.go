// Package cost puts what the target costs a month beside what Fly costs now, app
// by app.
//
// A line is one thing that is paid for, a bill the lines of one platform. An app is
// a row of the comparison: an app of the company in all its environments, a
// database, a cache, a Fly app that does not move; Shared is what no app has alone.
// Prices are list prices: estimates to compare with, never an invoice.
package cost

import (
	"cmp"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
)

// Shared is the app of what all of them share: cluster, load balancer, NAT.
const Shared = "(shared)"

// Input is what an estimate rests on.
type Input struct {
	Company  spec.Company // after nodepool.Assign
	Plans    []nodepool.Plan
	Snapshot *inventory.Snapshot // nil without an inventory: then Fly's side is unknown
	Prices   machines.Prices
	Usage    []spec.Usage
}

// An Estimate is both bills of a month.
type Estimate struct {
	AsOf     string   `json:"as_of"` // date of the prices
	Currency string   `json:"currency"`
	Fly      *Bill    `json:"fly"` // nil when nothing is known of it
	Google   Bill     `json:"google"`
	Apps     []App    `json:"apps"`  // by name, Shared last
	Fixed    float64  `json:"fixed"` // of Google's bill: what is there before the first pod
	Notes    []string `json:"notes"` // what a reader must know about the numbers
}

// A Bill is what one platform asks for a month.
type Bill struct {
	Month float64 `json:"month"`
	Lines []Line  `json:"lines"` // by app, in the order of the things
}

// A Line is one thing.
type Line struct {
	App   string  `json:"app"`
	What  string  `json:"what"` // 4 × shared-cpu-1x
	Month float64 `json:"month"`
}

// An App is one row of the comparison.
type App struct {
	Name   string  `json:"name"`
	Fly    float64 `json:"fly"`
	Google float64 `json:"google"`
}

// Of is the estimate of a company.
func Of(in Input) Estimate {
	e := Estimate{AsOf: in.Prices.AsOf, Currency: in.Prices.Currency, Google: total(google(in)), Fixed: fixed(in)}
	if in.Snapshot != nil {
		bill := total(fly(in))
		e.Fly = &bill
	}
	e.Apps = apps(e)
	e.Notes = notes(in, e)
	return e
}

// total sorts the lines by app and adds them up. Things that cost nothing go.
func total(lines []Line) Bill {
	lines = slices.DeleteFunc(lines, func(l Line) bool { return l.Month == 0 })
	slices.SortStableFunc(lines, func(a, b Line) int { return byApp(a.App, b.App) })
	b := Bill{Lines: lines}
	for _, l := range lines {
		b.Month += l.Month
	}
	return b
}

func byApp(a, b string) int {
	if last := cmp.Compare(at(a), at(b)); last != 0 {
		return last
	}
	return cmp.Compare(a, b)
}

func at(app string) int {
	if app == Shared {
		return 1
	}
	return 0
}

func apps(e Estimate) []App {
	var out []App
	row := func(name string) *App {
		i := slices.IndexFunc(out, func(a App) bool { return a.Name == name })
		if i < 0 {
			i, out = len(out), append(out, App{Name: name})
		}
		return &out[i]
	}
	for _, l := range e.Google.Lines {
		row(l.App).Google += l.Month
	}
	if e.Fly != nil {
		for _, l := range e.Fly.Lines {
			row(l.App).Fly += l.Month
		}
	}
	slices.SortFunc(out, func(a, b App) int { return byApp(a.Name, b.Name) })
	return out
}
