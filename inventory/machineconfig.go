package inventory

// MachineConfig is what a machine is told to run, field for field what Fly's
// API sends and takes (https://fly.io/docs/machines/api/machines-resource/).
// A nil pointer means that Fly did not say.
type MachineConfig struct {
	Env      map[string]string       `json:"env,omitempty"`
	Init     Init                    `json:"init"`
	Guest    *Guest                  `json:"guest,omitempty"`
	Metadata map[string]string       `json:"metadata,omitempty"`
	Mounts   []Mount                 `json:"mounts,omitempty"`
	Services []Service               `json:"services,omitempty"`
	Metrics  *Metrics                `json:"metrics,omitempty"`
	Checks   map[string]MachineCheck `json:"checks,omitempty"`
	Statics  []Static                `json:"statics,omitempty"`
	Image    string                  `json:"image,omitempty"`
	Files    []File                  `json:"files,omitempty"`
	// Schedule is hourly, daily, weekly or monthly, counted from creation.
	Schedule    string      `json:"schedule,omitempty"`
	AutoDestroy bool        `json:"auto_destroy,omitempty"`
	Restart     *Restart    `json:"restart,omitempty"`
	DNS         *DNS        `json:"dns,omitempty"`
	Processes   []Process   `json:"processes,omitempty"`
	Standbys    []string    `json:"standbys,omitempty"`
	StopConfig  *StopConfig `json:"stop_config,omitempty"`
	Containers  []Container `json:"containers,omitempty"`
	// Volumes are the scratch volumes of containers, not Fly volumes.
	Volumes    []ContainerVolume `json:"volumes,omitempty"`
	Rootfs     *Rootfs           `json:"rootfs,omitempty"`
	CacheDrive *CacheDrive       `json:"cache_drive,omitempty"`
	Spot       *Spot             `json:"spot,omitempty"`
	// Size is the deprecated name of a preset; Guest wins.
	Size                    string `json:"size,omitempty"`
	DisableMachineAutostart *bool  `json:"disable_machine_autostart,omitempty"`
	Extra
}

// Init is what runs first in a machine. Exec replaces entrypoint and cmd.
type Init struct {
	Exec       []string `json:"exec,omitempty"`
	Entrypoint []string `json:"entrypoint,omitempty"`
	Cmd        []string `json:"cmd,omitempty"`
	TTY        bool     `json:"tty,omitempty"`
	SwapSizeMB *int     `json:"swap_size_mb,omitempty"`
	KernelArgs []string `json:"kernel_args,omitempty"`
	Extra
}

// Guest is the size of a machine.
type Guest struct {
	// CPUKind is shared or performance.
	CPUKind              string        `json:"cpu_kind,omitempty"`
	CPUs                 int           `json:"cpus,omitempty"`
	MemoryMB             int           `json:"memory_mb,omitempty"`
	MaxMemoryMB          int           `json:"max_memory_mb,omitempty"`
	GPUs                 int           `json:"gpus,omitempty"`
	GPUKind              string        `json:"gpu_kind,omitempty"`
	HostDedicationID     string        `json:"host_dedication_id,omitempty"`
	PersistRootfs        PersistRootfs `json:"persist_rootfs,omitempty"`
	KernelArgs           []string      `json:"kernel_args,omitempty"`
	RequiredHostFeatures []string      `json:"required_host_features,omitempty"`
	Extra
}

// Mount puts a volume into a machine; Fly allows one.
type Mount struct {
	// Volume is the volume's id, Name its name.
	Volume                 string `json:"volume,omitempty"`
	Name                   string `json:"name,omitempty"`
	Path                   string `json:"path,omitempty"`
	SizeGB                 int    `json:"size_gb,omitempty"`
	Encrypted              bool   `json:"encrypted,omitempty"`
	ExtendThresholdPercent int    `json:"extend_threshold_percent,omitempty"`
	AddSizeGB              int    `json:"add_size_gb,omitempty"`
	AddSizePercent         int    `json:"add_size_percent,omitempty"`
	MinAddSizeGB           int    `json:"min_add_size_gb,omitempty"`
	SizeGBLimit            int    `json:"size_gb_limit,omitempty"`
	Extra
}

// Metrics is the endpoint that Fly scrapes every 15 seconds.
type Metrics struct {
	Port  int    `json:"port,omitempty"`
	Path  string `json:"path,omitempty"`
	HTTPS bool   `json:"https,omitempty"`
	Extra
}

// Static is a folder that Fly's proxy serves by itself.
type Static struct {
	GuestPath     string `json:"guest_path"`
	URLPrefix     string `json:"url_prefix"`
	TigrisBucket  string `json:"tigris_bucket,omitempty"`
	IndexDocument string `json:"index_document,omitempty"`
	Extra
}

// File is written into a machine before it starts.
type File struct {
	GuestPath string `json:"guest_path,omitempty"`
	// RawValue is base64; SecretName names a secret that holds base64.
	RawValue    *string `json:"raw_value,omitempty"`
	SecretName  *string `json:"secret_name,omitempty"`
	ImageConfig *string `json:"image_config,omitempty"`
	// Mode are chmod bits.
	Mode uint32 `json:"mode,omitempty"`
	Extra
}
