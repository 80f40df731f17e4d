package translate

import (
	"bytes"
	"fmt"
	"slices"
	"text/template"

	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/operators"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/templates"
	"github.com/fly2k8s/fly2k8s/translate/cost"
)

// A guide is the repository's README with its decisions made.
type guide struct {
	Org  string
	Open int // findings that a person must decide
	Envs []guideEnv
	Apps []guideApp

	Operators []guideOperator

	Costs   string
	Release bool             // some app has a release command
	Once    bool             // some app has a group that a deploy starts and that ends
	Store   spec.SecretStore // of the first environment
	Example guideApp         // the app that a reviewer reads first: the one with most to see

	Followers  []follower // who applies apps from git, if anybody does
	Repository string     // that they follow

	Outbound  []outbound
	Protected bool // production is there, and guarded against deletion
}

type guideEnv struct {
	Name, Project, Cluster, Region, Deploy, Policy string

	Config   string // Doppler's, of its secrets
	Follower bool   // Argo CD or Flux applies it
}

// A guideOperator is what a cluster needs installed.
type guideOperator struct {
	Cluster string
	operators.Operator
}

type guideApp struct {
	Name      string
	Envs      []string
	Hosts     []string
	Copies    []string // web 3 to 6, by process group of the first environment
	Deployers string   // the group that may deploy it
	Egress    []string // the fixed outbound addresses that it has on Fly
}

func readme(company spec.Company, findings []report.Finding, estimate cost.Estimate) ([]byte, error) {
	t, err := template.New("readme.md.tmpl").Funcs(template.FuncMap{"sh": shell.Quote}).ParseFS(templates.Files, "readme.md.tmpl")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, newGuide(company, findings, estimate)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func newGuide(company spec.Company, findings []report.Finding, estimate cost.Estimate) guide {
	g := guide{Org: company.Org, Open: len(report.Open(findings)), Costs: costs(estimate)}
	for i, e := range company.Environments {
		g.Operators = append(g.Operators, newOperators(company, i)...)
		g.Envs = append(g.Envs, guideEnv{e.Name, e.Project, e.Cluster, e.Region, e.Deploy, e.Policy, e.Secrets.Config, gitops.Namespace(e.Deploy) != ""})
		g.Protected = g.Protected || e.Name == production
	}
	g.Followers, g.Repository = followers(company), company.CI.Repository
	for _, apps := range byName(company.Apps) {
		g.Apps = append(g.Apps, guideOf(company, apps))
		g.Once = g.Once || slices.ContainsFunc(apps, func(a spec.App) bool { return len(a.Jobs) > 0 })
		g.Release = g.Release || slices.ContainsFunc(apps, func(a spec.App) bool { return a.Release != nil })
	}
	if len(company.Environments) > 0 {
		g.Store = company.Environments[0].Secrets
	}
	g.Outbound, g.Example = outbounds(company), example(company)
	return g
}

// newOperators are those of an environment's cluster, if it is the first there.
func newOperators(company spec.Company, at int) []guideOperator {
	env := company.Environments[at]
	if slices.ContainsFunc(company.Environments[:at], env.SameCluster) {
		return nil
	}
	var out []guideOperator
	for _, o := range operators.Of(company, env) {
		out = append(out, guideOperator{env.Cluster, o})
	}
	return out
}

// costs is the estimate in one sentence.
func costs(e cost.Estimate) string {
	text := fmt.Sprintf("about $%.0f a month on Google, $%.0f of it fixed", e.Google.Month, e.Fixed)
	if e.Fly != nil {
		text += fmt.Sprintf(", beside $%.0f on Fly now", e.Fly.Month)
	}
	return text + " (list prices of " + e.AsOf + ")"
}

func guideOf(company spec.Company, apps []spec.App) guideApp {
	out := guideApp{Name: apps[0].Name}
	for _, a := range apps {
		out.Envs = append(out.Envs, a.Env)
	}
	for _, p := range apps[0].Processes {
		out.Copies = append(out.Copies, copies(p.Name, p.Replicas))
		for _, e := range p.Edges {
			out.Hosts = append(out.Hosts, e.Hosts...)
		}
	}
	for _, j := range apps[0].Jobs {
		out.Copies = append(out.Copies, fmt.Sprintf("%s %d per deploy", j.Process.Name, j.Process.Replicas.Min))
	}
	for _, s := range apps[0].Schedules {
		out.Copies = append(out.Copies, "job "+s.Name+" at "+s.Cron)
	}
	out.Deployers = deployersOf(company, out.Name)
	for _, e := range company.Egress {
		if e.App == apps[0].FlyApp {
			out.Egress = append(out.Egress, e.IP)
		}
	}
	return out
}

// deployersOf is the group that may deploy an app; empty when its domain is
// unknown.
func deployersOf(company spec.Company, app string) string {
	for _, g := range company.Groups {
		if g.Role == spec.Deployers && g.App == app {
			return g.Email
		}
	}
	return ""
}

func copies(group string, r spec.Replicas) string {
	if r.Autoscale && r.Max > r.Min {
		return fmt.Sprintf("%s %d to %d", group, r.Min, r.Max)
	}
	return fmt.Sprintf("%s %d", group, r.Min)
}

// example is the app with most process groups and environments.
func example(company spec.Company) guideApp {
	var best guideApp
	most := 0
	for _, apps := range byName(company.Apps) {
		if n := len(apps) * (1 + len(apps[0].Processes)); n > most {
			best, most = guideOf(company, apps), n
		}
	}
	return best
}
