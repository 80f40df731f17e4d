package report

// What leads the internet to an app.
var (
	RuleNoHost = Rule{
		Code: "FLY312", Name: "no-host", Severity: Blocker,
		Title:     "No host name leads to an app that serves HTTP",
		Detects:   "HTTP services of apps without a certificate on Fly and without hosts in fly2k8s.yaml",
		Generates: "no route: one without a host would take the requests of every other app",
		Do:        "name its hosts in apps[].environments[].hosts of fly2k8s.yaml, or accept the rule if nobody outside shall reach it",
		Link:      "https://fly.io/docs/networking/custom-domain/",
	}
	RuleHostRefused = Rule{
		Code: "FLY313", Name: "host-refused", Severity: Warning,
		Title:     "A host name can't lead to this app",
		Detects:   "host names with signs that the Gateway API refuses; one host on two apps of one cluster",
		Generates: "no route for it",
		Do:        "say in apps[].environments[].hosts of fly2k8s.yaml which app it leads to, or give the app another name",
		Link:      "https://gateway-api.sigs.k8s.io/reference/api-spec/main/spec/#hostname",
	}
	RuleIPv6Clients = Rule{
		Code: "FLY314", Name: "ipv6-clients", Severity: Note,
		Title:     "Every app on Fly has an IPv6 address, the gateway has one when told",
		Detects:   "public IPv6 addresses of apps",
		Generates: "with `edge.ipv6`, a second Gateway with an IPv6 address and routes at both; without, the removal of AAAA records in the cutover plan",
		Do:        "never leave an AAAA record behind: IPv6 clients would stay on Fly after the switch",
		Link:      "https://fly.io/docs/networking/services/",
	}
)
