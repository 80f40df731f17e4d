package report

func lifeRules() []Rule {
	return []Rule{
		RuleScaleToZero, RuleStopSignal, RuleReleaseCommand, RuleChecksGateOnly, RuleStrategy, RuleVolumes,
		RuleSchedule, RuleOutsideLaunch, RuleContainers, RuleFiles, RuleFlyEnv, RuleBuild,
	}
}

// How copies start, stop and follow each other.
var (
	RuleScaleToZero = Rule{
		Code: "FLY023", Name: "scale-to-zero", Severity: Note,
		Title:     "Nothing holds a request while a stopped copy wakes up",
		Detects:   "`auto_stop_machines`, `auto_start_machines`, `min_machines_running`; suspend",
		Generates: "at least one copy, with the monthly price of an idle one in the report; with `scaling.toZero: cloud-run`, a list of candidates",
		Do:        "nothing, if the price of an idle copy is fine",
		Link:      "https://fly.io/docs/reference/fly-proxy-autostop-autostart/",
	}
	RuleStopSignal = Rule{
		Code: "FLY024", Name: "stop-signal", Severity: Warning,
		Title:     "Fly stops with SIGINT after 5 s at most, Kubernetes with the image's STOPSIGNAL, else SIGTERM",
		Detects:   "`kill_signal`, `kill_timeout`, STOPSIGNAL",
		Generates: "a grace period; for another signal a preStop that sends it, where the image has a shell. Never `lifecycle.stopSignal`, which is accepted and ignored",
		Do:        "put STOPSIGNAL into the Dockerfile, or handle SIGTERM",
		Link:      "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
	}
	RuleReleaseCommand = Rule{
		Code: "FLY025", Name: "release-command", Severity: Note,
		Title:     "The release command becomes a Job that runs before the rollout",
		Detects:   "`deploy.release_command`, its time-out and machine",
		Generates: "a Job in its own kustomization with backoffLimit 0, ENTRYPOINT kept, no volumes, and the order of the deploy mode. Never an init container, which runs per copy",
		Do:        "let CI stop the deploy when the Job fails, as the generated workflow does",
		Link:      "https://fly.io/docs/reference/configuration/#run-one-off-commands-before-releasing-a-deployment",
	}
	RuleChecksGateOnly = Rule{
		Code: "FLY026", Name: "checks-gate-only", Severity: Warning,
		Title:     "A failing check on Fly never restarts a machine",
		Detects:   "service checks, top-level checks, machine checks, `grace_period`",
		Generates: "readiness and startup probes, no liveness probe; nothing for machine checks, as a rollout goes by readiness. A top-level check gates nothing on Fly and becomes a probe only where there is no other",
		Do:        "add a liveness probe only where a restart really helps",
		Link:      "https://fly.io/docs/reference/health-checks/",
	}
	RuleStrategy = Rule{
		Code: "FLY027", Name: "deploy-strategy", Severity: Note,
		Title:     "Canary and blue-green are near equals only",
		Detects:   "`deploy.strategy`, `max_unavailable`, `wait_timeout`, automatic rollback",
		Generates: "a rolling update; for bluegreen a full second set first (maxSurge 100 %); for canary one new copy at a time",
		Do:        "set apps[].strategy in fly2k8s.yaml for another one; a failed rollout stops by itself and is undone with `kubectl rollout undo`",
		Link:      "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy",
	}
	RuleVolumes = Rule{
		Code: "FLY028", Name: "volumes", Severity: Warning,
		Title:     "Each volume is data of its own, not a replica",
		Detects:   "mounts and the volumes of live machines, their zones, sizes and use",
		Generates: "a StatefulSet with one claim per existing volume, one update at a time, and no blue-green",
		Do:        "say in apps[].volumes of fly2k8s.yaml what becomes of the data: copy, sqlite, litefs or discard",
		Link:      "https://fly.io/docs/volumes/overview/",
	}
)
