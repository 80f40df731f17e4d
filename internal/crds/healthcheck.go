package crds

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// HealthCheckPolicy says how the load balancer asks a Service's pods whether
// they are well. Without one it asks for GET / and wants 200.
// https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_health_check
type HealthCheckPolicy struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              HealthCheckPolicySpec `json:"spec"`
}

// HealthCheckPolicySpec is a check and the Service that it belongs to.
type HealthCheckPolicySpec struct {
	Default   *HealthCheckDefault `json:"default,omitempty"`
	TargetRef TargetRef           `json:"targetRef"`
}

// TargetRef names what a policy applies to, in the policy's own namespace:
// group "" and kind Service, or the Gateway API's group and kind Gateway.
type TargetRef struct {
	Group     string `json:"group"`
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`
}

// HealthCheckDefault is the check's rhythm in whole seconds, and the check.
type HealthCheckDefault struct {
	CheckIntervalSec   int64            `json:"checkIntervalSec,omitempty"`
	TimeoutSec         int64            `json:"timeoutSec,omitempty"`
	HealthyThreshold   int64            `json:"healthyThreshold,omitempty"`
	UnhealthyThreshold int64            `json:"unhealthyThreshold,omitempty"`
	LogConfig          *LogConfig       `json:"logConfig,omitempty"`
	Config             *HealthCheckKind `json:"config,omitempty"`
}

// LogConfig turns logging of failed checks on.
type LogConfig struct {
	Enabled bool `json:"enabled"`
}

// HealthCheckKind is one kind of check. Type is TCP, HTTP, HTTPS, HTTP2 or
// GRPC, and the field of that name is set.
type HealthCheckKind struct {
	Type             string           `json:"type,omitempty"`
	HTTPHealthCheck  *HTTPHealthCheck `json:"httpHealthCheck,omitempty"`
	HTTPSHealthCheck *HTTPHealthCheck `json:"httpsHealthCheck,omitempty"`
	HTTP2HealthCheck *HTTPHealthCheck `json:"http2HealthCheck,omitempty"`
	TCPHealthCheck   *TCPHealthCheck  `json:"tcpHealthCheck,omitempty"`
	GRPCHealthCheck  *GRPCHealthCheck `json:"grpcHealthCheck,omitempty"`
}

// HTTPHealthCheck asks for a path and wants status 200. A port stands only
// with PortSpecification USE_FIXED_PORT.
type HTTPHealthCheck struct {
	PortSpecification string `json:"portSpecification,omitempty"`
	Port              int64  `json:"port,omitempty"`
	PortName          string `json:"portName,omitempty"`
	RequestPath       string `json:"requestPath,omitempty"`
	Host              string `json:"host,omitempty"`
	ProxyHeader       string `json:"proxyHeader,omitempty"`
	Response          string `json:"response,omitempty"`
}

// TCPHealthCheck wants a connection.
type TCPHealthCheck struct {
	PortSpecification string `json:"portSpecification,omitempty"`
	Port              int64  `json:"port,omitempty"`
	PortName          string `json:"portName,omitempty"`
	ProxyHeader       string `json:"proxyHeader,omitempty"`
	Request           string `json:"request,omitempty"`
	Response          string `json:"response,omitempty"`
}

// GRPCHealthCheck uses grpc.health.v1 for the named service.
type GRPCHealthCheck struct {
	PortSpecification string `json:"portSpecification,omitempty"`
	Port              int64  `json:"port,omitempty"`
	PortName          string `json:"portName,omitempty"`
	GRPCServiceName   string `json:"grpcServiceName,omitempty"`
}
