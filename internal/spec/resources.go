package spec

// Resources are what one copy may count on.
type Resources struct {
	CPUMilli       int // request
	CPULimitMilli  int // 0: none, which is the rule
	MemoryMiB      int // request
	MemoryLimitMiB int
	EphemeralMiB   int // request; 0: none
	EphemeralLimit int // MiB
	GPU            int
	GPUKind        string // Fly's: a10, l40s, a100-40gb
	Accelerator    string // Google's: nvidia-l4; filled in by nodepool.Assign
}

// A Size is the machine on Fly that Resources come from.
type Size struct {
	Preset    string // shared-cpu-1x; empty when custom
	Kind      string // shared or performance
	CPUs      int
	MemoryMiB int
	SwapMiB   int
}

// Replicas says how many copies run.
type Replicas struct {
	Min       int
	Max       int  // equal to Min without autoscaling
	Autoscale bool // by CPU
	CPUTarget int  // percent of the request
	Live      int  // started machines on Fly now; 0 when unknown
}

// A Volume is one disk per copy.
type Volume struct {
	Name  string // DNS label
	Path  string
	GiB   int
	Class string      // fly-pd-balanced …; filled in by nodepool.Assign when empty
	Fly   []FlyVolume // the existing ones, in the order of the copies

	LiteFS bool // the app's code speaks of LiteFS, so a database on it is LiteFS's
}

// A FlyVolume is a volume on Fly whose data moves.
type FlyVolume struct {
	ID      string
	Region  string
	SizeGB  int
	UsedMiB int // 0 when unknown
	Machine string
	Zone    string
}

// Scratch is space that goes with the pod.
type Scratch struct {
	Name   string
	Path   string
	MiB    int
	Memory bool
}
