package flytoml

// machine is the config of a machine as the Machines API has it, as far as
// fly.toml decides it: what a Group comes to. It exists to be compared with
// flyctl's own.
type machine struct {
	Env     map[string]string       `json:"env,omitempty"`
	Init    machineInit             `json:"init"`
	Guest   *machineGuest           `json:"guest,omitempty"`
	Mounts  []machineMount          `json:"mounts,omitempty"`
	Service []machineService        `json:"services,omitempty"`
	Metrics *machineMetrics         `json:"metrics,omitempty"`
	Checks  map[string]machineProbe `json:"checks,omitempty"`
	Statics []machineStatic         `json:"statics,omitempty"`
	Files   []machineFile           `json:"files,omitempty"`
	Restart *machineRestart         `json:"restart,omitempty"`
	Stop    *machineStop            `json:"stop_config,omitempty"`
	Destroy bool                    `json:"auto_destroy,omitempty"`
	DNS     map[string]bool         `json:"dns,omitempty"`
}

type machineInit struct {
	Exec       []string `json:"exec,omitempty"`
	Entrypoint []string `json:"entrypoint,omitempty"`
	Cmd        []string `json:"cmd,omitempty"`
	SwapSizeMB *int     `json:"swap_size_mb,omitempty"`
}

type machineGuest struct {
	CPUKind          string   `json:"cpu_kind,omitempty"`
	CPUs             int      `json:"cpus,omitempty"`
	MemoryMB         int      `json:"memory_mb,omitempty"`
	MaxMemoryMB      int      `json:"max_memory_mb,omitempty"`
	GPUs             int      `json:"gpus,omitempty"`
	GPUKind          string   `json:"gpu_kind,omitempty"`
	HostDedicationID string   `json:"host_dedication_id,omitempty"`
	PersistRootfs    string   `json:"persist_rootfs,omitempty"`
	KernelArgs       []string `json:"kernel_args,omitempty"`
}

type machineMount struct {
	Name            string `json:"name,omitempty"`
	Path            string `json:"path,omitempty"`
	ExtendThreshold int    `json:"extend_threshold_percent,omitempty"`
	AddSizeGB       int    `json:"add_size_gb,omitempty"`
	SizeGBLimit     int    `json:"size_gb_limit,omitempty"`
}

type machineService struct {
	Protocol     string              `json:"protocol,omitempty"`
	InternalPort int                 `json:"internal_port,omitempty"`
	Autostop     any                 `json:"autostop,omitempty"`
	Autostart    *bool               `json:"autostart,omitempty"`
	MinRunning   *int                `json:"min_machines_running,omitempty"`
	Ports        []machinePort       `json:"ports,omitempty"`
	Checks       []machineProbe      `json:"checks,omitempty"`
	Concurrency  *machineConcurrency `json:"concurrency,omitempty"`
	ForceKey     *string             `json:"force_instance_key"`
}

type machineConcurrency struct {
	Type      string `json:"type,omitempty"`
	HardLimit int    `json:"hard_limit,omitempty"`
	SoftLimit int    `json:"soft_limit,omitempty"`
}

type machinePort struct {
	Port       *int              `json:"port,omitempty"`
	StartPort  *int              `json:"start_port,omitempty"`
	EndPort    *int              `json:"end_port,omitempty"`
	Handlers   []string          `json:"handlers,omitempty"`
	ForceHTTPS bool              `json:"force_https,omitempty"`
	TLS        *machineTLS       `json:"tls_options,omitempty"`
	HTTP       *machineHTTP      `json:"http_options,omitempty"`
	ProxyProto map[string]string `json:"proxy_proto_options,omitempty"`
}

type machineTLS struct {
	ALPN              []string `json:"alpn,omitempty"`
	Versions          []string `json:"versions,omitempty"`
	DefaultSelfSigned *bool    `json:"default_self_signed,omitempty"`
}

type machineHTTP struct {
	Compress           *bool            `json:"compress,omitempty"`
	Response           *machineResponse `json:"response,omitempty"`
	H2Backend          *bool            `json:"h2_backend,omitempty"`
	IdleTimeout        *uint32          `json:"idle_timeout,omitempty"`
	HeadersReadTimeout *uint32          `json:"headers_read_timeout,omitempty"`
	ReplayCache        []machineReplay  `json:"replay_cache,omitempty"`
}

type machineResponse struct {
	Headers  map[string]any `json:"headers,omitempty"`
	Pristine *bool          `json:"pristine,omitempty"`
}

type machineReplay struct {
	PathPrefix  string `json:"path_prefix"`
	TTLSeconds  int    `json:"ttl_seconds"`
	Type        string `json:"type"`
	Name        string `json:"name"`
	AllowBypass bool   `json:"allow_bypass,omitempty"`
}

type machineProbe struct {
	Port          *int            `json:"port,omitempty"`
	Type          string          `json:"type,omitempty"`
	Interval      string          `json:"interval,omitempty"`
	Timeout       string          `json:"timeout,omitempty"`
	GracePeriod   string          `json:"grace_period,omitempty"`
	Method        *string         `json:"method,omitempty"`
	Path          *string         `json:"path,omitempty"`
	Protocol      *string         `json:"protocol,omitempty"`
	TLSSkipVerify *bool           `json:"tls_skip_verify,omitempty"`
	TLSServerName *string         `json:"tls_server_name,omitempty"`
	Headers       []machineHeader `json:"headers,omitempty"`
}

type machineHeader struct {
	Name   string   `json:"name,omitempty"`
	Values []string `json:"values,omitempty"`
}

type machineMetrics struct {
	Port  int    `json:"port,omitempty"`
	Path  string `json:"path,omitempty"`
	HTTPS bool   `json:"https,omitempty"`
}

type machineStatic struct {
	GuestPath     string `json:"guest_path"`
	URLPrefix     string `json:"url_prefix"`
	TigrisBucket  string `json:"tigris_bucket"`
	IndexDocument string `json:"index_document"`
}

type machineFile struct {
	GuestPath  string  `json:"guest_path,omitempty"`
	RawValue   *string `json:"raw_value,omitempty"`
	SecretName *string `json:"secret_name,omitempty"`
}

type machineRestart struct {
	Policy     string `json:"policy,omitempty"`
	MaxRetries int    `json:"max_retries,omitempty"`
}

type machineStop struct {
	Timeout string  `json:"timeout,omitempty"`
	Signal  *string `json:"signal,omitempty"`
}
