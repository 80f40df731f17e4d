// Package gketest is a fake of the part of the GKE API that makes node pools: a
// real gRPC server on loopback, with clusters that it keeps in memory.
//
// It behaves as GKE does where that matters: a call starts an operation and
// answers at once; an operation needs a few looks until it is done; a cluster
// runs one operation at a time and refuses others; a pool that is made gets
// defaults that nobody asked for; a quota can run out, at once or in the middle.
// Operations go on when the client is gone.
package gketest

import (
	"context"
	"fmt"
	"net"
	"sync"

	"cloud.google.com/go/container/apiv1/containerpb"
	"google.golang.org/grpc"
)

// A Server is the fake. Its fields are set before clients call.
type Server struct {
	containerpb.UnimplementedClusterManagerServer

	// Looks is how many calls of any kind an operation takes; 0 means 2.
	Looks int
	// Quota is how many nodes a cluster may have at their most; 0 means no limit.
	// Over it, a creation is refused at once, or with QuotaLate ends in an error.
	Quota     int
	QuotaLate bool
	// Hook is asked before each call, with the number of calls before it, and
	// may refuse the call by an error. After is told when a call had its effect.
	Hook  func(call int, method string) error
	After func(call int, method string)

	mu       sync.Mutex
	calls    int
	clusters map[string]*cluster
	grpc     *grpc.Server
	addr     string
}

// Start listens on a free port of loopback. Clusters are names in the API's form:
// projects/P/locations/L/clusters/C.
func Start(clusters ...string) (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start fake GKE API: %w", err)
	}
	s := &Server{clusters: map[string]*cluster{}, addr: listener.Addr().String()}
	for _, name := range clusters {
		s.clusters[name] = &cluster{name: name}
	}
	s.grpc = grpc.NewServer(grpc.UnaryInterceptor(s.intercept))
	containerpb.RegisterClusterManagerServer(s.grpc, s)
	go func() { _ = s.grpc.Serve(listener) }() // ends with Close
	return s, nil
}

// Addr is the host and port to dial.
func (s *Server) Addr() string { return s.addr }

// Close ends all calls.
func (s *Server) Close() { s.grpc.Stop() }

// Calls is how many calls there were.
func (s *Server) Calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls
}

// intercept counts calls, asks the hook, and lets time pass: every call is a
// moment in which running operations come closer to their end.
func (s *Server) intercept(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	s.mu.Lock()
	call := s.calls
	s.calls++
	for _, c := range s.clusters {
		c.pass()
	}
	s.mu.Unlock()
	if s.Hook != nil {
		if err := s.Hook(call, info.FullMethod); err != nil {
			return nil, err
		}
	}
	answer, err := handler(ctx, req)
	if s.After != nil {
		s.After(call, info.FullMethod)
	}
	return answer, err
}
