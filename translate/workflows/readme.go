package workflows

import (
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/templates"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// A page is ci/README.md with its decisions made.
type page struct {
	Code, Platform    []string // files, by the repository that they are for
	Switches          []sideSwitch
	Images            []string // of the platform, made by others
	Previews, Follows bool
}

// A switch is the variable of one write domain in one environment. Where says
// of which repository; empty where the files are for one.
type sideSwitch struct{ Env, Variable, Domain, Where string }

// readme says which variables the workflows read.
func readme(c spec.Company, code, platform []string) []byte {
	p := page{Code: code, Platform: platform, Switches: switches(c)}
	for _, env := range c.Environments {
		p.Images = append(p.Images, kube.PlatformImages(c, env)...)
		p.Previews = p.Previews || kube.HasPreviews(c, env)
		p.Follows = p.Follows || gitops.Follows(env)
	}
	slices.Sort(p.Images)
	p.Images = slices.Compact(p.Images)
	var b strings.Builder
	t := template.Must(template.ParseFS(templates.Files, "ci.md.tmpl"))
	if err := t.Execute(&b, p); err != nil {
		panic(fmt.Sprintf("write ci/README.md: %v", err)) // rows of strings
	}
	return []byte(b.String())
}

func switches(c spec.Company) []sideSwitch {
	var out []sideSwitch
	add := func(apps []spec.App, where string) {
		for _, a := range permanent(apps) {
			for _, d := range side.Domains(c, a) {
				out = append(out, sideSwitch{a.Env, side.Variable(d), d, where})
			}
		}
	}
	for _, apps := range built(c.Apps) {
		add(apps, "the code's repository")
	}
	for _, apps := range handed(c) {
		add(slices.DeleteFunc(slices.Clone(apps), func(a spec.App) bool { return !side.Sided(a) }), "the platform repository")
	}
	slices.SortFunc(out, func(a, b sideSwitch) int {
		return strings.Compare(a.Env+" "+a.Variable+" "+a.Where, b.Env+" "+b.Variable+" "+b.Where)
	})
	return slices.Compact(out)
}
