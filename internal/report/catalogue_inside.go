package report

func insideRules() []Rule {
	return []Rule{
		RuleInternalNames, RuleFlycast, RuleIPv6, RuleFlatNetwork,
		RulePrivateNetworks, RuleEgressAddress, RuleOldTunnel, RuleRawPorts,
	}
}

// How apps reach each other and the outside.
var (
	RuleInternalNames = Rule{
		Code: "FLY001", Name: "internal-names", Severity: Warning,
		Title:     "Names below .internal are Fly's own DNS",
		Detects:   "`.internal` host names in env, commands and source: an app's, and the special forms (region, process group, nearest, one machine, metadata, `_apps`, `vms` …)",
		Generates: "Services in a namespace called `internal`, so that `app.internal` resolves inside the cluster through the pod's search path; a headless one where each address counts (`apps[].peers`). The special forms get nothing",
		Do:        "change callers to the Service's own name over time; rewrite each use of a region, nearest, process, vm or TXT form, which has no equal",
		Link:      "https://fly.io/docs/networking/private-networking/",
	}
	RuleFlycast = Rule{
		Code: "FLY002", Name: "flycast", Severity: Note,
		Title:     "Flycast is Fly's private load balancer",
		Detects:   "private IPv6 addresses of an app, and `.flycast` host names in env and source",
		Generates: "a Service in a namespace called `flycast`; an internal load balancer where callers are outside the cluster",
		Do:        "check that callers use the port shown here; a caller in another organisation needs an internal load balancer or Private Service Connect",
		Link:      "https://fly.io/docs/networking/flycast/",
	}
	RuleIPv6 = Rule{
		Code: "FLY003", Name: "ipv6-only", Severity: Warning,
		Title:     "Fly's private network is IPv6, a GKE cluster is IPv4 by default",
		Detects:   "`::`, `fly-local-6pn`, `inet6`, `ECTO_IPV6`, `family: 6` in env, commands, Dockerfiles and source",
		Generates: "`0.0.0.0` in place of the address where it stands in env; nothing in source",
		Do:        "listen on 0.0.0.0 and take out options that ask for IPv6: a socket that is IPv6 only fails every probe, and a client that is finds no address",
		Link:      "https://kubernetes.io/docs/concepts/services-networking/dual-stack/",
	}
	RuleFlatNetwork = Rule{
		Code: "FLY004", Name: "flat-network", Severity: Note,
		Title:     "On Fly all apps of a network reach each other on every port",
		Detects:   "the network of each app",
		Generates: "NetworkPolicies that deny by default and allow the apps of the same Fly network; with `network.policy: strict`, only calls that env, secrets or source show",
		Do:        "turn to strict once the observed calls are complete",
		Link:      "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
	}
	RulePrivateNetworks = Rule{
		Code: "FLY005", Name: "private-networks", Severity: Warning,
		Title:     "Custom private networks and WireGuard peers end with the organisation",
		Detects:   "apps with a network of their own; WireGuard peers",
		Generates: "a network label of its own, so that its apps stay apart; for a peer nothing",
		Do:        "ask each peer's owner what they reach through it, and replace that with Identity-Aware Proxy or a VPN",
		Link:      "https://fly.io/docs/networking/custom-private-networks/",
	}
	RuleEgressAddress = Rule{
		Code: "FLY006", Name: "egress-address", Severity: Warning,
		Title:     "Outgoing addresses change, and somebody may have them on a list",
		Detects:   "egress addresses of the organisation's apps",
		Generates: "Cloud NAT with two reserved addresses and dynamic port allocation",
		Do:        "give the new addresses to every partner that keeps a list, and have them confirm before the switch; platform/README.md lists whom to ask",
		Link:      "https://cloud.google.com/nat/docs/ports-and-addresses",
	}
	RuleOldTunnel = Rule{
		Code: "FLY007", Name: "old-tunnel", Severity: Note,
		Title:     "A proxy or tunnel from Fly into Google becomes dead weight",
		Detects:   "env values and apps that exist only to reach a private Google network from Fly",
		Generates: "direct access through the VPC",
		Do:        "point the apps at the private address itself, and remove the tunnel after the move",
		Link:      "https://cloud.google.com/vpc/docs/private-services-access",
	}
	RuleRawPorts = Rule{
		Code: "FLY008", Name: "raw-ports", Severity: Warning,
		Title:     "Raw TCP and UDP ports get an address of their own",
		Detects:   "services without an HTTP handler; `fly-global-services`",
		Generates: "a Service of type LoadBalancer per process group and protocol, at a reserved regional IPv4 address that it names",
		Do:        "reserve the address that the Service's annotation names, in the cluster's region; move each client to it; bind UDP to 0.0.0.0 instead of fly-global-services",
		Link:      "https://fly.io/docs/networking/udp-and-tcp/",
	}
)
