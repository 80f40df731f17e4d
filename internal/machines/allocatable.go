package machines

// A Capacity is what a node offers to pods, or what pods ask for.
type Capacity struct {
	CPUMilli     int
	MemoryMiB    int
	EphemeralMiB int
	GPU          int
	Pods         int
}

// Allocatable is what GKE leaves of a node for pods: the machine without the
// kernel's, the kubelet's and the eviction threshold's share. bootGB is the boot
// disk's size.
//
// The formulas are those of the cluster autoscaler's predictor for GKE
// (cloudprovider/gce/gce_reserved.go); for disks those of
// cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes.
func Allocatable(t Type, bootGB, maxPods int) Capacity {
	return Capacity{
		CPUMilli:     t.VCPUs*1000 - cpuReserved(t.VCPUs, maxPods),
		MemoryMiB:    allocatableMemory(t.MemoryMiB()),
		EphemeralMiB: allocatableEphemeral(bootGB),
		GPU:          t.GPUs,
		Pods:         maxPods,
	}
}

// cpuReserved in thousandths: 6 % of the first core, 1 % of the second, 0.5 % of
// the next two, 0.25 % of the rest; 400 more beyond 110 pods a node. A part of
// a thousandth counts as one.
func cpuReserved(vcpus, maxPods int) int {
	quarters := 0 // quarters of a thousandth
	for core := range vcpus {
		switch {
		case core == 0:
			quarters += 240
		case core == 1:
			quarters += 40
		case core < 4:
			quarters += 20
		default:
			quarters += 10
		}
	}
	if maxPods > 110 {
		quarters += 1600
	}
	return (quarters + 3) / 4
}

// evictionMiB is the kubelet's hard eviction threshold for memory.
const evictionMiB = 100

func allocatableMemory(mib int) int {
	return int(float64(mib) - kernelReserved(mib) - memoryReserved(mib) - evictionMiB)
}

func kernelReserved(mib int) float64 {
	reserved := float64(mib)/64 + 16
	if mib > 3072 {
		reserved += 64
	}
	return reserved
}

// memoryReserved: 25 % of the first 4 thousand MiB, 20 % of the next 4, 10 % of
// the next 8, 6 % of the next 112, 2 % above. The thresholds are thousands, not
// 1024s: the predictor's own way.
func memoryReserved(mib int) float64 {
	if mib <= 1000 {
		return 255
	}
	reserved, from := 0.0, 0
	for _, step := range []struct {
		to    int
		share float64
	}{{4000, .25}, {8000, .20}, {16000, .10}, {128000, .06}} {
		reserved += float64(max(0, min(mib, step.to)-from)) * step.share
		from = step.to
	}
	return reserved + float64(max(0, mib-from))*.02
}

// allocatableEphemeral is the boot disk's file system (94 % of the disk) without
// the eviction threshold of 10 % and the system's reservation: the least of half
// the disk, 6 GiB + 35 % of it, and 100 GiB.
func allocatableEphemeral(bootGB int) int {
	disk := float64(bootGB) * 1024
	system := min(disk/2, 6*1024+disk*.35, 100*1024)
	return max(0, int(disk*.94*.9-system))
}

// BootDiskGB is the smallest boot disk, in steps of ten, that leaves that much
// ephemeral storage to pods. It is never below 50: images need their room.
func BootDiskGB(ephemeralMiB int) int {
	for gb := 50; ; gb += 10 {
		if allocatableEphemeral(gb) >= ephemeralMiB {
			return gb
		}
	}
}
