package verify

// poolFolder is where translate writes the node pool specs.
const poolFolder = "infra/nodepools"

func nodePools(s *site) outcome {
	if len(s.under(poolFolder, ".yaml")) == 0 {
		return outcome{skipped: "no spec in " + poolFolder}
	}
	return outcome{skipped: "no reader for node pool specs in this build"}
}
