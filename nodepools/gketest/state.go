package gketest

import (
	"cmp"
	"slices"

	"cloud.google.com/go/container/apiv1/containerpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// Put makes a pool be there, without an operation.
func (s *Server) Put(clusterName string, p *containerpb.NodePool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p = made(p)
	p.Status = containerpb.NodePool_RUNNING
	s.clusters[clusterName].pools = append(s.clusters[clusterName].pools, p)
}

// Change changes a pool behind everybody's back.
func (s *Server) Change(clusterName, pool string, change func(*containerpb.NodePool)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s.clusters[clusterName].pool(pool))
}

// Pools are the pools of a cluster by name.
func (s *Server) Pools(clusterName string) []*containerpb.NodePool {
	s.mu.Lock()
	defer s.mu.Unlock()
	pools := clones(s.clusters[clusterName].pools)
	slices.SortFunc(pools, func(a, b *containerpb.NodePool) int { return cmp.Compare(a.Name, b.Name) })
	return pools
}

// Busy starts an operation of somebody else on a pool, which changes nothing.
func (s *Server) Busy(clusterName, pool string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clusters[clusterName].start(containerpb.Operation_UPGRADE_NODES, pool, s.looks(), func(*containerpb.NodePool) {})
}

// Finish lets every running operation end.
func (s *Server) Finish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.clusters {
		for c.busy() != nil {
			c.pass()
		}
	}
}

func (s *Server) looks() int { return cmp.Or(s.Looks, 2) }

func (s *Server) cluster(name string) (*cluster, error) {
	if c := s.clusters[name]; c != nil {
		return c, nil
	}
	return nil, status.Errorf(codes.NotFound, "Not found: %s.", name)
}

// free is the cluster when nothing runs on it: GKE refuses a second operation.
func (s *Server) free(name string) (*cluster, error) {
	c, err := s.cluster(name)
	if err != nil {
		return nil, err
	}
	if o := c.busy(); o != nil {
		return nil, status.Errorf(codes.FailedPrecondition, "Cluster is running incompatible operation %s.", o.op.Name)
	}
	return c, nil
}

func clones(pools []*containerpb.NodePool) []*containerpb.NodePool {
	var out []*containerpb.NodePool
	for _, p := range pools {
		out = append(out, proto.Clone(p).(*containerpb.NodePool))
	}
	return out
}
