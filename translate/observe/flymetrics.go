package observe

// A metric of Fly's, and what says the same on Google's side.
type metric struct{ Fly, Google, Note string }

// flyMetrics are Fly's built-in series.
// https://fly.io/docs/monitoring/metrics/#built-in-metrics
var flyMetrics = []metric{
	{"fly_edge_http_responses_count", requestCount, "label status becomes response_code, or response_code_class (200, 500)"},
	{"fly_edge_http_response_time_seconds", "loadbalancing_googleapis_com:https_total_latencies", "a distribution in milliseconds"},
	{"fly_edge_data_out", "loadbalancing_googleapis_com:https_response_bytes_count", ""},
	{"fly_edge_data_in", "loadbalancing_googleapis_com:https_request_bytes_count", ""},
	{"fly_app_http_responses_count", requestCount, "the load balancer counts for the app, too"},
	{"fly_app_http_response_time_seconds", "loadbalancing_googleapis_com:https_backend_latencies", "a distribution in milliseconds"},
	{"fly_app_concurrency", "", "no equal: export it from the app, or scale by CPU"},
	{"fly_instance_up", "kubernetes_io:container_uptime", ""},
	{"fly_instance_cpu", cpuSeconds, "seconds of one core, without modes; Fly counts in hundredths"},
	{"fly_instance_memory_mem_total", "kubernetes_io:container_memory_limit_bytes", ""},
	{"fly_instance_memory_mem_available", memoryUsed, "what is used, not what is left; memory_type=\"non-evictable\" counts against the limit"},
	{"fly_instance_net_recv_bytes", "kubernetes_io:pod_network_received_bytes_count", "of the pod"},
	{"fly_instance_net_sent_bytes", "kubernetes_io:pod_network_sent_bytes_count", "of the pod"},
	{"fly_instance_load_average", "", "no equal: a pod has no load of its own"},
	{"fly_volume_used_pct", volumeShare, "a share of 1, not percent"},
	{"fly_volume_size_bytes", "kubernetes_io:pod_volume_total_bytes", ""},
}
