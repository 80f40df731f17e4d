package crds

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// GCPBackendPolicy sets what the load balancer does in front of one Service.
// https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources
type GCPBackendPolicy struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              GCPBackendPolicySpec `json:"spec"`
}

// GCPBackendPolicySpec is the settings and the Service they belong to.
type GCPBackendPolicySpec struct {
	Default   *GCPBackendDefault `json:"default,omitempty"`
	TargetRef TargetRef          `json:"targetRef"`
}

// GCPBackendDefault is a backend service's settings; times in whole seconds.
type GCPBackendDefault struct {
	// TimeoutSec ends a request, and also the life of a websocket.
	TimeoutSec         int64               `json:"timeoutSec,omitempty"`
	ConnectionDraining *ConnectionDraining `json:"connectionDraining,omitempty"`
	// MaxRatePerEndpoint is requests a second that one pod takes.
	MaxRatePerEndpoint int64            `json:"maxRatePerEndpoint,omitempty"`
	Logging            *BackendLogging  `json:"logging,omitempty"`
	SecurityPolicy     string           `json:"securityPolicy,omitempty"`
	SessionAffinity    *SessionAffinity `json:"sessionAffinity,omitempty"`
	BackendPreference  string           `json:"backendPreference,omitempty"`
	IAP                *IAP             `json:"iap,omitempty"`
}

// ConnectionDraining is how long a leaving pod may finish its requests.
type ConnectionDraining struct {
	DrainingTimeoutSec int64 `json:"drainingTimeoutSec,omitempty"`
}

// BackendLogging is request logging; SampleRate is requests in a million.
type BackendLogging struct {
	Enabled    bool   `json:"enabled"`
	SampleRate *int32 `json:"sampleRate,omitempty"`
}

// SessionAffinity keeps a client on one pod. Type is NONE, CLIENT_IP,
// GENERATED_COOKIE or another of the load balancer's words.
type SessionAffinity struct {
	Type         string `json:"type,omitempty"`
	CookieTTLSec *int64 `json:"cookieTtlSec,omitempty"`
}

// IAP puts Identity-Aware Proxy in front.
type IAP struct {
	Enabled            bool             `json:"enabled"`
	ClientID           string           `json:"clientID,omitempty"`
	OAuth2ClientSecret *IAPClientSecret `json:"oauth2ClientSecret,omitempty"`
}

// IAPClientSecret names a Secret.
type IAPClientSecret struct {
	Name string `json:"name,omitempty"`
}

// GCPGatewayPolicy sets what a Gateway's load balancer does for all routes.
type GCPGatewayPolicy struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              GCPGatewayPolicySpec `json:"spec"`
}

// GCPGatewayPolicySpec is the settings and the Gateway they belong to.
type GCPGatewayPolicySpec struct {
	Default   *GCPGatewayDefault `json:"default,omitempty"`
	TargetRef TargetRef          `json:"targetRef"`
}

// GCPGatewayDefault names an SSL policy of the project, and says whether an
// internal Gateway answers other regions.
type GCPGatewayDefault struct {
	SSLPolicy         string `json:"sslPolicy,omitempty"`
	AllowGlobalAccess bool   `json:"allowGlobalAccess,omitempty"`
	Region            string `json:"region,omitempty"`
}
