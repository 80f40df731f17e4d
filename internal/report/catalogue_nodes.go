package report

func nodeRules() []Rule {
	return []Rule{RuleChip, RuleNoNode, RuleOneZone, RuleSpotNode, RuleAutopilot}
}

// What the nodes make of what the apps ask for.
var (
	RuleChip = Rule{
		Code: "FLY080", Name: "gpu-chip", Severity: Warning,
		Title:     "The GPU is another one, and needs a quota",
		Detects:   "a process with a GPU",
		Generates: "a GPU pool that starts empty, with the same chip, or the nearest that Google has",
		Do:        "ask for GPU quota in the region now (it takes days), and measure the model on the new chip",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/how-to/gpus",
	}
	RuleNoNode = Rule{
		Code: "FLY081", Name: "no-node", Severity: Blocker,
		Title:     "No machine type of the region can run this",
		Detects:   "a process whose CPU, memory or GPU no priced machine type of the region holds, or a cluster without a known region",
		Generates: "nothing: the process keeps no pool",
		Do:        "set another region for the environment, or the group's size, in fly2k8s.yaml",
		Link:      "https://cloud.google.com/compute/docs/regions-zones",
	}
	RuleOneZone = Rule{
		Code: "FLY082", Name: "one-zone-volume", Severity: Note,
		Title:     "A volume keeps its pod in one zone",
		Detects:   "a process with a volume",
		Generates: "a zonal disk; the packing counts its pod as lost with its zone",
		Do:        "use the class fly-pd-regional for data that must survive a zone, and that no database replicates",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/concepts/persistent-volumes",
	}
	RuleSpotNode = Rule{
		Code: "FLY083", Name: "spot-node", Severity: Note,
		Title:     "Its nodes can be taken away within 30 seconds",
		Detects:   "a machine that asked for spot, or nodepools.spot for workers and previews",
		Generates: "a spot pool with a taint, and the toleration for it",
		Do:        "nothing, if the work can start again anywhere",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/concepts/spot-vms",
	}
	RuleAutopilot = Rule{
		Code: "FLY084", Name: "autopilot-raise", Severity: Note,
		Title:     "Autopilot bills for more than was asked for",
		Detects:   "requests below Autopilot's minimum or outside of its ratio of memory to CPU",
		Generates: "the requests that Autopilot would have made of them",
		Do:        "nothing, if the price is fine; else set nodepools.mode to standard in fly2k8s.yaml",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/concepts/autopilot-resource-requests",
	}
)
