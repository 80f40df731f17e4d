package gketest

import (
	"fmt"
	"slices"
	"strings"

	"cloud.google.com/go/container/apiv1/containerpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// A cluster holds pools and the operations on them.
type cluster struct {
	name  string
	pools []*containerpb.NodePool
	ops   []*operation
}

// An operation takes effect when it is done, except that a pool is listed as
// PROVISIONING from the start.
type operation struct {
	op    *containerpb.Operation
	looks int // left
	pool  string
	done  func(*containerpb.NodePool)
	fails *status.Status
}

func (c *cluster) pool(name string) *containerpb.NodePool {
	i := slices.IndexFunc(c.pools, func(p *containerpb.NodePool) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return c.pools[i]
}

// pass brings running operations one look closer to their end.
func (c *cluster) pass() {
	for _, o := range c.ops {
		if o.op.Status == containerpb.Operation_DONE {
			continue
		}
		o.op.Status = containerpb.Operation_RUNNING
		if o.looks--; o.looks <= 0 {
			c.end(o)
		}
	}
}

func (c *cluster) end(o *operation) {
	o.op.Status = containerpb.Operation_DONE
	p := c.pool(o.pool)
	if o.fails != nil {
		o.op.Error = o.fails.Proto()
		p.Status = containerpb.NodePool_ERROR
		p.Conditions = []*containerpb.StatusCondition{{Message: o.fails.Message()}}
		return
	}
	o.done(p)
	p.Status = containerpb.NodePool_RUNNING
}

// busy is the operation that runs now; nil when the cluster is idle.
func (c *cluster) busy() *operation {
	for _, o := range c.ops {
		if o.op.Status != containerpb.Operation_DONE {
			return o
		}
	}
	return nil
}

func (c *cluster) start(kind containerpb.Operation_Type, pool string, looks int, done func(*containerpb.NodePool)) *operation {
	o := &operation{
		pool: pool, looks: looks, done: done,
		op: &containerpb.Operation{
			Name:          fmt.Sprintf("operation-%d", len(c.ops)+1),
			OperationType: kind,
			Status:        containerpb.Operation_PENDING,
			// GKE writes the project's number here, not its id.
			TargetLink: "https://container.googleapis.com/v1/projects/123456789" +
				strings.TrimPrefix(c.name, project(c.name)) + "/nodePools/" + pool,
		},
	}
	c.ops = append(c.ops, o)
	return o
}

// project is projects/P of a cluster's name.
func project(name string) string {
	before, _, _ := strings.Cut(name, "/locations/")
	return before
}

// most is the number of nodes that all pools may have.
func (c *cluster) most() int {
	n := 0
	for _, p := range c.pools {
		n += int(p.GetAutoscaling().GetTotalMaxNodeCount())
	}
	return n
}

func exhausted(quota int) *status.Status {
	return status.Newf(codes.ResourceExhausted,
		"Insufficient regional quota to satisfy request: resource \"CPUS\": request requires more than the quota of %d nodes", quota)
}

// made is a pool as GKE gives it back: with defaults that nobody asked for.
func made(p *containerpb.NodePool) *containerpb.NodePool {
	p = proto.Clone(p).(*containerpb.NodePool)
	p.Status = containerpb.NodePool_PROVISIONING
	p.Version, p.PodIpv4CidrSize = "1.35.8-gke.1036000", 24
	if p.Config == nil {
		p.Config = &containerpb.NodeConfig{}
	}
	if p.Config.BootDisk != nil {
		p.Config.DiskType, p.Config.DiskSizeGb = p.Config.BootDisk.DiskType, int32(p.Config.BootDisk.SizeGb)
	}
	if p.Config.ResourceLabels == nil {
		p.Config.ResourceLabels = map[string]string{}
	}
	p.Config.ResourceLabels["goog-gke-node-pool-provisioning-model"] = "on-demand"
	if p.Config.KubeletConfig == nil {
		p.Config.KubeletConfig = &containerpb.NodeKubeletConfig{}
	}
	p.Config.KubeletConfig.ImageGcHighThresholdPercent = 85
	return p
}
