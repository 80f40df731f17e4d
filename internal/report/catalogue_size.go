package report

func sizeRules() []Rule { return []Rule{RuleCPU, RuleHardware, RuleRegions} }

// How much of what, and where.
var (
	RuleCPU = Rule{
		Code: "FLY035", Name: "shared-cpu", Severity: Note,
		Title:     "A shared vCPU is a sixteenth of a core that may burst",
		Detects:   "machine sizes, and measured use where there is any",
		Generates: "a request of 62.5 m per shared vCPU, rounded up, or the measured use if that is more; 950 m per performance vCPU; no CPU limit; memory limit = request",
		Do:        "look at throttling and memory after a week, and set apps[].groups in fly2k8s.yaml",
		Link:      "https://fly.io/docs/machines/cpu-performance/",
	}
	RuleHardware = Rule{
		Code: "FLY036", Name: "hardware", Severity: Warning,
		Title:     "Swap, GPUs, dedicated hosts and kernel arguments",
		Detects:   "`swap_size_mb`, `gpu_kind`, `host_dedication_id`, `kernel_args`, `persist_rootfs`, cache drives",
		Generates: "swap as a higher memory limit; the nearest GPU that Google has; for the rest nothing",
		Do:        "ask for GPU quota early; watch memory, as GKE nodes don't swap by default",
		Link:      "https://cloud.google.com/compute/docs/gpus",
	}
	RuleRegions = Rule{
		Code: "FLY037", Name: "regions", Severity: Warning,
		Title:     "One region with three zones stands in for machines near each user",
		Detects:   "`primary_region`, regions of live machines and volumes",
		Generates: "everything in the Google region nearest to the primary one, spread over its zones, on node pools that survive the loss of one",
		Do:        "decide about each further region: set regions in fly2k8s.yaml, or accept the distance",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/concepts/regional-clusters",
	}
)
