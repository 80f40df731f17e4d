package kube

import (
	"math"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"k8s.io/utils/ptr"
)

// healthCheck is the load balancer's own check. It isn't taken from the
// readiness probe: without this policy it asks for GET / and wants 200.
func (w *writer) healthCheck(p spec.Process, e spec.Edge, service string, port spec.Port) {
	h := e.Health
	w.add(Base, "healthcheckpolicy.yaml", "HealthCheckPolicy", service, &crds.HealthCheckPolicy{
		TypeMeta:   typeMeta(crds.GKENetworkingV1, "HealthCheckPolicy"),
		ObjectMeta: w.meta(service, containerName(p.Name)),
		Spec: crds.HealthCheckPolicySpec{
			TargetRef: serviceRef(service),
			Default: &crds.HealthCheckDefault{
				CheckIntervalSec: int64(h.Interval), TimeoutSec: int64(h.Timeout),
				HealthyThreshold: int64(h.Healthy), UnhealthyThreshold: int64(h.Unhealthy),
				LogConfig: &crds.LogConfig{Enabled: true}, // changes of a pod's health only
				Config:    healthCheckKind(h, port),
			},
		},
	})
	w.trace(w.path(p, "edge."+e.Port+".health"), "HealthCheckPolicy", service, "spec.default.config")
}

func serviceRef(name string) crds.TargetRef { return crds.TargetRef{Kind: "Service", Name: name} }

func healthCheckKind(h spec.Health, port spec.Port) *crds.HealthCheckKind {
	check := &crds.HTTPHealthCheck{RequestPath: h.Path, Host: h.Host, PortSpecification: "USE_SERVING_PORT"}
	if h.Port != 0 && h.Port != port.Number {
		check.PortSpecification, check.Port = "USE_FIXED_PORT", int64(h.Port)
	}
	switch h.Type {
	case "TCP":
		return &crds.HealthCheckKind{Type: "TCP", TCPHealthCheck: &crds.TCPHealthCheck{PortSpecification: check.PortSpecification, Port: check.Port}}
	case "GRPC":
		return &crds.HealthCheckKind{Type: "GRPC", GRPCHealthCheck: &crds.GRPCHealthCheck{PortSpecification: check.PortSpecification, Port: check.Port}}
	case "HTTPS":
		return &crds.HealthCheckKind{Type: "HTTPS", HTTPSHealthCheck: check}
	case "HTTP2":
		return &crds.HealthCheckKind{Type: "HTTP2", HTTP2HealthCheck: check}
	}
	return &crds.HealthCheckKind{Type: "HTTP", HTTPHealthCheck: check}
}

// backendPolicy is how the load balancer treats the pods: how long a request
// may take, how long a leaving pod may finish, how much one pod takes.
func (w *writer) backendPolicy(p spec.Process, e spec.Edge, service string) {
	env := w.around.Env
	d := &crds.GCPBackendDefault{
		TimeoutSec: int64(e.Timeout), MaxRatePerEndpoint: int64(e.MaxRate),
		SecurityPolicy: env.SecurityPolicy, Logging: requestLog(env.LogPercent),
	}
	if e.Drain > 0 {
		d.ConnectionDraining = &crds.ConnectionDraining{DrainingTimeoutSec: int64(e.Drain)}
	}
	if kind := affinity(e.Affinity); kind != "" {
		d.SessionAffinity = &crds.SessionAffinity{Type: kind}
	}
	w.add(Base, "gcpbackendpolicy.yaml", "GCPBackendPolicy", service, &crds.GCPBackendPolicy{
		TypeMeta:   typeMeta(crds.GKENetworkingV1, "GCPBackendPolicy"),
		ObjectMeta: w.meta(service, containerName(p.Name)),
		Spec:       crds.GCPBackendPolicySpec{Default: d, TargetRef: serviceRef(service)},
	})
	w.traceBackend(p, e, service)
}

// requestLog samples in millionths. None is said, too: a policy without the
// field leaves whatever the back end had.
func requestLog(percent float64) *crds.BackendLogging {
	if percent == 0 {
		return &crds.BackendLogging{}
	}
	return &crds.BackendLogging{Enabled: true, SampleRate: ptr.To(int32(math.Round(percent * 10_000)))}
}

func affinity(word string) string {
	switch word {
	case "cookie":
		return "GENERATED_COOKIE"
	case "ip":
		return "CLIENT_IP"
	}
	return ""
}

func (w *writer) traceBackend(p spec.Process, e spec.Edge, service string) {
	for _, t := range []struct{ path, field string }{
		{"timeout", "timeoutSec"}, {"rate", "maxRatePerEndpoint"}, {"drain", "connectionDraining.drainingTimeoutSec"}, {"affinity", "sessionAffinity.type"},
	} {
		w.trace(w.path(p, "edge."+e.Port+"."+t.path), "GCPBackendPolicy", service, "spec.default."+t.field)
	}
}
