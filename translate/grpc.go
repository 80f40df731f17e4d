package translate

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

// What apps[].grpc can say.
const (
	grpcWithHealth = "health"
	grpcAlone      = "no-health"
	noGRPC         = "none"
)

// grpcPort is the one that gRPC's own examples use (grpc.io/docs/languages).
const grpcPort = 50051

// speaksGRPC marks the routes whose every request is gRPC: those that a person
// decided on, else HTTP/2 back ends with a sign of it. A plain HTTP/2 server
// looks the same, so a guess is told; it changes no check.
func speaksGRPC(v view, in *AppInput, p *spec.Process, l *ledger) {
	decided := in.Decisions.GRPC
	if decided == grpcWithHealth || decided == grpcAlone {
		decidedGRPC(p)
		return
	}
	if decided == noGRPC {
		return
	}
	for i := range p.Edges {
		e := &p.Edges[i]
		port := portCalled(e.Port, p)
		signs := grpcSigns(v, in, port, p)
		if !port.H2C || len(signs) == 0 {
			continue
		}
		e.GRPC = true
		r := advise(report.RuleH2, "set apps[].grpc in fly2k8s.yaml: health if the server answers grpc.health.v1, no-health if it doesn't, none if this is no gRPC; then call one method through the gateway before the switch")
		l.remark(r, report.Changed, serviceField(v, e.Port, p)+".internal_port", "edge."+e.Port+".health",
			"it is taken to be gRPC ("+strings.Join(signs, ", ")+"), and checked only for an open port")
	}
}

// decidedGRPC: all routes over HTTP/2 are gRPC; where none is, fly.toml didn't
// say it, and all are.
func decidedGRPC(p *spec.Process) {
	if !slices.ContainsFunc(p.Edges, func(e spec.Edge) bool { return portCalled(e.Port, p).H2C }) {
		for _, e := range p.Edges {
			speakH2C(e.Port, p)
		}
	}
	for i := range p.Edges {
		p.Edges[i].GRPC = portCalled(p.Edges[i].Port, p).H2C
	}
}

func grpcSigns(v view, in *AppInput, port spec.Port, p *spec.Process) []string {
	var signs []string
	if slices.Contains(source.Names(in.Code, source.GRPC), source.GRPCServer) {
		signs = append(signs, "the code starts a gRPC server")
	}
	if port.Number == grpcPort {
		signs = append(signs, "port 50051")
	}
	for _, s := range v.Services {
		if portOf(s.InternalPort, p) == port.Name && slices.ContainsFunc(s.Ports, http2Only) {
			signs = append(signs, "TLS for h2 alone")
		}
	}
	return signs
}

func portCalled(name string, p *spec.Process) spec.Port {
	for _, port := range p.Ports {
		if port.Name == name {
			return port
		}
	}
	return spec.Port{}
}

// grpcHealth asks grpc.health.v1 where a person says that it answers. A probe of
// another port stays: Fly asked there.
func grpcHealth(decided string, p *spec.Process) {
	if decided != grpcWithHealth {
		return
	}
	for i := range p.Edges {
		e := &p.Edges[i]
		if !e.GRPC {
			continue
		}
		e.Health.Type, e.Health.Path, e.Health.Port = "GRPC", "", 0
		number := portCalled(e.Port, p).Number
		for _, probe := range []*spec.Probe{p.Readiness, p.Startup} {
			if probe != nil && (probe.Port == e.Port || probe.Number == number) {
				*probe = spec.Probe{Type: "grpc", Number: number, Period: probe.Period, Timeout: probe.Timeout, Failures: probe.Failures, Successes: probe.Successes}
			}
		}
	}
}
