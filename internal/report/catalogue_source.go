package report

func sourceRules() []Rule {
	return []Rule{RuleFlyDevHost, RuleBuildTimeHost, RuleRedisREST, RuleTigris, RuleFlySocket, RuleScanGap}
}

// What the source gives away beyond the differences above.
var (
	RuleFlyDevHost = Rule{
		Code: "FLY070", Name: "fly-dev-host", Severity: Warning,
		Title:     "Hosts below fly.dev can't move",
		Detects:   "`*.fly.dev` in source, configuration and env; apps without a host name of their own",
		Generates: "nothing: the name belongs to Fly",
		Do:        "give the app a host name of your own, then change every place that is listed: OAuth redirects, webhooks, mobile apps, allowed origins",
		Link:      "https://fly.io/docs/networking/custom-domain/",
	}
	RuleBuildTimeHost = Rule{
		Code: "FLY071", Name: "build-time-host", Severity: Warning,
		Title:     "A host name is built into what the browser gets",
		Detects:   "NEXT_PUBLIC_*, VITE_*, REACT_APP_* and their kin that hold a host on Fly",
		Generates: "a build argument in the workflow where fly.toml has one",
		Do:        "build again for the new host: changing the variable on the cluster does nothing",
		Link:      "https://nextjs.org/docs/app/guides/environment-variables#bundling-environment-variables-for-the-browser",
	}
	RuleRedisREST = Rule{
		Code: "FLY072", Name: "redis-rest", Severity: Blocker,
		Title:     "Upstash over HTTPS is not Redis",
		Detects:   "`@upstash/redis`, `@upstash/ratelimit`, UPSTASH_REDIS_REST_URL",
		Generates: "nothing",
		Do:        "change to a client that speaks Redis's own protocol, run a REST proxy in front of Memorystore, or keep the Upstash account",
		Link:      "https://upstash.com/docs/redis/features/restapi",
	}
	RuleTigris = Rule{
		Code: "FLY073", Name: "tigris", Severity: Warning,
		Title:     "Tigris is reached at its own endpoint",
		Detects:   "`fly.storage.tigris.dev`, `t3.storage.dev` and other Tigris endpoints in source and env",
		Generates: "a GCS bucket that speaks the S3 interface; with buckets[].target: keep, nothing",
		Do:        "set endpoint and keys by env, and check signed URLs and public links that contain the old host",
		Link:      "https://cloud.google.com/storage/docs/interoperability",
	}
	RuleFlySocket = Rule{
		Code: "FLY074", Name: "fly-socket", Severity: Blocker,
		Title:     "The socket /.fly/api exists on Fly alone",
		Detects:   "`/.fly/api`, requests for OIDC tokens to it, AWS roles taken on with them",
		Generates: "nothing",
		Do:        "use Workload Identity for cloud access; drop calls that suspend or stop the machine itself",
		Link:      "https://fly.io/docs/security/openid-connect/",
	}
	RuleScanGap = Rule{
		Code: "FLY075", Name: "scan-gap", Severity: Note,
		Title:     "Part of the source was not read",
		Detects:   "files that are too large, or that couldn't be opened",
		Generates: "nothing",
		Do:        "look into the files that are named for what Fly gives alone",
		Link:      "https://fly.io/docs/machines/runtime-environment/",
	}
)
