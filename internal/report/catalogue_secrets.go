package report

func secretRules() []Rule { return []Rule{RuleSecretValues, RuleAttachedSecret, RuleEnvPrecedence} }

// Secrets and plain variables.
var (
	RuleSecretValues = Rule{
		Code: "FLY038", Name: "secret-values", Severity: Warning,
		Title:     "Fly never gives a secret's value back",
		Detects:   "names and digests of secrets; secrets that are set but not deployed yet; a Doppler integration",
		Generates: "an ExternalSecret per app, and a script that copies values from inside a machine without showing them",
		Do:        "decide which value of a staged secret is right; with Doppler, change nothing but the place that reads it",
		Link:      "https://fly.io/docs/apps/secrets/",
	}
	RuleAttachedSecret = Rule{
		Code: "FLY039", Name: "attached-secret", Severity: Warning,
		Title:     "A connection string that Fly set points into Fly",
		Detects:   "DATABASE_URL, REDIS_URL and others set by attach; FLY_API_TOKEN and its kin; equal digests",
		Generates: "the class of each secret: copy, rewrite, regenerate or drop",
		Do:        "set the new address at the step of the runbook that moves its database; correct a class in apps[].secrets of fly2k8s.yaml",
		Link:      "https://fly.io/docs/postgres/managing/attach-detach/",
	}
	RuleEnvPrecedence = Rule{
		Code: "FLY040", Name: "env-precedence", Severity: Warning,
		Title:     "The same variable is set in more than one place",
		Detects:   "names that stand in [env] and among the secrets, empty values, quotes that are part of a value",
		Generates: "the order that Fly has: a secret beats [env], and [env] beats the image",
		Do:        "remove the one that never counts",
		Link:      "https://fly.io/docs/machines/runtime-environment/",
	}
)
