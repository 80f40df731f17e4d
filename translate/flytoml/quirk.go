package flytoml

// Quirk is one place where flyctl's reading differs from what the file or the
// documentation suggests, and where that changes what runs.
type Quirk struct {
	// Key is the setting concerned, spelled and placed as in the file.
	Key Key
	// Name says which quirk it is.
	Name QuirkName
	// Why is one sentence with the values concerned.
	Why string
}

// QuirkName is a stable, short name for one kind of quirk.
type QuirkName string

// The quirks, by what they are about. Each is described where it is found.
const (
	// Durations.
	DurationNanoseconds QuirkName = "duration-nanoseconds" // a bare number is nanoseconds here
	DurationSeconds     QuirkName = "duration-seconds"     // a bare number is seconds (kill_timeout)
	DurationMillis      QuirkName = "duration-millis"      // a bare number is milliseconds (checks)
	DurationLost        QuirkName = "duration-lost"        // a number in YAML, or another type: unset
	// Environment.
	EnvNotString QuirkName = "env-not-string" // a value printed as Go prints it
	EnvRepeated  QuirkName = "env-repeated"   // set in two [[env]] tables, the last holds
	EnvOverruled QuirkName = "env-overruled"  // PRIMARY_REGION and FLY_PROCESS_GROUP are set by flyctl
	// Commands.
	CommandNotSplit QuirkName = "command-not-split" // experimental.cmd as one string is one argument
	CommandOverrule QuirkName = "command-overruled" // experimental.cmd beside a group's own command
	// Process groups.
	FilesEverywhere   QuirkName = "files-everywhere"    // files.processes has no effect
	RestartOneGroup   QuirkName = "restart-one-group"   // no processes: the default group alone
	SectionOneGroup   QuirkName = "section-one-group"   // no processes: the default group alone, others exist
	GroupUnknown      QuirkName = "group-unknown"       // processes names a group that is not there
	VMShadowed        QuirkName = "vm-shadowed"         // another [[vm]] wins for every group it is for
	RestartShadowed   QuirkName = "restart-shadowed"    // a later [[restart]] wins
	MetricsShadowed   QuirkName = "metrics-shadowed"    // an earlier [[metrics]] wins
	ManyMounts        QuirkName = "many-mounts"         // a machine has one volume at most
	HostDedicationOff QuirkName = "host-dedication-off" // host_dedication_id without any [[vm]]
	// Services and checks.
	ConcurrencyRequests QuirkName = "concurrency-requests" // "soft,hard" counts requests, not connections
	NoInternalPort      QuirkName = "no-internal-port"     // the documented 8080 is not a default of flyctl
	ServiceEmpty        QuirkName = "service-empty"        // an empty service is dropped
	// Sizes.
	MemoryOfPreset QuirkName = "memory-of-preset" // cpus or cpu_kind without memory keep the preset's
	// Files.
	RawValueEncoded QuirkName = "raw-value-encoded" // raw_value is base64-encoded once more
	FilesReplaced   QuirkName = "files-replaced"    // the same guest_path twice, the last holds
	// Spelling.
	KeyRepeated QuirkName = "key-repeated" // the same key twice in JSON or YAML, the last holds
	LegacyForm  QuirkName = "legacy-form"  // a section or value in an old form that flyctl still takes
	LetterCase  QuirkName = "letter-case"  // matched without regard to case, legacy forms off
)
