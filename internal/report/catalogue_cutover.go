package report

func cutoverRules() []Rule {
	return []Rule{RuleUnrehearsed, RuleNoWindow, RuleMissingFact, RuleOneWay, RuleCallCircle, RuleFlyDevName, RuleRawHost, RuleSharedNamespace, RuleNotEarly}
}

// The day itself.
var (
	RuleUnrehearsed = Rule{
		Code: "FLY400", Name: "unrehearsed", Severity: Blocker,
		Title:     "Nobody has rehearsed this night",
		Detects:   "a production plan without times from a rehearsal",
		Generates: "a plan whose estimates are assumed",
		Do:        "make a plan with --rehearsal, follow it on a copy, log it, and plan again",
		Link:      "https://cloud.google.com/architecture/migration-to-gcp-validating-plan",
	}
	RuleNoWindow = Rule{
		Code: "FLY401", Name: "no-window", Severity: Warning,
		Title:     "How long the night may last is not decided",
		Detects:   "an environment without a window in `cutover` of fly2k8s.yaml",
		Generates: "a plan that is not held against any limit",
		Do:        "set cutover.window (or cutover.windows for other environments) in fly2k8s.yaml",
		Link:      "https://cloud.google.com/architecture/migration-to-gcp-planning-best-practices",
	}
	RuleMissingFact = Rule{
		Code: "FLY402", Name: "missing-fact", Severity: Blocker,
		Title:     "A step rests on something that nobody knows yet",
		Detects:   "databases never asked, unknown DNS records, undecided contents of volumes and caches",
		Generates: "the step, marked blocked, with what is missing",
		Do:        "find the fact or decide, and plan again",
		Link:      "https://cloud.google.com/architecture/migration-to-gcp-planning-best-practices",
	}
	RuleOneWay = Rule{
		Code: "FLY403", Name: "one-way", Severity: Warning,
		Title:     "New rows can't get back to Fly",
		Detects:   "databases that move by dump and restore or by Database Migration Service",
		Generates: "a gate for two persons before the first write on GKE",
		Do:        "rehearse until going back after the gate is unthinkable, or make logical replication possible",
		Link:      "https://www.postgresql.org/docs/current/logical-replication.html",
	}
	RuleCallCircle = Rule{
		Code: "FLY404", Name: "call-circle", Severity: Note,
		Title:     "Apps call each other in a circle",
		Detects:   "calls between apps that lead back to where they start",
		Generates: "one wave for all of the circle; none of its calls decides the order",
		Do:        "check that each starts without the others",
		Link:      "https://kubernetes.io/docs/concepts/services-networking/service/",
	}
	RuleFlyDevName = Rule{
		Code: "FLY405", Name: "fly-dev-name", Severity: Warning,
		Title:     "A fly.dev name can't move",
		Detects:   "host names that end in fly.dev",
		Generates: "a list in the summary",
		Do:        "find who uses the name (OAuth redirects, webhooks, mobile apps) and give them a name of your own before retirement",
		Link:      "https://fly.io/docs/networking/custom-domain/",
	}
	RuleRawHost = Rule{
		Code: "FLY406", Name: "raw-host", Severity: Warning,
		Title:     "A host of raw TCP or UDP has no holding page",
		Detects:   "hosts whose app has no HTTP at Fly's edge",
		Generates: "a switch by DNS alone; clients are refused while writes stand still and until old answers expire",
		Do:        "tell the clients of that host, and keep its TTL low",
		Link:      "https://fly.io/docs/networking/services/",
	}
	RuleSharedNamespace = Rule{
		Code: "FLY407", Name: "shared-namespace", Severity: Note,
		Title:     "Apps of different waves share a namespace",
		Detects:   "one namespace in more than one wave",
		Generates: "commands that pick objects by the app's label",
		Do:        "look twice at the label in each command of these apps",
		Link:      "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/",
	}
	RuleNotEarly = Rule{
		Code: "FLY408", Name: "not-early", Severity: Warning,
		Title:     "An app can't move ahead of its data",
		Detects:   "apps in `cutover.early` of fly2k8s.yaml that others call, or that hold files",
		Generates: "their move together with their data",
		Do:        "take it off the list, or move its callers' calls to a host name first",
		Link:      "https://cloud.google.com/architecture/migration-to-gcp-planning-best-practices",
	}
)
