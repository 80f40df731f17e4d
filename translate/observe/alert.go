package observe

import "github.com/fly2k8s/fly2k8s/internal/spec"

// A policy as Cloud Monitoring's API takes it. It notifies nobody until somebody
// adds a channel: whom, this program doesn't know.
// https://docs.cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies
type policy struct {
	id            string
	DisplayName   string        `json:"displayName"`
	Documentation documentation `json:"documentation"`
	Combiner      string        `json:"combiner"`
	Conditions    []condition   `json:"conditions"`
	Severity      string        `json:"severity"`
}

type documentation struct {
	Content  string `json:"content"`
	MimeType string `json:"mimeType"`
}

type condition struct {
	DisplayName string `json:"displayName"`
	PromQL      promQL `json:"conditionPrometheusQueryLanguage"`
}

type promQL struct {
	Query    string `json:"query"`
	Duration string `json:"duration"`
	Interval string `json:"evaluationInterval"`
}

// newPolicy has one condition.
func newPolicy(id, of, title, query, duration, severity, what string) policy {
	return policy{
		id: id, DisplayName: of + ": " + title, Combiner: "OR", Severity: severity,
		Documentation: documentation{Content: what, MimeType: "text/markdown"},
		Conditions:    []condition{{DisplayName: title, PromQL: promQL{Query: query, Duration: duration, Interval: "30s"}}},
	}
}

// policies are what wakes somebody. The bounds are starting points: an app's own
// week on GKE says what is usual.
func policies(a spec.App) []policy {
	var out []policy
	add := func(id, title, query, duration, severity, what string) {
		out = append(out, newPolicy(id, a.Name, title, query, duration, severity, what))
	}
	if e := edges(a); e != "" {
		add("errors", "more than 2 % of requests fail", errorShare(e)+" > 0.02", "120s", "CRITICAL",
			"On the night of the move this is the first reason to go back.")
		add("latency", "one request in twenty takes over 2 s", slow(e)+" > 2000", "300s", "WARNING",
			"Compare with the same hour on Fly before you set another bound.")
	}
	add("memory", "a container is near its memory limit", "max by (container_name) ("+memoryShare+containers(a, resident)+") > 0.9", "300s", "WARNING",
		"At its limit a container is ended; on Fly the machine would have swapped, if it had swap.")
	add("restarts", "containers restart", restarts(a)+" > 3", "0s", "CRITICAL",
		"See the last log lines of the container that ended.")
	if disks(a) {
		add("volumes", "a volume is almost full", volumes(a)+" > 0.85", "300s", "CRITICAL",
			"Raise the claim's size in git: the storage class lets it grow.")
	}
	return out
}
