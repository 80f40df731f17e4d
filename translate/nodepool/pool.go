package nodepool

import (
	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A Pool is a set of equal nodes.
type Pool struct {
	Name    string
	Class   Class
	Machine machines.Type
	Arch    string
	Spot    bool

	Nodes   int    // that the floor needs; what is paid for
	PerZone []int  // the same, by zone
	Packing []Node // how the pods stand with all zones up
	Initial int    // nodes per zone at creation
	Min     int    // nodes in all that the autoscaler keeps
	Max     int    // and the most that it makes

	MaxPods      int
	DiskType     string // of the boot disk
	DiskGB       int
	StorageClass string // what volumes of its pods must be
	Labels       []spec.Var
	Taints       []spec.Taint

	Asked      machines.Capacity // by the floor
	Offered    machines.Capacity // by all nodes, to pods that aren't DaemonSets
	LowerBound int               // nodes below which the sums don't fit
	NodeMonth  float64           // US$ of one node and its boot disk
	Month      float64           // US$ of all Nodes
}

// A Node is one node of a packing.
type Node struct {
	Zone string
	Pods int
	Used machines.Capacity
}

// Waste is the share of the nodes that a perfect packing might have saved, 0 to 1.
func (p Pool) Waste() float64 {
	if p.Nodes == 0 {
		return 0
	}
	return 1 - float64(p.LowerBound)/float64(p.Nodes)
}

// poolLabel is on every node and names its pool.
const poolLabel = "fly2k8s.dev/pool"

func (p Pool) labels() []spec.Var { return []spec.Var{{Name: poolLabel, Value: p.Name}} }

// taints keep out pods that were not meant for the pool. The general pool has
// none: system pods and everything without a place go there.
func (p Pool) taints() []spec.Taint {
	switch {
	case p.Class == GPU:
		// GKE puts this one on by itself; it stands in the spec so that plan and
		// cluster agree.
		return []spec.Taint{{Key: "nvidia.com/gpu", Value: "present", Effect: "NoSchedule"}}
	case p.Spot:
		return []spec.Taint{{Key: "cloud.google.com/gke-spot", Value: "true", Effect: "NoSchedule"}}
	case p.Name == string(General):
		return nil
	}
	return []spec.Taint{{Key: poolLabel, Value: p.Name, Effect: "NoSchedule"}}
}

// disks sets what the pool's nodes boot from and what volumes of its pods must
// be: n4, c4 and g4 take Hyperdisk only, and a pd-* volume never attaches there.
func (p *Pool) disks(f machines.Family) {
	p.DiskType, p.StorageClass = "hyperdisk-balanced", "fly-hyperdisk"
	if f.Boots("pd") {
		p.DiskType, p.StorageClass = "pd-balanced", "fly-pd-balanced"
	}
}
