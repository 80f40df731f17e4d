package observe

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A check as Cloud Monitoring's API takes it.
// https://docs.cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.uptimeCheckConfigs
type check struct {
	DisplayName string   `json:"displayName"`
	Resource    resource `json:"monitoredResource"`
	HTTP        http     `json:"httpCheck"`
	Period      string   `json:"period"`
	Timeout     string   `json:"timeout"`
}

type resource struct {
	Type   string            `json:"type"`
	Labels map[string]string `json:"labels"`
}

type http struct {
	Path     string `json:"path"`
	Port     int    `json:"port"`
	TLS      bool   `json:"useSsl"`
	Validate bool   `json:"validateSsl"`
	Method   string `json:"requestMethod"`
}

// checks ask each host from outside, by the path that the app's own health
// check uses. A wildcard has no one name to ask, and a *.fly.dev name stays.
func checks(c spec.Company, env spec.Environment) []check {
	var out []check
	for _, h := range c.Hosts {
		if h.Env != env.Name || h.Wildcard || h.FlyDev {
			continue
		}
		out = append(out, check{
			DisplayName: h.Name, Period: "60s", Timeout: "10s",
			Resource: resource{"uptime_url", map[string]string{"host": h.Name, "project_id": env.Project}},
			HTTP:     http{Path: path(c, h), Port: 443, TLS: true, Validate: true, Method: "GET"},
		})
	}
	return out
}

func path(c spec.Company, h spec.Host) string {
	for _, a := range c.Apps {
		if a.Name != h.App || a.Env != h.Env {
			continue
		}
		for _, p := range a.Processes {
			for _, e := range p.Edges {
				if e.Health.Path != "" {
					return e.Health.Path
				}
			}
		}
	}
	return "/"
}
