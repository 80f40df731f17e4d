package nodepool

import (
	"cmp"
	"slices"
)

// A Class says which kind of node an Item belongs on.
type Class string

// The classes, in the order of their pools.
const (
	General Class = "general" // shared guests
	Perf    Class = "perf"    // performance guests: cores of their own
	GPU     Class = "gpu"
	Spot    Class = "spot" // may be taken away at any time
)

// An Item is a process: equal pods.
type Item struct {
	App, Env, Group string // together its name

	CPUMilli     int // requests of one pod
	MemoryMiB    int
	EphemeralMiB int
	GPU          int
	Accelerator  string // Google's name of the GPU; empty without one

	Class  Class
	Arch   string // amd64 or arm64; empty is amd64
	Count  int    // the floor; 0 for jobs: they only have to fit on a node
	Surge  int    // pods more during a rollout
	Most   int    // the ceiling of autoscaling; less than Count means Count
	Pinned bool   // each pod has a volume, so it stays in its zone
}

// Name tells items apart: app/group in an environment.
func (i Item) Name() string { return i.Env + "/" + i.App + "/" + i.Group }

func (i Item) arch() string { return cmp.Or(i.Arch, "amd64") }

func (i Item) demand() vector {
	return vector{i.CPUMilli, i.MemoryMiB, i.GPU, 1}
}

// sorted puts items into the order of their names, so that the order in which a
// caller lists them never matters.
func sorted(items []Item) []Item {
	out := slices.Clone(items)
	slices.SortStableFunc(out, func(a, b Item) int { return cmp.Compare(a.Name(), b.Name()) })
	return out
}
