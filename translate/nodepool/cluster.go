package nodepool

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/operators"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A cluster is one or more environments on the same GKE cluster: they share its
// nodes.
type cluster struct {
	project, name, region string
	zones                 []string
	envs                  []string
	operators             []operators.Operator
	autopilot             bool
}

func clusters(company spec.Company) []cluster {
	var out []cluster
	for _, e := range company.Environments {
		same := func(c cluster) bool { return c.project == e.Project && c.name == e.Cluster && c.region == e.Region }
		at := slices.IndexFunc(out, same)
		if at < 0 {
			at = len(out)
			out = append(out, cluster{
				project: e.Project, name: e.Cluster, region: e.Region, zones: e.Zones,
				operators: operators.Of(company, e), autopilot: e.Autopilot,
			})
		}
		out[at].envs = append(out[at].envs, e.Name)
	}
	return out
}

func (c cluster) options(s Settings) (Options, error) {
	zones := c.zones
	if len(zones) == 0 {
		r, err := s.Map.Region(c.region)
		if err != nil {
			return Options{}, err
		}
		zones = r.Zones()
	}
	return Options{
		Region: c.region, Zones: zones, Table: s.Table, Prices: s.Prices,
		MaxPods: s.MaxPods, HeadRoom: s.HeadRoom, Extra: c.platform(),
	}, nil
}

// platform are the pods of the cluster's operators.
func (c cluster) platform() []Item {
	var items []Item
	for _, o := range c.operators {
		items = append(items, Item{App: o.Namespace, Group: "cluster", Class: General, Count: o.Pods, CPUMilli: o.CPUMilli, MemoryMiB: o.MemoryMiB})
	}
	return items
}

// specPools are the plan's pools as the writers take them.
func specPools(p Plan) []spec.Pool {
	var out []spec.Pool
	if p.Autopilot {
		return nil
	}
	for _, pool := range p.Pools {
		out = append(out, spec.Pool{
			Name: pool.Name, Env: p.Envs[0], Machine: pool.Machine.Name, Zones: p.Zones,
			Initial: pool.Initial, Min: pool.Min, Max: pool.Max,
			DiskType: pool.DiskType, DiskGB: pool.DiskGB, MaxPods: pool.MaxPods,
			Labels: pool.Labels, Taints: pool.Taints, Spot: pool.Spot,
			GPUKind: pool.Machine.GPU, GPUCount: pool.Machine.GPUs, Arch: pool.Arch,
		})
	}
	return out
}

// accelerator of a GPU kind on Fly; a name of Google's stays.
func accelerator(r spec.Resources) (string, bool) {
	if r.Accelerator != "" {
		return r.Accelerator, true
	}
	return machines.Accelerator(r.GPUKind)
}
