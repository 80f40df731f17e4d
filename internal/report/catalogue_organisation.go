package report

func organisationRules() []Rule {
	return []Rule{
		RuleInventoryGap, RuleGuessedPlace, RuleDatabase, RuleRedis, RuleBucket, RuleSecretKey,
		RuleCustomCertificate, RuleHostWithoutService, RuleToken, RuleHostIssue, RuleUnattachedVolume,
		RulePreview, RuleNoHost, RuleHostRefused, RuleIPv6Clients, RuleStrictPolicy, RuleOtherCluster,
	}
}

// What the organisation has around its apps.
var (
	RuleInventoryGap = Rule{
		Code: "FLY300", Name: "inventory-gap", Severity: Blocker,
		Title:     "Part of the inventory could not be read",
		Detects:   "sections of the snapshot that are forbidden or failed; facts that a step rests on and nobody measured",
		Generates: "nothing from that section: a failed list never counts as an empty one",
		Do:        "run the inventory again with a token that may read it",
		Link:      "https://fly.io/docs/security/tokens/",
	}
	RuleGuessedPlace = Rule{
		Code: "FLY301", Name: "guessed-place", Severity: Warning,
		Title:     "Project, cluster, domain or region was guessed",
		Detects:   "decisions that fly2k8s.yaml leaves out",
		Generates: "the guess, with its reason",
		Do:        "say it in fly2k8s.yaml",
		Link:      "https://cloud.google.com/resource-manager/docs/creating-managing-projects",
	}
	RuleDatabase = Rule{
		Code: "FLY302", Name: "database-moves", Severity: Warning,
		Title:     "A Postgres database moves",
		Detects:   "Postgres apps (by image and labels), Managed Postgres clusters, their sizes and settings",
		Generates: "a Cloud SQL instance or a CloudNativePG cluster, and the steps that move the rows",
		Do:        "choose target and method in databases of fly2k8s.yaml; run the generated probe, as the Fly API doesn't know the settings",
		Link:      "https://cloud.google.com/sql/docs/postgres/replication/configure-logical-replication",
	}
	RuleRedis = Rule{
		Code: "FLY303", Name: "redis-moves", Severity: Warning,
		Title:     "A Redis moves, and what it holds decides how",
		Detects:   "Upstash add-ons, Redis apps",
		Generates: "Memorystore or a Redis in the cluster, eviction policy set",
		Do:        "say in caches[].state of fly2k8s.yaml what it holds: a cache starts cold, sessions are copied, queues are drained",
		Link:      "https://cloud.google.com/memorystore/docs/valkey/product-overview",
	}
	RuleBucket = Rule{
		Code: "FLY304", Name: "bucket-moves", Severity: Warning,
		Title:     "A Tigris bucket moves",
		Detects:   "Tigris add-ons",
		Generates: "a GCS bucket and a transfer step",
		Do:        "check public access, signed URLs and lifecycle rules; set buckets[].target to keep to leave it",
		Link:      "https://cloud.google.com/storage-transfer/docs/overview",
	}
	RuleSecretKey = Rule{
		Code: "FLY305", Name: "secret-key", Severity: Blocker,
		Title:     "A key that Fly holds never leaves",
		Detects:   "secret keys of an app",
		Generates: "nothing",
		Do:        "make a key in Cloud KMS, and encrypt again what the old one protects while both sides run",
		Link:      "https://cloud.google.com/kms/docs",
	}
	RuleCustomCertificate = Rule{
		Code: "FLY306", Name: "custom-certificate", Severity: Warning,
		Title:     "A certificate was brought by hand",
		Detects:   "certificates whose source is custom",
		Generates: "a managed certificate for the same host",
		Do:        "decide whether a client pins the old one; its key can't be read back from Fly",
		Link:      "https://cloud.google.com/certificate-manager/docs/overview",
	}
	RuleHostWithoutService = Rule{
		Code: "FLY307", Name: "host-without-service", Severity: Warning,
		Title:     "A host name leads to an app that answers no HTTP",
		Detects:   "certificates of apps without an HTTP service",
		Generates: "no route",
		Do:        "remove the host, or add the service that it was meant for",
		Link:      "https://fly.io/docs/networking/custom-domain/",
	}
	RuleToken = Rule{
		Code: "FLY308", Name: "token", Severity: Note,
		Title:     "A token of the organisation",
		Detects:   "tokens by name and kind",
		Generates: "the identity that replaces it: Workload Identity Federation for CI, a group for people",
		Do:        "find out who uses it, and revoke it after the cutover",
		Link:      "https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines",
	}
	RuleHostIssue = Rule{
		Code: "FLY309", Name: "host-issue", Severity: Warning,
		Title:     "Fly's hardware below the app is in trouble",
		Detects:   "host issues that Fly reports",
		Generates: "nothing",
		Do:        "take a snapshot of its volumes now, and move this app early",
		Link:      "https://fly.io/docs/apps/trouble-host-unavailable/",
	}
	RuleUnattachedVolume = Rule{
		Code: "FLY310", Name: "unattached-volume", Severity: Blocker,
		Title:     "A volume hangs on no machine",
		Detects:   "volumes without an attached machine",
		Generates: "no claim",
		Do:        "find out what it holds, then say in apps[].volumes of fly2k8s.yaml: copy, sqlite, litefs or discard",
		Link:      "https://fly.io/docs/volumes/volume-manage/",
	}
	RulePreview = Rule{
		Code: "FLY311", Name: "preview-apps", Severity: Note,
		Title:     "Apps per pull request become namespaces per pull request",
		Detects:   "Fly apps named after a pull request, and the app that they are previews of",
		Generates: "an overlay named preview, the workflows that make a namespace of it and remove it, a weekly sweep",
		Do:        "give previews secrets of their own; production's are never used",
		Link:      "https://fly.io/docs/blueprints/review-apps-guide/",
	}
	RuleStrictPolicy = Rule{
		Code: "FLY320", Name: "strict-policy", Severity: Warning,
		Title:     "The strict network policy may close a way that an app needs",
		Detects:   "with `network.policy: strict`: secrets that sound like an address, code that was not read or puts a name together",
		Generates: "NetworkPolicies that open what was seen, on the ports that were seen, and nothing else",
		Do:        "name what it calls in apps[].calls of fly2k8s.yaml; on Dataplane V2 `kubectl edit networklogging default` with spec.cluster.deny.log: true shows what is refused",
		Link:      "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/network-policy-logging",
	}
	RuleOtherCluster = Rule{
		Code: "FLY321", Name: "other-cluster", Severity: Blocker,
		Title:     "A private name leads to an app on another cluster",
		Detects:   "private names of apps whose environment has a cluster of its own",
		Generates: "nothing: names and policies end at the cluster",
		Do:        "run that app in this environment, too, call it by a public host, or put both environments on one cluster",
		Link:      "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/",
	}
)
