package cost

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/fly2k8s/fly2k8s/templates"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
)

// shown is how many apps a section for people lists by name.
const shown = 12

// Markdown is the section on prices and node pools for REPORT.md and the README of
// the platform repo: the dearest apps by name, the others in one row.
func Markdown(e Estimate, plans []nodepool.Plan) (string, error) {
	t, err := template.ParseFS(templates.Files, "cost.md.tmpl")
	if err != nil {
		return "", fmt.Errorf("write prices: %w", err)
	}
	type row struct{ Name, Fly, Google string }
	page := struct {
		Apps  []row
		Notes []string
		Pools [][]string
	}{Notes: e.Notes}
	for _, a := range e.folded() {
		cells := e.row(a)
		page.Apps = append(page.Apps, row{cells[0], cells[1], cells[2]})
	}
	for _, p := range plans {
		page.Pools = append(page.Pools, p.Rows()...)
	}
	var b strings.Builder
	if err := t.Execute(&b, page); err != nil {
		return "", fmt.Errorf("write prices: %w", err)
	}
	return b.String(), nil
}

// folded are the rows for people: the dearest apps in the order of their names,
// the others together, what is shared, and the sum.
func (e Estimate) folded() []App {
	own := slices.DeleteFunc(slices.Clone(e.Apps), func(a App) bool { return a.Name == Shared })
	slices.SortStableFunc(own, func(a, b App) int { return -cmp.Compare(a.Fly+a.Google, b.Fly+b.Google) })
	rest := own[min(shown, len(own)):]
	own = own[:len(own)-len(rest)]
	slices.SortFunc(own, func(a, b App) int { return cmp.Compare(a.Name, b.Name) })
	if len(rest) > 0 {
		own = append(own, sum(fmt.Sprintf("%d others", len(rest)), rest))
	}
	for _, a := range e.Apps {
		if a.Name == Shared {
			own = append(own, a)
		}
	}
	return append(own, sum("all", e.Apps))
}

func sum(name string, apps []App) App {
	all := App{Name: name}
	for _, a := range apps {
		all.Fly, all.Google = all.Fly+a.Fly, all.Google+a.Google
	}
	return all
}
