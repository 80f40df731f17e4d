package nodepool

import "github.com/fly2k8s/fly2k8s/internal/report"

const gpuLink = "https://cloud.google.com/kubernetes-engine/docs/how-to/gpus"

func ruleChip() report.Rule {
	return report.Rule{
		Code: "FLY051", Name: "gpu-chip", Severity: report.Warning,
		Title:     "The GPU is another one, and needs a quota",
		Detects:   "a process with a GPU",
		Generates: "a GPU pool that starts empty, with the same chip, or the nearest that Google has",
		Do:        "Ask for GPU quota in the region now (it takes days), and measure the model on the new chip.",
		Link:      gpuLink,
	}
}

func ruleNoNode() report.Rule {
	return report.Rule{
		Code: "FLY052", Name: "no-node", Severity: report.Blocker,
		Title:     "No machine type of the region can run this",
		Detects:   "a process whose CPU, memory or GPU no priced machine type of the region holds, or a cluster without a known region",
		Generates: "nothing: the process keeps no pool",
		Do:        "Set another region for the environment, or the group's size, in fly2k8s.yaml.",
		Link:      "https://cloud.google.com/compute/docs/regions-zones",
	}
}

func ruleOneZone() report.Rule {
	return report.Rule{
		Code: "FLY053", Name: "one-zone-volume", Severity: report.Note,
		Title:     "A volume keeps its pod in one zone",
		Detects:   "a process with a volume",
		Generates: "a zonal disk; the packing counts its pod as lost with its zone",
		Do:        "Use the class fly-pd-regional for data that must survive a zone, and that no database replicates.",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/concepts/persistent-volumes",
	}
}

func ruleSpot() report.Rule {
	return report.Rule{
		Code: "FLY054", Name: "spot-node", Severity: report.Note,
		Title:     "Its nodes can be taken away within 30 seconds",
		Detects:   "a machine that asked for spot, or nodepools.spot for workers and previews",
		Generates: "a spot pool with a taint, and the toleration for it",
		Do:        "",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/concepts/spot-vms",
	}
}

func ruleAutopilot() report.Rule {
	return report.Rule{
		Code: "FLY055", Name: "autopilot-raise", Severity: report.Note,
		Title:     "Autopilot bills for more than was asked for",
		Detects:   "requests below Autopilot's minimum or outside of its ratio of memory to CPU",
		Generates: "the requests that Autopilot would have made of them",
		Do:        "",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/concepts/autopilot-resource-requests",
	}
}

func ruleElsewhere() report.Rule {
	return report.Rule{
		Code: "FLY056", Name: "other-regions", Severity: report.Warning,
		Title:     "Machines of other regions are not rebuilt there",
		Detects:   "machines or volumes outside of the app's primary region",
		Generates: "one cluster in the region of the primary; the load balancer still ends TLS near its users",
		Do:        "Decide whether the added round trip is all right for the users there.",
		Link:      "https://cloud.google.com/load-balancing/docs/https",
	}
}

// Rules are the rules that this package reports by, in the order of their codes.
func Rules() []report.Rule {
	return []report.Rule{ruleChip(), ruleNoNode(), ruleOneZone(), ruleSpot(), ruleAutopilot(), ruleElsewhere()}
}
