package runbook

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"html/template"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/templates"
)

// page is a view with its drawings.
type page struct {
	view
	Key   string // under which the browser remembers what was ticked
	Graph drawing
	Night timeline
	// Owners are the roles that have steps, for the filter.
	Owners []string
}

// HTML is the runbook as one page that needs no network: style, script and
// drawings are inside.
func HTML(p plan.Plan) ([]byte, error) {
	t, err := template.ParseFS(templates.Files, "runbook.html.tmpl", "runbook.css.tmpl", "runbook.js.tmpl")
	if err != nil {
		return nil, fmt.Errorf("read template runbook.html: %w", err)
	}
	pg := page{view: look(p), Key: key(p), Graph: draw(p), Night: night(p)}
	for _, r := range p.Facts.Roles {
		for _, s := range p.Steps {
			if s.Owner == r.Role {
				pg.Owners = append(pg.Owners, r.Role)
				break
			}
		}
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "runbook.html.tmpl", pg); err != nil {
		return nil, fmt.Errorf("write runbook.html: %w", err)
	}
	return out.Bytes(), nil
}

// key keeps the ticks of different plans apart, and those of one plan together
// when its estimates change.
func key(p plan.Plan) string {
	h := fnv.New32a()
	for _, s := range p.Steps {
		fmt.Fprintln(h, s.ID)
	}
	return fmt.Sprintf("fly2k8s %s %s %t %08x", p.Org, p.Env, p.Rehearsal, h.Sum32())
}
