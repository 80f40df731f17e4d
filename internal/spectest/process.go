package spectest

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

func (d dice) process(name string) spec.Process {
	p := spec.Process{
		Name: name, Args: some(d, 3, func(int) string { return d.value() }), Env: d.vars(4),
		Runtime: some(d, 3, func(i int) spec.Runtime {
			return spec.Runtime{Name: fmt.Sprintf("FLY_%d", i), Value: "x", From: pick(d, spec.FromValue, spec.FromPodIP, spec.FromVersion, spec.FromMemoryLimit)}
		}),
		Resources: spec.Resources{CPUMilli: pick(d, 100, 950), MemoryMiB: 256, MemoryLimitMiB: pick(d, 256, 512), GPU: pick(d, 0, 0, 1)},
		Replicas:  spec.Replicas{Min: 1 + d.IntN(3), Max: 3, Autoscale: d.one(3), CPUTarget: 75},
		Scratch: some(d, 2, func(i int) spec.Scratch {
			return spec.Scratch{Name: fmt.Sprintf("tmp-%d", i), Path: fmt.Sprintf("/tmp/%d", i), MiB: pick(d, 0, 64)}
		}),
		Sidecars: some(d, 2, d.sidecar),
		Stop:     spec.Stop{PreStopSleep: pick(d, 0, 15), PreStopKill: pick(d, "", "SIGINT"), Grace: 30},
		Rollout:  spec.Rollout{MaxUnavailable: pick(d, "0", "33%"), MaxSurge: pick(d, "1", "100%"), Deadline: pick(d, 0, 360)},
		Place:    spec.Place{Pool: pick(d, "", "general"), Zone: pick(d, "", "europe-west3-a")},
	}
	p.Security = pick(d, spec.Security{}, nonRoot(), spec.Security{LowPorts: true})
	if d.one(3) {
		p.Volumes = []spec.Volume{{Name: "data", Path: "/data", GiB: pick(d, 10, 20)}}
	}
	if d.one(4) {
		p.DNS = &spec.DNS{Options: []spec.Var{{Name: "ndots", Value: "1"}}}
	}
	if d.one(4) {
		p.Metrics = &spec.Metrics{Port: 9091, Path: "/metrics"}
	}
	d.ports(&p)
	d.probes(&p)
	return p
}

func (d dice) sidecar(i int) spec.Container {
	return spec.Container{
		Name: fmt.Sprintf("side-%d", i), Image: "example.com/side:1", First: d.one(2), Once: d.one(3), Env: d.vars(2),
		Files: some(d, 1, func(int) spec.File { return spec.File{Path: "/etc/side", Data: []byte("side\n")} }),
	}
}

func (d dice) ports(p *spec.Process) {
	p.Ports = some(d, 3, func(i int) spec.Port {
		return spec.Port{Name: fmt.Sprintf("p%d", i), Number: 8080 + i, Protocol: pick(d, "TCP", "TCP", "UDP"), H2C: d.one(4)}
	})
	if d.one(3) { // as DNS: one number, both protocols
		p.Ports = append(p.Ports, spec.Port{Name: "both", Number: 53, Protocol: "TCP"}, spec.Port{Name: "both-udp", Number: 53, Protocol: "UDP"})
	}
	for i, port := range p.Ports {
		switch d.IntN(4) {
		case 0:
			p.Edges = append(p.Edges, d.edge(port))
		case 1:
			p.L4 = append(p.L4, spec.L4{Port: port.Name, Public: 5000 + i, Protocol: port.Protocol, Address: pick(d, "", "shop-v4")})
		case 2:
			p.Private = append(p.Private, spec.Private{Port: port.Name, Public: pick(d, 80, port.Number), Flycast: d.one(2)})
		}
	}
}

func (d dice) edge(port spec.Port) spec.Edge {
	return spec.Edge{
		Port: port.Name, ForceHTTPS: d.one(2), Timeout: 60, Drain: pick(d, 0, 60), MaxRate: pick(d, 0, 40), Compat: d.one(3), Affinity: pick(d, "", "cookie"), GRPC: d.one(4),
		Hosts:  some(d, 20, func(i int) string { return fmt.Sprintf("h%d.example", i) }),
		Health: spec.Health{Type: pick(d, "HTTP", "TCP", "HTTP2", "GRPC"), Path: "/", Interval: 15, Timeout: 5, Healthy: 1, Unhealthy: 3},
		Headers: some(d, 2, func(i int) spec.Header {
			return spec.Header{Name: fmt.Sprintf("X-%d", i), Value: "y", Remove: d.one(2)}
		}),
	}
}

func (d dice) probes(p *spec.Process) {
	if len(p.Ports) == 0 || d.one(3) {
		return
	}
	p.Readiness = &spec.Probe{Type: pick(d, "http", "tcp", "exec"), Port: p.Ports[0].Name, Path: "/", Command: []string{"true"}, Period: pick(d, 10, 15), Timeout: 2}
	if d.one(2) {
		p.Startup = &spec.Probe{Type: "tcp", Number: p.Ports[0].Number, Period: 2, Failures: 15}
	}
}
