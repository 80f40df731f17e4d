package nodepool

import "github.com/fly2k8s/fly2k8s/internal/machines"

// Options say where a cluster stands and what is on sale there.
type Options struct {
	Region string // Google's
	Zones  []string
	Table  machines.Table
	Prices machines.Prices

	MaxPods  int    // per node, the system's included; 0 means 110, GKE's own default
	HeadRoom int    // percent of the nodes that the floor leaves free; 0 means 20
	Extra    []Item // pods of the platform: External Secrets, Argo CD …
}

// The share of every node that DaemonSets take: Dataplane V2, managed Prometheus,
// logging, the metadata server, CSI drivers, node-local DNS. Measured sums vary
// with GKE's version; these are on the safe side.
const (
	daemonCPUMilli  = 450
	daemonMemoryMiB = 750
	daemonPods      = 14
	daemonDiskMiB   = 2048
)

// memorySafety is taken off what the formulas leave: Google's own example node
// offers 1 % less than they say.
const memorySafety = 3 // percent

// systemApp is the app of the cluster's own pods.
const systemApp = "kube-system"

// The pods that run once in a cluster (kube-dns, konnectivity, metrics-server,
// the Prometheus operator) ask for 700m and 900 MiB together.
const (
	systemPods      = 7
	systemCPUMilli  = 100
	systemMemoryMiB = 129
)

func (o Options) maxPods() int {
	if o.MaxPods == 0 {
		return 110
	}
	return o.MaxPods
}

func (o Options) headRoom() int {
	if o.HeadRoom == 0 {
		return 20
	}
	return o.HeadRoom
}

// system are the items that no app asked for.
func (o Options) system() []Item {
	own := Item{
		App: systemApp, Group: "cluster", Class: General, Count: systemPods,
		CPUMilli: systemCPUMilli, MemoryMiB: systemMemoryMiB,
	}
	return append([]Item{own}, o.Extra...)
}

// offers is what a node of that type has for pods that aren't DaemonSets.
// Ephemeral storage isn't part of it: the boot disk is made large enough.
func (o Options) offers(t machines.Type) vector {
	c := machines.Allocatable(t, 0, o.maxPods())
	return vector{
		c.CPUMilli - daemonCPUMilli,
		c.MemoryMiB*(100-memorySafety)/100 - daemonMemoryMiB,
		c.GPU,
		c.Pods - daemonPods,
	}
}
