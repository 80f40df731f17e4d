package report

func liveRules() []Rule {
	return []Rule{RuleDrift, RuleMachinesDiffer, RuleHostUnreachable, RuleNotRunning, RuleMadeByFly, RuleCordoned}
}

// Live machines against the last release and the file.
var (
	RuleDrift = liveRule("FLY200", "drift", Warning,
		"What runs is not what the file says",
		"counts, sizes, env, image, services and checks of machines against the last release and the file",
		"what runs, unless apps[].truth says file",
		"set apps[].truth in fly2k8s.yaml to file, or bring the file up to date")
	RuleMachinesDiffer = liveRule("FLY201", "machines-differ", Warning,
		"Machines of one group are not equal",
		"settings in which machines of one process group differ",
		"what the first of them that runs has",
		"make the machines equal on Fly and take the inventory again, or say in apps[].groups of fly2k8s.yaml what the group gets; accept the rule if the written value is right")
	RuleHostUnreachable = liveRule("FLY202", "host-unreachable", Blocker,
		"A machine's host doesn't answer",
		"a host_status other than ok, with which Fly gives only part of the configuration",
		"what is known of it",
		"take the inventory again when the host answers")
	RuleNotRunning = liveRule("FLY203", "not-running", Warning,
		"No machine of the group was running",
		"stopped, suspended and failed machines",
		"the count that would run with traffic",
		"set the count in apps[].groups of fly2k8s.yaml")
	RuleMadeByFly = liveRule("FLY204", "made-by-fly", Note,
		"Fly or flyctl sets this by itself",
		"metadata, ids, timestamps and inserted checks of machines",
		"nothing",
		"nothing")
	RuleCordoned = liveRule("FLY205", "cordoned", Warning,
		"A machine gets no traffic on purpose",
		"cordoned machines and services",
		"a copy like the others",
		"find out why the machine gets no traffic")
)

func liveRule(code, name string, s Severity, title, detects, generates, do string) Rule {
	return Rule{
		Code: code, Name: name, Severity: s, Title: title, Detects: detects, Generates: generates, Do: do,
		Link: "https://fly.io/docs/machines/api/machines-resource/",
	}
}
