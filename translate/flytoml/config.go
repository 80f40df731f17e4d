package flytoml

import "time"

// Config is fly.toml as flyctl holds it once every legacy form is unified.
// Pointers are nil, slices and strings empty where the file says nothing and
// the platform decides; flyctl's own defaults are filled in by Group.
//
// Maps of the file are slices here, sorted by name. Every element of a section
// that may repeat has a Field: its place among the fields (`services[1]`), to
// ask File.Key and File.Under with.
type Config struct {
	App              string
	PrimaryRegion    string
	KillSignal       *string
	KillTimeout      *time.Duration
	SwapSizeMB       *int
	ConsoleCommand   string
	HostDedicationID string
	// MachineConfig is inline JSON when it starts with a brace, else the path
	// of a .json file, relative to the working directory of flyctl.
	MachineConfig string
	// Container names the container that gets the built image.
	Container string

	Experimental  *Experimental
	Build         *Build
	Deploy        *Deploy
	Env           []EnvVar
	Processes     []Process
	Mounts        []Mount
	HTTPService   *HTTPService
	Services      []Service
	Checks        []Check
	MachineChecks []MachineCheck
	Files         []FileSpec
	Statics       []Static
	Metrics       []Metrics
	Restart       []Restart
	VM            []VM
}
