package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGRPC(t *testing.T) {
	cases := map[string]struct {
		file, text string
		want       []Hit
	}{
		"Go's server":              {"main.go", `s := grpc.NewServer(opts...)`, one(GRPC, GRPCServer)},
		"Python's":                 {"app.py", `server = grpc.aio.server()`, one(GRPC, GRPCServer)},
		"Node's":                   {"app.ts", `const server = new grpc.Server();`, one(GRPC, GRPCServer)},
		"Rust's":                   {"main.rs", `use tonic::transport::Server;`, one(GRPC, GRPCServer)},
		"Ruby's":                   {"app.rb", `s = GRPC::RpcServer.new`, one(GRPC, GRPCServer)},
		".NET's":                   {"Program.cs", `app.MapGrpcService<Greeter>();`, one(GRPC, GRPCServer)},
		"a client is no server":    {"main.go", `conn, err := grpc.NewClient(addr)`, nil},
		"Go's health service":      {"main.go", `healthpb "google.golang.org/grpc/health/grpc_health_v1"`, one(GRPC, GRPCHealth)},
		"Python's as a dependency": {"requirements.txt", `grpcio-health-checking==1.60`, one(GRPC, GRPCHealth)},
		"Rust's as a dependency":   {"Cargo.toml", `tonic-health = "0.12"`, one(GRPC, GRPCHealth)},
	}
	for name, tt := range cases {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, found(t, tt.file, tt.text)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestPeers(t *testing.T) {
	cases := map[string]struct {
		file, text string
		want       []Hit
	}{
		"Phoenix's own": {"lib/app.ex", `{DNSCluster, query: Application.get_env(:app, :q)}`, one(Peers, "dns_cluster")},
		"libcluster":    {"config/runtime.exs", `strategy: Cluster.Strategy.DNSPoll,`, one(Peers, "libcluster")},
		"another word":  {"lib/app.ex", `dns = cluster()`, nil},
	}
	for name, tt := range cases {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, found(t, tt.file, tt.text)); d != "" {
				t.Error(d)
			}
		})
	}
}
