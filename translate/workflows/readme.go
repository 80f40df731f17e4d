package workflows

import (
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/templates"
)

// A switch is the variable of one write domain in one environment.
type sideSwitch struct{ Env, Variable, Domain string }

// readme says which variables the workflows read.
func readme(c spec.Company) []byte {
	var switches []sideSwitch
	for _, apps := range built(c.Apps) {
		for _, a := range permanent(apps) {
			for _, d := range side.Domains(c, a) {
				switches = append(switches, sideSwitch{a.Env, side.Variable(d), d})
			}
		}
	}
	slices.SortFunc(switches, func(a, b sideSwitch) int {
		return strings.Compare(a.Env+" "+a.Variable, b.Env+" "+b.Variable)
	})
	var b strings.Builder
	t := template.Must(template.ParseFS(templates.Files, "ci.md.tmpl"))
	if err := t.Execute(&b, slices.Compact(switches)); err != nil {
		panic(fmt.Sprintf("write ci/README.md: %v", err)) // rows of strings
	}
	return []byte(b.String())
}
