package flytoml

// Mount is one of [[mounts]]: where a group's volume goes.
type Mount struct {
	Field       string
	Source      string // the volume's name, not its id
	Destination string
	InitialSize string // "10gb" is decimal; a bare number is GB
	// SnapshotRetention is days.
	SnapshotRetention  *int
	ScheduledSnapshots *bool
	// AutoExtendThreshold is a percentage, 0 when volumes do not grow.
	AutoExtendThreshold int
	AutoExtendIncrement string
	AutoExtendLimit     string
	Processes           []string // empty: the default group
}
