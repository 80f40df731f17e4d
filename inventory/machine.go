package inventory

// Machine is a Fly machine. Config is nil when the host does not answer; what
// little is known stands in IncompleteConfig then.
type Machine struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	State    string   `json:"state"`
	Region   string   `json:"region"`
	ImageRef ImageRef `json:"image_ref"`
	// InstanceID is the machine's version, a ULID.
	InstanceID string `json:"instance_id,omitempty"`
	Version    string `json:"version,omitempty"`
	// PrivateIP is the machine's 6PN address.
	PrivateIP string `json:"private_ip,omitempty"`
	CreatedAt string `json:"created_at,omitempty"`
	// HostStatus is ok, unknown or unreachable.
	HostStatus       string            `json:"host_status,omitempty"`
	Cordoned         bool              `json:"cordoned,omitempty"`
	Config           *MachineConfig    `json:"config,omitempty"`
	IncompleteConfig *MachineConfig    `json:"incomplete_config,omitempty"`
	Containers       []ContainerStatus `json:"containers,omitempty"`
	// Observed is kept apart from the rest; nil when nothing was observed.
	Observed *MachineObserved `json:"observed,omitempty"`
	Extra
}

// ImageRef is the image that a machine runs.
type ImageRef struct {
	Registry   string            `json:"registry,omitempty"`
	Repository string            `json:"repository,omitempty"`
	Tag        string            `json:"tag,omitempty"`
	Digest     string            `json:"digest,omitempty"`
	Labels     map[string]string `json:"labels,omitempty"`
	Extra
}

// String is the reference as docker pull takes it, pinned when Fly says how.
func (r ImageRef) String() string {
	if r.Repository == "" {
		return ""
	}
	ref := r.Repository
	if r.Registry != "" {
		ref = r.Registry + "/" + ref
	}
	if r.Tag != "" {
		ref += ":" + r.Tag
	}
	if r.Digest != "" {
		ref += "@" + r.Digest
	}
	return ref
}

// ContainerStatus is the state of one container of a machine.
type ContainerStatus struct {
	Name  string `json:"name"`
	State string `json:"state"`
	Extra
}

// Effective is the configuration to read: the whole one, or the partial one
// of an unreachable host, or an empty one. Never nil.
func (m *Machine) Effective() *MachineConfig {
	switch {
	case m.Config != nil:
		return m.Config
	case m.IncompleteConfig != nil:
		return m.IncompleteConfig
	}
	return &MachineConfig{}
}

// Metadata is the value of one metadata key, empty when it is not set.
func (m *Machine) Metadata(key string) string { return m.Effective().Metadata[key] }

// Group is the machine's process group. It is empty for machines that were
// made by API or fly machine run without one.
func (m *Machine) Group() string {
	if g := m.Metadata("fly_process_group"); g != "" {
		return g
	}
	return m.Metadata("process_group") // its name before 2023
}

// MachineKind says why a machine exists.
type MachineKind string

const (
	// MachineService runs a process group of the app.
	MachineService MachineKind = "service"
	// MachineStandby is started only when the host of another one dies.
	MachineStandby MachineKind = "standby"
	// MachineScheduled is started by Fly every hour, day, week or month.
	MachineScheduled MachineKind = "scheduled"
	// MachineLeftover is a release command, console or test machine.
	MachineLeftover MachineKind = "leftover"
	// MachineOneOff destroys itself when its command is done.
	MachineOneOff MachineKind = "one-off"
	// MachineGone is destroyed, or on its way.
	MachineGone MachineKind = "gone"
)

// Kind classifies the machine; the first that fits wins.
func (m *Machine) Kind() MachineKind {
	c := m.Effective()
	switch {
	case m.State == "destroyed" || m.State == "destroying" || m.State == "replaced" || m.State == "migrated":
		return MachineGone
	case reservedGroup(m.Group()):
		return MachineLeftover
	case c.Schedule != "":
		return MachineScheduled
	case len(c.Standbys) > 0:
		return MachineStandby
	case c.AutoDestroy:
		return MachineOneOff
	}
	return MachineService
}

func reservedGroup(group string) bool {
	switch group {
	case "fly_app_release_command", "fly_app_console", "fly_app_test_machine_command", "release_command":
		return true
	}
	return false
}
