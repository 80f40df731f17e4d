package observe

import (
	"cmp"
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// hostDown is a host that two or more of Google's places can't reach: one alone
// may have trouble of its own.
func hostDown(host string) policy {
	query := fmt.Sprintf(`count(monitoring_googleapis_com:uptime_check_check_passed{monitored_resource="uptime_url",host=%q} == 0) >= 2`, host)
	return newPolicy(host+"-down", host, "can't be reached from outside", query, "120s", "CRITICAL",
		"Ask the load balancer first: `curl -sSI https://"+host+"`. On the night of the move this is a reason to go back.")
}

// instance selects a Cloud SQL instance.
func instance(d spec.Database, env spec.Environment) string {
	return fmt.Sprintf(`{monitored_resource="cloudsql_database",database_id=%q}`, env.Project+":"+cmp.Or(d.Instance, d.Name))
}

// Shares of 1 of what a Cloud SQL instance has.
// https://docs.cloud.google.com/monitoring/api/metrics_gcp_c#gcp-cloudsql
const (
	databaseCPU    = "cloudsql_googleapis_com:database_cpu_utilization"
	databaseMemory = "cloudsql_googleapis_com:database_memory_utilization"
	databaseDisk   = "cloudsql_googleapis_com:database_disk_utilization"
	transactions   = "cloudsql_googleapis_com:database_postgresql_transaction_count"
)

// databaseQueries are what Fly's dashboard of a Postgres app shows.
func databaseQueries(d spec.Database, env spec.Environment) []query {
	of := instance(d, env)
	return []query{
		{"CPU", "share", "max(" + databaseCPU + of + ")"},
		{"Memory", "share", "max(" + databaseMemory + of + ")"},
		{"Disk", "share", "max(" + databaseDisk + of + ")"},
		{"Connections", "open", "sum by (database) (" + connections + of + ")"},
		{"Transactions", "1/s", "sum by (transaction_type) (rate(" + transactions + of + "[5m]))"},
	}
}

func databasePolicies(d spec.Database, env spec.Environment) []policy {
	of := instance(d, env)
	return []policy{
		newPolicy("database-"+d.Name+"-disk", d.Name, "the disk is almost full", "max("+databaseDisk+of+") > 0.85", "300s", "CRITICAL",
			"Storage grows by itself where automatic increase is on; see what grew. A replication slot that nobody reads fills a disk in hours."),
		newPolicy("database-"+d.Name+"-cpu", d.Name, "the CPU is busy", "max("+databaseCPU+of+") > 0.9", "900s", "WARNING",
			"Query Insights names the queries. A larger tier restarts the instance."),
	}
}

// outboundPolicies watch the way out: NAT gives each node so many ports, and
// drops what is above. A network that is somebody else's has no NAT of ours.
// https://docs.cloud.google.com/nat/docs/monitoring
func outboundPolicies(env spec.Environment) []policy {
	if len(env.Outbound()) == 0 {
		return nil
	}
	const dropped = `router_googleapis_com:nat_dropped_sent_packets_count{monitored_resource="nat_gateway",reason="OUT_OF_RESOURCES"}`
	return []policy{newPolicy("outbound-dropped", "outbound", "NAT drops packets", "sum by (gateway_name) (rate("+dropped+"[5m])) > 0", "120s", "CRITICAL",
		"Calls to the internet fail, as no port is left: raise max_ports_per_vm, or add an address (and tell partners).")}
}
