package observe

// A metric of Fly's, and what says the same on Google's side.
type metric struct{ Fly, Google, Note string }

// flyMetrics are Fly's built-in series.
// https://fly.io/docs/monitoring/metrics/#built-in-metrics
var flyMetrics = []metric{
	{"fly_edge_http_responses_count", requestCount, "label status becomes response_code, or response_code_class (200, 500)"},
	{"fly_edge_http_response_time_seconds", "loadbalancing_googleapis_com:https_total_latencies", "a distribution in milliseconds"},
	{"fly_edge_data_out", bytesOut, ""},
	{"fly_edge_data_in", "loadbalancing_googleapis_com:https_request_bytes_count", ""},
	{"fly_edge_tcp_connects_count, _disconnects_count", "loadbalancing_googleapis_com:l3_external_ingress_packets_count", "of raw ports alone, in packets; behind the Gateway requests are counted, not connections"},
	{"fly_edge_tls_handshake_time_seconds, _errors", "", "no equal: Google ends TLS"},
	{"fly_app_http_responses_count", requestCount, "the load balancer counts for the app, too"},
	{"fly_app_http_response_time_seconds", "loadbalancing_googleapis_com:https_backend_latencies", "a distribution in milliseconds"},
	{"fly_app_connect_time_seconds", "", "no equal: part of https_backend_latencies"},
	{"fly_app_tcp_connects_count, _disconnects_count", "", "no equal: export it from the app"},
	{"fly_app_concurrency", "", "no equal: export it from the app, or scale by CPU"},
	{"fly_instance_up", uptime, "count it for the number of copies"},
	{"fly_instance_cpu", cpuSeconds, "seconds of one core, without modes; Fly counts in hundredths"},
	{"fly_instance_cpu_baseline, _balance, _throttle", "", "no equal: no pod has a CPU limit, so nothing is throttled"},
	{"fly_instance_load_average", "", "no equal: a pod has no load of its own"},
	{"fly_instance_memory_mem_total", "kubernetes_io:container_memory_limit_bytes", ""},
	{"fly_instance_memory_mem_available, _mem_free", memoryUsed, "what is used, not what is left; memory_type=\"non-evictable\" counts against the limit"},
	{"fly_instance_memory_swap_total, _swap_free", "", "no equal: nodes have no swap"},
	{"fly_instance_net_recv_bytes", "kubernetes_io:pod_network_received_bytes_count", "of the pod"},
	{"fly_instance_net_sent_bytes", "kubernetes_io:pod_network_sent_bytes_count", "of the pod"},
	{"fly_instance_disk_reads_completed, _writes_completed", "compute_googleapis_com:instance_disk_read_ops_count", "of the node's disks; _write_ops_count for writes"},
	{"fly_instance_filesystem_blocks, _blocks_free", "kubernetes_io:container_ephemeral_storage_used_bytes", "in bytes, of the container's own layer"},
	{"fly_instance_filefd_allocated", "", "no equal: export process_open_fds from the app"},
	{"fly_volume_used_pct", volumeShare, "a share of 1, not percent"},
	{"fly_volume_size_bytes", "kubernetes_io:pod_volume_total_bytes", ""},
	{"pg_stat_activity_count", connections, "of Cloud SQL; by database"},
	{"pg_database_size_bytes", "cloudsql_googleapis_com:database_disk_bytes_used", "of the whole instance"},
	{"pg_replication_lag", "cloudsql_googleapis_com:database_replication_replica_lag", "of read replicas, in seconds"},
	{"pg_stat_database_xact_commit, _xact_rollback", "cloudsql_googleapis_com:database_postgresql_transaction_count", "label transaction_type"},
	{"pg_stat_database_deadlocks", "cloudsql_googleapis_com:database_postgresql_deadlock_count", ""},
}
