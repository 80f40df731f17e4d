package inventory

// MachineObserved is what moves by itself on a machine.
type MachineObserved struct {
	UpdatedAt string         `json:"updated_at,omitempty"`
	Checks    []CheckStatus  `json:"checks,omitempty"`
	Events    []MachineEvent `json:"events,omitempty"`
}

// CheckStatus is the last result of one check. Names that start with
// servicecheck- belong to a service.
type CheckStatus struct {
	Name string `json:"name"`
	// Status is passing, warning or critical.
	Status    string `json:"status"`
	Output    string `json:"output,omitempty"`
	UpdatedAt string `json:"updated_at,omitempty"`
	Extra
}

// MachineEvent is one of the machine's last events, newest first. Only those
// that say something about how it runs are kept: exits, restarts, failures.
type MachineEvent struct {
	Type   string `json:"type"`
	Status string `json:"status,omitempty"`
	Source string `json:"source,omitempty"`
	// Timestamp is in milliseconds since 1970.
	Timestamp int64         `json:"timestamp,omitempty"`
	Request   *EventRequest `json:"request,omitempty"`
}

// EventRequest is the part of an event that says how a process ended.
type EventRequest struct {
	ExitEvent    *ExitEvent    `json:"exit_event,omitempty"`
	MonitorEvent *MonitorEvent `json:"MonitorEvent,omitempty"`
	RestartCount int           `json:"restart_count,omitempty"`
}

// MonitorEvent wraps an exit that the monitor saw.
type MonitorEvent struct {
	ExitEvent *ExitEvent `json:"exit_event,omitempty"`
}

// ExitEvent is how a machine's main process ended.
type ExitEvent struct {
	ExitCode      int    `json:"exit_code,omitempty"`
	GuestExitCode int    `json:"guest_exit_code,omitempty"`
	GuestSignal   int    `json:"guest_signal,omitempty"`
	OOMKilled     bool   `json:"oom_killed,omitempty"`
	RequestedStop bool   `json:"requested_stop,omitempty"`
	Restarting    bool   `json:"restarting,omitempty"`
	Signal        int    `json:"signal,omitempty"`
	ExitedAt      string `json:"exited_at,omitempty"`
}

// VolumeObserved is what moves by itself on a volume.
type VolumeObserved struct {
	// BytesUsed and BytesTotal are 0 when Fly does not say (detached volumes).
	BytesUsed  int64 `json:"bytes_used,omitempty"`
	BytesTotal int64 `json:"bytes_total,omitempty"`
	Blocks     int64 `json:"blocks,omitempty"`
	// BlockSize is in bytes.
	BlockSize   int64                `json:"block_size,omitempty"`
	BlocksFree  int64                `json:"blocks_free,omitempty"`
	BlocksAvail int64                `json:"blocks_avail,omitempty"`
	Snapshots   List[VolumeSnapshot] `json:"snapshots"`
}

// VolumeSnapshot is one daily or on-demand snapshot of a volume.
type VolumeSnapshot struct {
	ID string `json:"id"`
	// Size and VolumeSize are in bytes.
	Size          int64  `json:"size"`
	VolumeSize    int64  `json:"volume_size,omitempty"`
	Digest        string `json:"digest,omitempty"`
	Status        string `json:"status,omitempty"`
	CreatedAt     string `json:"created_at,omitempty"`
	RetentionDays *int   `json:"retention_days,omitempty"`
	Extra
}
