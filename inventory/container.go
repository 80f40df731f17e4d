package inventory

// Container is one of several containers in a machine.
type Container struct {
	Name         string                `json:"name"`
	Image        string                `json:"image"`
	Exec         []string              `json:"exec,omitempty"`
	Entrypoint   []string              `json:"entrypoint,omitempty"`
	Cmd          []string              `json:"cmd,omitempty"`
	User         string                `json:"user,omitempty"`
	Env          map[string]string     `json:"env,omitempty"`
	Secrets      []SecretRef           `json:"secrets,omitempty"`
	EnvFrom      []EnvFrom             `json:"env_from,omitempty"`
	Files        []File                `json:"files,omitempty"`
	Restart      *Restart              `json:"restart,omitempty"`
	Stop         *StopConfig           `json:"stop,omitempty"`
	DependsOn    []ContainerDependency `json:"depends_on,omitempty"`
	Healthchecks []Healthcheck         `json:"healthchecks,omitempty"`
	Mounts       []ContainerMount      `json:"mounts,omitempty"`
	Extra
}

// ContainerDependency holds a container back until another one is
// exited_successfully, healthy or started.
type ContainerDependency struct {
	Name      string `json:"name"`
	Condition string `json:"condition"`
	Extra
}

// ContainerMount puts a scratch volume into a container.
type ContainerMount struct {
	Name string `json:"name"`
	Path string `json:"path"`
	Extra
}

// ContainerVolume is scratch space that containers share.
type ContainerVolume struct {
	Name    string   `json:"name"`
	TempDir *TempDir `json:"temp_dir,omitempty"`
	Image   string   `json:"image,omitempty"`
	Extra
}

// TempDir is a volume on disk or in memory.
type TempDir struct {
	StorageType string `json:"storage_type"`
	SizeMB      uint64 `json:"size_mb,omitempty"`
	Extra
}

// Healthcheck is a check of one container; times are in seconds.
type Healthcheck struct {
	Name             string `json:"name"`
	Interval         int64  `json:"interval,omitempty"`
	GracePeriod      int64  `json:"grace_period,omitempty"`
	SuccessThreshold int32  `json:"success_threshold,omitempty"`
	FailureThreshold int32  `json:"failure_threshold,omitempty"`
	Timeout          int64  `json:"timeout,omitempty"`
	// Kind is readiness or liveness; Unhealthy is stop or empty.
	Kind      string           `json:"kind,omitempty"`
	Unhealthy string           `json:"unhealthy,omitempty"`
	HTTP      *HTTPHealthcheck `json:"http,omitempty"`
	TCP       *TCPHealthcheck  `json:"tcp,omitempty"`
	Exec      *ExecHealthcheck `json:"exec,omitempty"`
	Extra
}

// HTTPHealthcheck asks for a page.
type HTTPHealthcheck struct {
	Port    int32        `json:"port"`
	Method  string       `json:"method,omitempty"`
	Path    string       `json:"path,omitempty"`
	Headers []HTTPHeader `json:"headers,omitempty"`
	// Scheme is http or https.
	Scheme        string `json:"scheme,omitempty"`
	TLSSkipVerify *bool  `json:"tls_skip_verify,omitempty"`
	TLSServerName string `json:"tls_server_name,omitempty"`
	Extra
}

// TCPHealthcheck opens a connection.
type TCPHealthcheck struct {
	Port int32 `json:"port"`
	Extra
}

// ExecHealthcheck runs a command.
type ExecHealthcheck struct {
	Command []string `json:"command"`
	Extra
}
