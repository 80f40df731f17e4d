package report

// What runs besides the services, and what is around the process.
var (
	RuleSchedule = Rule{
		Code: "FLY029", Name: "schedule", Severity: Warning,
		Title:     "Schedules on Fly have no time of day; cron inside an image has no lock",
		Detects:   "scheduled and standby machines; supercronic, cron and crontabs in the image",
		Generates: "a CronJob per scheduled machine, suspended until the cutover, at a stable minute; for a standby nothing, as replicas do its work",
		Do:        "choose the time in apps[].schedules of fly2k8s.yaml; move jobs of a crontab in the image to CronJobs, and let them run on one side only during the overlap",
		Link:      "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/",
	}
	RuleOutsideLaunch = Rule{
		Code: "FLY030", Name: "outside-launch", Severity: Warning,
		Title:     "Machines that no deploy made, and apps that make machines",
		Detects:   "machines without a process group, builders, previews; `api.machines.dev`, `_api.internal` and machine calls in source",
		Generates: "nothing",
		Do:        "decide whether something still makes or needs the machine; rewrite code that starts machines to create Jobs, with a Role that may do that",
		Link:      "https://fly.io/docs/machines/api/",
	}
	RuleContainers = Rule{
		Code: "FLY031", Name: "containers", Severity: Warning,
		Title:     "Containers of one machine become containers of one pod",
		Detects:   "`containers` of a machine, compose builds, `depends_on`",
		Generates: "native sidecars in the order of depends_on, and init containers for those that end; each gets the secrets that it names, or all of the app's where it names none",
		Do:        "check the start order and the memory of each container: on Fly they shared one machine's",
		Link:      "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	}
	RuleFiles = Rule{
		Code: "FLY032", Name: "files", Severity: Note,
		Title:     "Files put into the machine become mounts",
		Detects:   "`[[files]]`, `console_command`, `seed_command`",
		Generates: "a ConfigMap or a Secret, mounted file by file; the console command as `kubectl exec` in the README; no seed command",
		Do:        "check that nothing writes to such a file: a mount is read-only",
		Link:      "https://kubernetes.io/docs/concepts/configuration/configmap/",
	}
	RuleFlyEnv = Rule{
		Code: "FLY033", Name: "fly-env", Severity: Warning,
		Title:     "FLY_* variables are set by Fly alone",
		Detects:   "`FLY_*` and `PRIMARY_REGION` in source, commands and Dockerfiles",
		Generates: "the variables that are used, from the pod's own fields: the pod's name for FLY_MACHINE_ID, its address for FLY_PRIVATE_IP. FLY_PUBLIC_IP has no equal",
		Do:        "check code that compares values: FLY_REGION becomes Google's region, FLY_PRIVATE_IP an IPv4 address",
		Link:      "https://fly.io/docs/machines/runtime-environment/",
	}
	RuleBuild = Rule{
		Code: "FLY034", Name: "build", Severity: Warning,
		Title:     "CI builds the image, Fly's builder is gone",
		Detects:   "`[build]`: Dockerfile, target, arguments, ignore file, buildpacks, builtin, compose; images in registry.fly.io",
		Generates: "a workflow that builds the same Dockerfile, target and arguments for linux/amd64, and the first image by its digest on Fly",
		Do:        "copy images out of registry.fly.io before the organisation is deleted; write a Dockerfile where Fly built without one",
		Link:      "https://fly.io/docs/reference/configuration/#the-build-section",
	}
)
