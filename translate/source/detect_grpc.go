package source

// Names of a GRPC hit.
const (
	GRPCServer = "server" // it starts a gRPC server
	GRPCHealth = "health" // and registers grpc.health.v1
)

// grpcDetectors find servers, not clients: the words that register or start one,
// and the health service's own packages (https://grpc.io/docs/guides/health-checking/).
func grpcDetectors() []detector {
	return []detector{
		{kind: GRPC, needles: []string{
			"grpc.newserver(", "grpc.server(", "grpc.aio.server(", "grpc.server", "tonic::transport::server", "grpc::rpcserver", "nettyserverbuilder",
			"mapgrpcservice", "use grpc.server", "connectnodeadapter",
		}, find: called(GRPCServer, pattern(
			`\bgrpc\.NewServer\(|\bgrpc\.(?:aio\.)?server\(|new grpc\.Server\(|tonic::transport::Server|GRPC::RpcServer|\bNettyServerBuilder\b|\bMapGrpcService\b|\buse GRPC\.Server\b|\bconnectNodeAdapter\b`))},
		{kind: GRPC, needles: []string{
			"grpc.health.v1", "grpc/health", "grpc_health", "grpcio-health-checking", "grpc-health-check", "tonic-health", "tonic_health", "healthstatusmanager", "addgrpchealthchecks",
		}, find: called(GRPCHealth, pattern(
			`\bgrpc\.health\.v1\b|google\.golang\.org/grpc/health|grpc/health/(?:v1|checker)|\bgrpc_health(?:\.v1)?\b|\bgrpcio-health-checking\b|["']grpc-health-check["']|\btonic[-_]health\b|\bHealthStatusManager\b|\bAddGrpcHealthChecks\b`))},
	}
}
