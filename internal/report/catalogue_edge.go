package report

func edgeRules() []Rule {
	return []Rule{
		RuleRequestHeaders, RuleReplay, RuleHealthCheck, RuleTimeout, RuleKeepAlive, RuleDrain, RuleEdgeTLS,
		RuleH2, RuleProxyProtocol, RuleSharedAddress, RuleStatics, RuleConcurrency, RuleEdgeExtras, RuleCloudflare,
	}
}

// What happens between the internet and the app: traffic.
var (
	RuleRequestHeaders = Rule{
		Code: "FLY009", Name: "request-headers", Severity: Warning,
		Title:     "Fly's proxy adds request headers that Google's load balancer doesn't",
		Detects:   "`Fly-Client-IP`, `Fly-Region`, `Fly-Forwarded-Port`, `Fly-Request-Id`, `X-Forwarded-Ssl` in source and configuration",
		Generates: "with `edge.compatHeaders`, Fly-Client-IP, Fly-Forwarded-Port, X-Forwarded-Port and X-Forwarded-Ssl, made again at the load balancer: look at one request before the switch, as its variables are not documented for GKE",
		Do:        "read the client's address from X-Forwarded-For: it is the second from the end, as Google appends two (in Express: two trusted hops)",
		Link:      "https://cloud.google.com/load-balancing/docs/https#x-forwarded-for_header",
	}
	RuleReplay = Rule{
		Code: "FLY010", Name: "fly-replay", Severity: Blocker,
		Title:     "fly-replay and forced routing have no equal",
		Detects:   "`fly-replay`, `fly-prefer-region`, `fly-force-instance-id` and their kin in source; `replay_cache` in fly.toml",
		Generates: "nothing",
		Do:        "delete the middleware if it only sent writes to the primary region: one region needs no replay. Where it routes to one machine, set apps[].affinity in fly2k8s.yaml, or use a StatefulSet's own names",
		Link:      "https://fly.io/docs/networking/dynamic-request-routing/",
	}
	RuleHealthCheck = Rule{
		Code: "FLY011", Name: "lb-health-check", Severity: Warning,
		Title:     "The load balancer has a health check of its own",
		Detects:   "checks of services: path, method, headers, TLS; services that have none",
		Generates: "a HealthCheckPolicy with the Fly check's path and port, always written out; without one the load balancer asks for `GET /` and wants exactly 200",
		Do:        "request the path once without following redirects: 204, 301 and 401 count as sick, and then no rollout ends",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_health_check",
	}
	RuleTimeout = Rule{
		Code: "FLY012", Name: "lb-timeout", Severity: Warning,
		Title:     "A request ends after the back end's time-out, a websocket too",
		Detects:   "`http_options.idle_timeout`; websockets, server-sent events, socket.io, tRPC subscriptions and LiveView in source",
		Generates: "a GCPBackendPolicy with that time-out, and with 86400 s where long connections were found; Google's default is 30 s",
		Do:        "set apps[].timeout in fly2k8s.yaml where a request may take longer; clients of long connections must reconnect by themselves",
		Link:      "https://cloud.google.com/load-balancing/docs/https#timeouts_and_retries",
	}
	RuleKeepAlive = Rule{
		Code: "FLY013", Name: "keep-alive", Severity: Warning,
		Title:     "The load balancer keeps connections to the app for 600 s",
		Detects:   "the runtime and server of the image, and settings of its keep-alive in source and commands",
		Generates: "the variable that sets it, where there is one (Next.js: KEEP_ALIVE_TIMEOUT=620000)",
		Do:        "make the server keep idle connections for more than 600 s, then set apps[].keepAlive in fly2k8s.yaml. Node closes after 5 s, gunicorn after 2 s: requests sent at that moment fail with 502",
		Link:      "https://cloud.google.com/load-balancing/docs/https#timeouts_and_retries",
	}
	RuleDrain = Rule{
		Code: "FLY014", Name: "drain", Severity: Note,
		Title:     "Requests still arrive for seconds after a pod was told to stop",
		Detects:   "every group that the load balancer reaches",
		Generates: "a preStop sleep of 15 s, a grace period of that plus kill_timeout, maxUnavailable 0 for small groups and connection draining",
		Do:        "nothing, unless the app needs longer than kill_timeout to finish its requests",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/concepts/container-native-load-balancing",
	}
	RuleEdgeTLS = Rule{
		Code: "FLY015", Name: "edge-tls", Severity: Warning,
		Title:     "Redirects, TLS options and response headers are set at the gateway",
		Detects:   "`force_https`, `tls_options`, `http_options.response`",
		Generates: "a redirect route, the gateway's SSL policy, response header filters",
		Do:        "set the lowest TLS version in the gateway's SSL policy, which all hosts share",
		Link:      "https://cloud.google.com/load-balancing/docs/ssl-policies-concepts",
	}
)
