package spec

// A Process is one process group: the same command, any number of times.
type Process struct {
	Name       string   // Fly's process group; the main container is named after it
	Entrypoint []string // replaces the image's ENTRYPOINT; empty: it stays
	Args       []string // replaces the image's CMD; empty: it stays
	Dir        string
	Env        []Var     // on top of App.Config, by Name
	Runtime    []Runtime // what Fly sets at run time and the app uses, by Name
	Secrets    SecretUse // which of the app's secrets the main container gets

	Ports   []Port
	Edges   []Edge    // HTTP from the internet; at most one per port
	L4      []L4      // raw TCP and UDP from the internet
	Private []Private // other apps reach it under these names

	Readiness *Probe
	Startup   *Probe
	Liveness  *Probe // only when a container's own liveness check asks for it

	Resources Resources
	Size      Size
	Replicas  Replicas
	Volumes   []Volume // more than none makes it a StatefulSet
	Scratch   []Scratch
	Sidecars  []Container
	Files     []File // on top of App.Files, by Path

	Stop     Stop
	Security Security
	Rollout  Rollout
	Place    Place
	Metrics  *Metrics
	DNS      *DNS
}

// Stop is how a copy is asked to end.
type Stop struct {
	Signal       string // what the app expects: SIGINT; empty: the image's own, else SIGTERM
	PreStopSleep int    // seconds of still serving after the load balancer was told
	PreStopKill  string // signal that a preStop hook sends to PID 1; empty: none
	Grace        int    // seconds in all
}

// Security is the user that runs and what it may do.
type Security struct {
	NonRoot    bool // the image's user is known not to be root
	UID, GID   *int64
	FSGroup    *int64
	LowPorts   bool   // binds below 1024 without being root
	Restricted bool   // fits the Pod Security level "restricted"
	Why        string // when it does not
}

// A Rollout is how a new version replaces the old one.
type Rollout struct {
	Strategy       string // rolling, immediate, canary, bluegreen: Fly's words
	MaxUnavailable string // 0, 1, 33%
	MaxSurge       string
	MinReady       int // seconds
	Deadline       int // seconds
}

// Metrics is where Prometheus metrics are read.
type Metrics struct {
	Port  int
	Path  string
	HTTPS bool
}

// DNS changes a pod's resolver.
type DNS struct {
	Nameservers []string
	Searches    []string
	Options     []Var
	Hostname    string
}
