package observe

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// Metrics keep Google's names in PromQL, with the first dot as an underscore and
// the first slash as a colon.
// https://docs.cloud.google.com/monitoring/promql/promql-mapping
const (
	requestCount = "loadbalancing_googleapis_com:https_request_count"
	latencies    = "loadbalancing_googleapis_com:https_backend_latencies_bucket" // milliseconds
	cpuSeconds   = "kubernetes_io:container_cpu_core_usage_time"
	memoryUsed   = "kubernetes_io:container_memory_used_bytes"
	memoryShare  = "kubernetes_io:container_memory_limit_utilization"
	restartCount = "kubernetes_io:container_restart_count"
	volumeShare  = "kubernetes_io:pod_volume_utilization"
	uptime       = "kubernetes_io:container_uptime"
	bytesOut     = "loadbalancing_googleapis_com:https_response_bytes_count"
	connections  = "cloudsql_googleapis_com:database_postgresql_num_backends"
)

// A query is one line of a chart.
type query struct{ title, unit, text string }

// edges selects the app's backends at the load balancer. GKE names a backend
// service after namespace, Service and port, with hashes around.
func edges(a spec.App) string {
	var services []string
	for _, p := range a.Processes {
		if len(p.Edges) > 0 {
			services = append(services, kube.WorkloadName(a, p))
		}
	}
	if len(services) == 0 {
		return ""
	}
	return fmt.Sprintf(`{monitored_resource="https_lb_rule",backend_target_name=~"gkegw1-[^-]+-%s-(%s)-[0-9]+-.*"}`, a.Namespace, strings.Join(services, "|"))
}

func containers(a spec.App, more string) string {
	return fmt.Sprintf(`{monitored_resource="k8s_container",namespace_name=%q%s}`, a.Namespace, more)
}

func disks(a spec.App) bool {
	for _, p := range a.Processes {
		if len(p.Volumes) > 0 {
			return true
		}
	}
	return false
}

const resident = `,memory_type="non-evictable"` // what counts against the limit

// queries are an app's charts: what Fly's dashboard of an app shows.
func queries(a spec.App) []query {
	var out []query
	if e := edges(a); e != "" {
		out = append(out,
			query{"Requests", "1/s", fmt.Sprintf("sum by (response_code_class) (rate(%s%s[5m]))", requestCount, e)},
			query{"Errors", "share", errorShare(e)},
			query{"Response time, 95th percentile", "ms", slow(e)},
			query{"Data out", "bytes/s", fmt.Sprintf("sum(rate(%s%s[5m]))", bytesOut, e)})
	}
	out = append(out,
		query{"CPU", "cores", fmt.Sprintf("sum by (container_name) (rate(%s%s[5m]))", cpuSeconds, containers(a, ""))},
		query{"Memory", "bytes", fmt.Sprintf("max by (container_name) (%s%s)", memoryUsed, containers(a, resident))},
		query{"Restarts", "in 10 min", restarts(a)},
		query{"Copies", "running", fmt.Sprintf("count by (container_name) (%s%s)", uptime, containers(a, ""))})
	if disks(a) {
		out = append(out, query{"Volumes in use", "share", volumes(a)})
	}
	return out
}

func errorShare(e string) string {
	bad := strings.Replace(e, "{", `{response_code_class="500",`, 1)
	return fmt.Sprintf("sum(rate(%s%s[5m])) / sum(rate(%s%s[5m]))", requestCount, bad, requestCount, e)
}

func slow(e string) string {
	return fmt.Sprintf("histogram_quantile(0.95, sum by (le) (rate(%s%s[5m])))", latencies, e)
}

func restarts(a spec.App) string {
	return fmt.Sprintf("sum by (container_name) (increase(%s%s[10m]))", restartCount, containers(a, ""))
}

func volumes(a spec.App) string {
	return fmt.Sprintf(`max by (volume_name) (%s{monitored_resource="k8s_pod",namespace_name=%q})`, volumeShare, a.Namespace)
}
