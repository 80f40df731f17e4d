package report

// What happens between the internet and the app: what Fly's proxy did besides.
var (
	RuleH2 = Rule{
		Code: "FLY016", Name: "h2-backend", Severity: Warning,
		Title:     "HTTP/2 without TLS to the app must be asked for",
		Detects:   "`h2_backend`, a TLS port for `h2` alone, gRPC servers in source, port 50051; `apps[].grpc`",
		Generates: "`appProtocol: kubernetes.io/h2c` on the Service's port; gRPC checks where `apps[].grpc` is health; a GRPCRoute with `edge.grpcRoutes`",
		Do:        "call one gRPC method through the gateway before the switch",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/how-to/secure-gateway#load-balancer-tls",
	}
	RuleProxyProtocol = Rule{
		Code: "FLY017", Name: "proxy-protocol", Severity: Warning,
		Title:     "No load balancer here speaks the PROXY protocol to the app",
		Detects:   "the `proxy_proto` handler",
		Generates: "a passthrough load balancer that keeps the client's address",
		Do:        "switch the PROXY protocol off in the app: the socket's peer is the client already",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer",
	}
	RuleSharedAddress = Rule{
		Code: "FLY018", Name: "shared-address", Severity: Note,
		Title:     "A shared IPv4 address was never the app's own",
		Detects:   "apps with a shared IPv4 address only",
		Generates: "one address for all hosts of the gateway",
		Do:        "nothing, unless a partner has the shared address on a list",
		Link:      "https://fly.io/docs/networking/services/#shared-ipv4",
	}
	RuleStatics = Rule{
		Code: "FLY019", Name: "statics", Severity: Blocker,
		Title:     "Fly's proxy served [[statics]] before the app saw the request",
		Detects:   "`[[statics]]`",
		Generates: "nothing for `app`, a bucket behind the load balancer for `bucket`",
		Do:        "set apps[].statics in fly2k8s.yaml: app, when the app serves the same files itself, or bucket",
		Link:      "https://fly.io/docs/reference/configuration/#the-statics-sections",
	}
	RuleConcurrency = Rule{
		Code: "FLY020", Name: "concurrency", Severity: Note,
		Title:     "Limits on requests in flight become a rate per second",
		Detects:   "`concurrency`",
		Generates: "maxRatePerEndpoint = soft_limit ÷ mean latency, and an autoscaler that adds a copy at 70 % of it. hard_limit has no equal: the load balancer refuses nobody",
		Do:        "set apps[].latency in fly2k8s.yaml to the measured mean seconds of one request",
		Link:      "https://fly.io/docs/reference/load-balancing/",
	}
	RuleEdgeExtras = Rule{
		Code: "FLY021", Name: "edge-extras", Severity: Warning,
		Title:     "Fly's proxy compressed answers and could keep a session on a machine",
		Detects:   "`http_options.compress`, `pristine`; cookies used with replay",
		Generates: "session affinity by cookie where a session was kept; nothing for compression",
		Do:        "compress in the app, or at a CDN in front of the gateway",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#session_affinity",
	}
	RuleCloudflare = Rule{
		Code: "FLY022", Name: "cloudflare", Severity: Warning,
		Title:     "With Cloudflare in front, the origin changes and not the DNS",
		Detects:   "hosts whose DNS provider is Cloudflare, proxied records, `_fly-ownership` records",
		Generates: "the steps for the origin in the cutover plan",
		Do:        "give Cloudflare an origin certificate that it accepts (Full strict), and let only its ranges reach the gateway if Fly did",
		Link:      "https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/",
	}
)
