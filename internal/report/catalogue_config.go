package report

func configRules() []Rule {
	return []Rule{
		RuleIgnoredKey, RuleOddDuration, RuleOddEnv, RuleOddCommand, RuleOddGroup, RuleOddSpelling, RuleOddSize,
		RuleOddService, RuleOddFile, RuleMachineConfig, RuleNoApp, RuleNameChanged, RulePlaceholder, RuleConfigRefused,
	}
}

// How flyctl reads fly.toml, where that is not what the file seems to say. All
// of them were found by running flyctl's own reader.
var (
	RuleIgnoredKey = configRule("FLY100", "ignored-key", Warning,
		"flyctl ignores this key",
		"keys that flyctl doesn't know, or knows from an older platform",
		"nothing, as on Fly",
		"remove the key, or find out what it was meant to do: it does nothing on Fly")
	RuleOddDuration = configRule("FLY101", "odd-duration", Warning,
		"A duration is not what it looks like",
		"durations without a unit: nanoseconds in http_service and deploy, milliseconds in services and checks, seconds in kill_timeout; in YAML they are lost",
		"what flyctl reads; what is shorter than Kubernetes can say becomes one second",
		"write durations with their unit")
	RuleOddEnv = configRule("FLY102", "odd-env", Warning,
		"A variable is not a string in the file",
		"numbers, booleans, dates and lists in [env], which Go prints in its own way",
		"exactly the text that Fly's machines get",
		"write the value as a string")
	RuleOddCommand = configRule("FLY103", "odd-command", Warning,
		"A command is split in an unexpected way",
		"cmd, entrypoint and exec as one string, which flyctl keeps as one word",
		"the words that Fly's machines get",
		"write the command as a list of words")
	RuleOddGroup = configRule("FLY104", "odd-group", Warning,
		"A section is for another group than it seems",
		"sections without processes, which count for the default group only; files, which every group gets; groups that don't exist",
		"the section for the groups that flyctl gives it to",
		"name the process groups that the section is for")
	RuleOddSpelling = configRule("FLY105", "odd-spelling", Note,
		"An old or alternative spelling",
		"mount, compute, build_target, ports as strings and other forms that flyctl patches while reading",
		"what the reference's own spelling would give",
		"write it as the reference does")
	RuleOddSize = configRule("FLY106", "odd-size", Warning,
		"The size is not the one that the keys suggest",
		"cpus or cpu_kind without memory, which keeps the preset's memory; two [[vm]] for one group",
		"the size that flyctl works out",
		"write cpus, cpu_kind and memory together")
	RuleOddService = configRule("FLY107", "odd-service", Warning,
		"A service is incomplete, or read in a special way",
		"no internal_port, no ports, concurrency as a string, one table in place of a list",
		"the service that flyctl works out",
		"write ports, internal_port and concurrency in full")
	RuleOddFile = configRule("FLY108", "odd-file", Warning,
		"A file's content is not what the file says",
		"raw_value, which flyctl encodes once more; local_path, which is relative to the folder that flyctl runs in",
		"the content that Fly's machines get",
		"look at the file inside a running machine")
	RuleMachineConfig = configRule("FLY109", "machine-config", Warning,
		"A raw machine configuration lies under fly.toml",
		"machine_config, at the top or in experimental",
		"its settings, with those of fly.toml on top",
		"move its settings into fly.toml's own sections")
	RuleNoApp = configRule("FLY120", "no-app-name", Warning,
		"The file names no app",
		"a config without app",
		"the folder's name",
		"name the app in apps of fly2k8s.yaml")
	RuleNameChanged = configRule("FLY121", "name-changed", Warning,
		"A name is no name on Kubernetes",
		"names of apps, groups, volumes and files that are no DNS labels",
		"the nearest DNS label; two that become the same are refused",
		"check what refers to it by its old name")
	RulePlaceholder = configRule("FLY122", "placeholder", Blocker,
		"A value is a placeholder",
		"values such as `%fly_app_name%` or `<your-app>` that another tool fills in",
		"nothing",
		"write the value that the placeholder stands for into fly2k8s.yaml")
	RuleConfigRefused = configRule("FLY123", "config-refused", Blocker,
		"flyctl refuses this file",
		"what flyctl can't decode or finds invalid",
		"what could be read",
		"mend it until `fly config validate` accepts it")
)

func configRule(code, name string, s Severity, title, detects, generates, do string) Rule {
	return Rule{
		Code: code, Name: name, Severity: s, Title: title, Detects: detects, Generates: generates, Do: do,
		Link: "https://fly.io/docs/reference/configuration/",
	}
}
