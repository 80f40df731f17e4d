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

// SecretUse says which of the app's secrets a container gets as variables. Its
// zero is all of them, each by its own name.
type SecretUse struct {
	Only bool        // none but Vars
	Vars []SecretVar // by Name
}

// A SecretVar is a variable with the value of one of App.Secrets.
type SecretVar struct {
	Name   string // as the container reads it
	Secret string // the secret's name
}

// Runtime is a variable that Fly sets on a running machine.
type Runtime struct {
	Name  string // FLY_REGION
	From  RuntimeFrom
	Value string // for FromValue
}

// RuntimeFrom says where a Runtime variable comes from on the new side.
type RuntimeFrom string

const (
	FromValue       RuntimeFrom = "value"
	FromPodName     RuntimeFrom = "pod-name"
	FromPodIP       RuntimeFrom = "pod-ip"
	FromRegion      RuntimeFrom = "region"
	FromVersion     RuntimeFrom = "version"
	FromMemoryLimit RuntimeFrom = "memory-limit"
)

// A Port is one that the container listens on.
type Port struct {
	Name     string // http, tcp-5432, metrics: an IANA service name, at most 15 characters
	Number   int
	Protocol string // TCP or UDP
	H2C      bool   // speaks HTTP/2 without TLS
}

// An Edge is HTTP(S) from the internet to one port.
type Edge struct {
	Port       string   // a Port's Name
	Hosts      []string // host names of this app that arrive here
	ForceHTTPS bool     // plain HTTP is redirected, not served
	Health     Health
	Timeout    int      // seconds that one request or websocket may take
	Drain      int      // seconds
	MaxRate    int      // requests per second and pod; 0: no limit known
	Soft       int      // Fly's soft_limit that MaxRate was worked out from
	Affinity   string   // "", cookie or ip
	Headers    []Header // set on every response
	Compat     bool     // re-create Fly's request headers
	Websockets bool
	GRPC       bool   // every request is gRPC
	TLSMin     string // lowest TLS version; empty: the platform's policy
}

// A Header is set (or removed, when Remove) on every response.
type Header struct {
	Name, Value string
	Remove      bool
}

// Health is the load balancer's own check of a backend.
type Health struct {
	Type      string // HTTP, HTTPS, HTTP2, TCP or GRPC
	Path      string
	Host      string
	Port      int // 0: the serving port
	Interval  int // seconds
	Timeout   int // seconds
	Healthy   int
	Unhealthy int
}

// L4 is a raw port open to the internet.
type L4 struct {
	Port     string // a Port's Name
	Public   int    // the port outside
	Protocol string // TCP or UDP
	Address  string // name of the reserved regional address; one group has one
}

// Private is a port that other apps reach by the app's private name.
type Private struct {
	Port    string // a Port's Name
	Public  int    // the port that callers use
	Flycast bool   // reached under app.flycast as well as app.internal
}

// A Probe is a check of one container.
type Probe struct {
	Type      string // http, tcp, exec or grpc
	Port      string // a Port's Name; empty: Number
	Number    int
	Path      string
	HTTPS     bool
	Headers   []Header
	Command   []string
	Period    int // seconds
	Timeout   int // seconds
	Failures  int // in a row before it counts as failed
	Successes int // 0: one
}

// Resources are what one copy may count on.
type Resources struct {
	CPUMilli       int // request
	CPULimitMilli  int // 0: none, which is the rule
	MemoryMiB      int // request
	MemoryLimitMiB int
	EphemeralMiB   int // request; 0: none
	EphemeralLimit int // MiB
	GPU            int
	GPUKind        string // Fly's: a10, l40s, a100-40gb
	Accelerator    string // Google's: nvidia-l4; filled in by nodepool.Assign
}

// A Size is the machine on Fly that Resources come from.
type Size struct {
	Preset    string // shared-cpu-1x; empty when custom
	Kind      string // shared or performance
	CPUs      int
	MemoryMiB int
	SwapMiB   int
}

// Replicas says how many copies run.
type Replicas struct {
	Min       int
	Max       int  // equal to Min without autoscaling
	Autoscale bool // by CPU
	CPUTarget int  // percent of the request
	Live      int  // started machines on Fly now; 0 when unknown
}

// A Volume is one disk per copy.
type Volume struct {
	Name  string // DNS label
	Path  string
	GiB   int
	Class string      // fly-pd-balanced …; filled in by nodepool.Assign when empty
	Fly   []FlyVolume // the existing ones, in the order of the copies

	LiteFS bool // the app's code speaks of LiteFS, so a database on it is LiteFS's
}

// A FlyVolume is a volume on Fly whose data moves.
type FlyVolume struct {
	ID      string
	Region  string
	SizeGB  int
	UsedMiB int // 0 when unknown
	Machine string
	Zone    string
}

// Scratch is space that goes with the pod.
type Scratch struct {
	Name   string
	Path   string
	MiB    int
	Memory bool
}

// A Container runs beside the main one.
type Container struct {
	Name       string
	Image      string
	Entrypoint []string
	Args       []string
	User       string
	Env        []Var
	Runtime    []Runtime // from the machine's fields on Fly, by Name
	Secrets    SecretUse
	Files      []File
	Probe      *Probe
	Once       bool // ends before the main one starts
	First      bool // starts before the main one
	Resources  Resources
	Mounts     []ContainerMount
}

// A ContainerMount puts a Volume or Scratch into a Container.
type ContainerMount struct {
	Name, Path string
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

// A Place is where it runs.
type Place struct {
	Pool      string  // a Pool's Name; empty until assigned
	Taints    []Taint // tolerated
	Spot      bool
	Zone      string // pinned; empty: any
	Dedicated string // Fly's host_dedication_id
	Priority  Priority
}

// A Priority says which pods stay when nodes are full and new ones are not there
// yet. Production's other pods, and the tools in a cluster, have none: they stand
// between the first and the second.
type Priority string

const (
	Serving       Priority = "production-serving" // production's groups that answer requests, and its release commands
	NonProduction Priority = "non-production"     // all of staging and its like
	Previews      Priority = "previews"
)

// A Taint keeps other pods away.
type Taint struct {
	Key, Value string
	Effect     string // NoSchedule, PreferNoSchedule or NoExecute
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
