package inventory

// Service is what Fly's proxy does in front of a machine.
type Service struct {
	// Protocol is tcp or udp; empty means tcp.
	Protocol     string `json:"protocol,omitempty"`
	InternalPort int    `json:"internal_port,omitempty"`
	// Autostop is empty when Fly did not say, which means off.
	Autostop                 Autostop       `json:"autostop,omitempty"`
	Autostart                *bool          `json:"autostart,omitempty"`
	MinMachinesRunning       *int           `json:"min_machines_running,omitempty"`
	Ports                    []Port         `json:"ports,omitempty"`
	Checks                   []ServiceCheck `json:"checks,omitempty"`
	Concurrency              *Concurrency   `json:"concurrency,omitempty"`
	ForceInstanceKey         *string        `json:"force_instance_key,omitempty"`
	ForceInstanceDescription *string        `json:"force_instance_description,omitempty"`
	Extra
}

// Port is an outside port, or a range of them.
type Port struct {
	Port      *int `json:"port,omitempty"`
	StartPort *int `json:"start_port,omitempty"`
	EndPort   *int `json:"end_port,omitempty"`
	// Handlers are http, tls, pg_tls and proxy_proto; none means raw TCP.
	Handlers          []string           `json:"handlers,omitempty"`
	ForceHTTPS        bool               `json:"force_https,omitempty"`
	TLSOptions        *TLSOptions        `json:"tls_options,omitempty"`
	HTTPOptions       *HTTPOptions       `json:"http_options,omitempty"`
	ProxyProtoOptions *ProxyProtoOptions `json:"proxy_proto_options,omitempty"`
	Extra
}

// TLSOptions narrow what the proxy accepts.
type TLSOptions struct {
	ALPN              []string `json:"alpn,omitempty"`
	Versions          []string `json:"versions,omitempty"`
	DefaultSelfSigned *bool    `json:"default_self_signed,omitempty"`
	Extra
}

// ProxyProtoOptions choose the version of the PROXY protocol, v1 or v2.
type ProxyProtoOptions struct {
	Version string `json:"version,omitempty"`
	Extra
}

// HTTPOptions change how the proxy speaks HTTP. Timeouts are in seconds.
type HTTPOptions struct {
	Compress           *bool         `json:"compress,omitempty"`
	Response           *HTTPResponse `json:"response,omitempty"`
	H2Backend          *bool         `json:"h2_backend,omitempty"`
	IdleTimeout        *uint32       `json:"idle_timeout,omitempty"`
	HeadersReadTimeout *uint32       `json:"headers_read_timeout,omitempty"`
	ReplayCache        []ReplayCache `json:"replay_cache,omitempty"`
	Extra
}

// HTTPResponse edits the headers of answers: a string, a list of strings, or
// false to remove the header.
type HTTPResponse struct {
	Headers  map[string]any `json:"headers,omitempty"`
	Pristine *bool          `json:"pristine,omitempty"`
	Extra
}

// ReplayCache remembers where fly-replay sent a client.
type ReplayCache struct {
	PathPrefix string `json:"path_prefix"`
	TTLSeconds int    `json:"ttl_seconds"`
	// Type is cookie or header, Name its name.
	Type        string `json:"type"`
	Name        string `json:"name"`
	AllowBypass bool   `json:"allow_bypass,omitempty"`
	Extra
}

// Concurrency is how much load one machine takes.
type Concurrency struct {
	// Type is connections or requests; empty means connections.
	Type      string `json:"type,omitempty"`
	HardLimit int    `json:"hard_limit,omitempty"`
	SoftLimit int    `json:"soft_limit,omitempty"`
	Extra
}

// ServiceCheck decides whether the proxy sends traffic to a machine.
type ServiceCheck struct {
	Port *int `json:"port,omitempty"`
	// Type is tcp or http.
	Type          *string      `json:"type,omitempty"`
	Interval      *Duration    `json:"interval,omitempty"`
	Timeout       *Duration    `json:"timeout,omitempty"`
	GracePeriod   *Duration    `json:"grace_period,omitempty"`
	Method        *string      `json:"method,omitempty"`
	Path          *string      `json:"path,omitempty"`
	Protocol      *string      `json:"protocol,omitempty"`
	TLSSkipVerify *bool        `json:"tls_skip_verify,omitempty"`
	TLSServerName *string      `json:"tls_server_name,omitempty"`
	Headers       []HTTPHeader `json:"headers,omitempty"`
	Extra
}

// MachineCheck is a check beside services. Kind readiness gates traffic,
// informational (also when empty) only shows.
type MachineCheck struct {
	Port          *int         `json:"port,omitempty"`
	Type          *string      `json:"type,omitempty"`
	Kind          *string      `json:"kind,omitempty"`
	Interval      *Duration    `json:"interval,omitempty"`
	Timeout       *Duration    `json:"timeout,omitempty"`
	GracePeriod   *Duration    `json:"grace_period,omitempty"`
	Method        *string      `json:"method,omitempty"`
	Path          *string      `json:"path,omitempty"`
	Protocol      *string      `json:"protocol,omitempty"`
	TLSSkipVerify *bool        `json:"tls_skip_verify,omitempty"`
	TLSServerName *string      `json:"tls_server_name,omitempty"`
	Headers       []HTTPHeader `json:"headers,omitempty"`
	Extra
}

// HTTPHeader is sent with a check.
type HTTPHeader struct {
	Name   string   `json:"name,omitempty"`
	Values []string `json:"values,omitempty"`
	Extra
}
