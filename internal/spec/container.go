package spec

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
