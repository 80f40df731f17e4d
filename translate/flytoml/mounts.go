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

// mounts joins both spellings, [mount] first.
func (r *reader) mounts(t table) []Mount {
	var all []Mount
	for _, key := range []string{"mount", "mounts"} {
		for _, m := range t.anyTables(key, "mounts", len(all)) {
			all = append(all, Mount{
				Field:               m.field,
				Source:              m.string("source"),
				Destination:         m.string("destination"),
				InitialSize:         m.anyText("initial_size"),
				SnapshotRetention:   m.optInt("snapshot_retention"),
				ScheduledSnapshots:  m.optBool("scheduled_snapshots"),
				AutoExtendThreshold: m.int("auto_extend_size_threshold"),
				AutoExtendIncrement: m.string("auto_extend_size_increment"),
				AutoExtendLimit:     m.string("auto_extend_size_limit"),
				Processes:           m.strings("processes"),
			})
		}
		if r.known != nil {
			break
		}
	}
	return all
}
