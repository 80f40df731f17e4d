package gketest

import (
	"context"
	"strings"

	"cloud.google.com/go/container/apiv1/containerpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// ListNodePools gives all pools of a cluster.
func (s *Server) ListNodePools(_ context.Context, r *containerpb.ListNodePoolsRequest) (*containerpb.ListNodePoolsResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.cluster(r.GetParent())
	if err != nil {
		return nil, err
	}
	return &containerpb.ListNodePoolsResponse{NodePools: clones(c.pools)}, nil
}

// CreateNodePool starts to make a pool.
func (s *Server) CreateNodePool(_ context.Context, r *containerpb.CreateNodePoolRequest) (*containerpb.Operation, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.free(r.GetParent())
	if err != nil {
		return nil, err
	}
	p := r.GetNodePool()
	if c.pool(p.GetName()) != nil {
		return nil, status.Errorf(codes.AlreadyExists, "Already exists: %s/nodePools/%s.", c.name, p.GetName())
	}
	over := s.Quota > 0 && c.most()+int(p.GetAutoscaling().GetTotalMaxNodeCount()) > s.Quota
	if over && !s.QuotaLate {
		return nil, exhausted(s.Quota).Err()
	}
	c.pools = append(c.pools, made(p))
	o := c.start(containerpb.Operation_CREATE_NODE_POOL, p.GetName(), s.looks(), func(*containerpb.NodePool) {})
	if over {
		o.fails = exhausted(s.Quota)
	}
	return proto.Clone(o.op).(*containerpb.Operation), nil
}

// SetNodePoolAutoscaling starts to change the limits of a pool.
func (s *Server) SetNodePoolAutoscaling(_ context.Context, r *containerpb.SetNodePoolAutoscalingRequest) (*containerpb.Operation, error) {
	return s.change(r.GetName(), containerpb.Operation_SET_NODE_POOL_SIZE, func(p *containerpb.NodePool) { p.Autoscaling = r.GetAutoscaling() })
}

// SetNodePoolManagement starts to change repair and upgrade of a pool.
func (s *Server) SetNodePoolManagement(_ context.Context, r *containerpb.SetNodePoolManagementRequest) (*containerpb.Operation, error) {
	return s.change(r.GetName(), containerpb.Operation_SET_NODE_POOL_MANAGEMENT, func(p *containerpb.NodePool) { p.Management = r.GetManagement() })
}

// UpdateNodePool starts to change everything else that can change.
func (s *Server) UpdateNodePool(_ context.Context, r *containerpb.UpdateNodePoolRequest) (*containerpb.Operation, error) {
	if err := s.suits(r); err != nil {
		return nil, err
	}
	return s.change(r.GetName(), containerpb.Operation_UPGRADE_NODES, func(p *containerpb.NodePool) { updated(p, r) })
}

func (s *Server) change(name string, kind containerpb.Operation_Type, done func(*containerpb.NodePool)) (*containerpb.Operation, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	parent, pool, _ := strings.Cut(name, "/nodePools/")
	c, err := s.free(parent)
	if err != nil {
		return nil, err
	}
	if c.pool(pool) == nil {
		return nil, status.Errorf(codes.NotFound, "Not found: %s.", name)
	}
	return proto.Clone(c.start(kind, pool, s.looks(), done).op).(*containerpb.Operation), nil
}

// ListOperations gives all operations of a location.
func (s *Server) ListOperations(_ context.Context, r *containerpb.ListOperationsRequest) (*containerpb.ListOperationsResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer := &containerpb.ListOperationsResponse{}
	for _, c := range s.clusters {
		if strings.HasPrefix(c.name, r.GetParent()+"/") {
			for _, o := range c.ops {
				answer.Operations = append(answer.Operations, proto.Clone(o.op).(*containerpb.Operation))
			}
		}
	}
	return answer, nil
}

// GetOperation gives one operation.
func (s *Server) GetOperation(_ context.Context, r *containerpb.GetOperationRequest) (*containerpb.Operation, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	location, name, _ := strings.Cut(r.GetName(), "/operations/")
	for _, c := range s.clusters {
		for _, o := range c.ops {
			if strings.HasPrefix(c.name, location+"/") && o.op.Name == name {
				return proto.Clone(o.op).(*containerpb.Operation), nil
			}
		}
	}
	return nil, status.Errorf(codes.NotFound, "Not found: %s.", r.GetName())
}
