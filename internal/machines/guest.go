package machines

// A Guest is the size of a Fly machine.
type Guest struct {
	Kind      string // shared or performance
	CPUs      int
	MemoryMiB int // Fly's "MB" are MiB
	SwapMiB   int
	GPUs      int
	GPUKind   string // Fly's: a10, l40s, a100-pcie-40gb, a100-sxm4-80gb
}

// Requests are what a pod asks for in place of a Guest.
type Requests struct {
	CPUMilli          int
	MemoryMiB         int
	MemoryLimitMiB    int
	EphemeralMiB      int
	EphemeralLimitMiB int
	GPU               int
}

// Fly guarantees a shared vCPU 5 ms of every 80 and lets it burst
// (fly.io/docs/machines/cpu-performance): a sixteenth of a core.
const sharedShare = 16

// Requests of a guest. p95Milli is the measured 95th percentile of its CPU use in
// thousandths of a core; 0 when nobody measured.
//
// Memory keeps the guest's full size although Fly's kernel lived in it, too:
// applications were tuned against that wall. Fly's root file system has 8 GB,
// so that is the limit of ephemeral storage.
func (g Guest) Requests(p95Milli int) Requests {
	return Requests{
		CPUMilli:          g.cpuMilli(p95Milli),
		MemoryMiB:         g.MemoryMiB,
		MemoryLimitMiB:    g.MemoryMiB + min(g.SwapMiB, g.MemoryMiB),
		EphemeralMiB:      1024,
		EphemeralLimitMiB: 8 * 1024,
		GPU:               g.GPUs,
	}
}

// cpuMilli is the guaranteed share for shared guests (or what was measured, if
// that is more), in steps of 25 and 100 at least; 95 % of the cores for
// performance guests, so that daemons have room beside them.
func (g Guest) cpuMilli(p95Milli int) int {
	if g.Kind == "performance" {
		return 950 * g.CPUs
	}
	share := (1000*g.CPUs + sharedShare - 1) / sharedShare
	return max(roundUp(max(share, p95Milli), 25), 100)
}

func roundUp(n, step int) int { return (n + step - 1) / step * step }
