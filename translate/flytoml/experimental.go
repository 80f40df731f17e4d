package flytoml

// Experimental is [experimental].
type Experimental struct {
	Field string
	// Cmd is the command of groups that have none of their own.
	Cmd        []string
	Entrypoint []string
	// Exec replaces entrypoint and command of the image.
	Exec          []string
	MachineConfig string // wins over the top-level machine_config

	// Without an effect on machines.
	AutoRollback   bool
	EnableConsul   bool
	EnableEtcd     bool
	LazyLoadImages bool
	UseZstd        bool
	// AttachedSecrets is [experimental.attached.secrets.export], by name.
	AttachedSecrets []EnvVar
}
