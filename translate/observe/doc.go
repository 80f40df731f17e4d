// Package observe turns a company into what stands for Fly's Grafana: a
// dashboard and alert policies for each app and Cloud SQL database of the first
// environment, an uptime check with an alert for each of its hosts, and an alert
// for its way out, in Cloud Monitoring's own JSON. Queries are PromQL.
package observe

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"

	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/templates"
)

const root = "platform/monitoring/"

// Tree is the folder platform/monitoring. It is empty for a company without an
// app in its first environment.
func Tree(company spec.Company) tree.Tree {
	var out tree.Tree
	if len(company.Environments) == 0 {
		return nil
	}
	env := company.Environments[0]
	for _, a := range company.Apps {
		if a.Env != env.Name {
			continue
		}
		out.Add(root+"dashboards/"+a.Name+".json", encode(dashboardOf(a)))
		for _, p := range policies(a) {
			out.Add(root+"alerts/"+a.Name+"-"+p.id+".json", encode(p))
		}
	}
	for _, c := range checks(company, env) {
		out.Add(root+"uptime/"+c.DisplayName+".json", encode(c))
		p := hostDown(c.DisplayName)
		out.Add(root+"alerts/"+p.id+".json", encode(p))
	}
	for _, d := range company.Databases {
		if d.Env != env.Name || d.Target != spec.CloudSQL {
			continue
		}
		out.Add(root+"dashboards/database-"+d.Name+".json", encode(dashboardWith(d.Name, databaseQueries(d, env))))
		for _, p := range databasePolicies(d, env) {
			out.Add(root+"alerts/"+p.id+".json", encode(p))
		}
	}
	for _, p := range outboundPolicies(env) {
		out.Add(root+"alerts/"+p.id+".json", encode(p))
	}
	if len(out) > 0 {
		out.Add(root+"README.md", guide(env.Project))
	}
	out.Sort()
	return out
}

func encode(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		panic(fmt.Sprintf("encode %T: %v", value, err)) // structs of strings and numbers always encode
	}
	return b.Bytes()
}

// A page is what the folder's README says.
type page struct {
	Project string
	Metrics []metric
}

// guide says how to load the files, and maps Fly's metrics to Google's.
func guide(project string) []byte {
	var b strings.Builder
	t := template.Must(template.New("monitoring.md.tmpl").Funcs(template.FuncMap{"sh": shell.Quote}).ParseFS(templates.Files, "monitoring.md.tmpl"))
	if err := t.Execute(&b, page{cmp.Or(project, "PROJECT"), flyMetrics}); err != nil {
		panic(fmt.Sprintf("write the map of metrics: %v", err)) // rows of strings
	}
	return []byte(b.String())
}
