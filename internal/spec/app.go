package spec

import "slices"

// An App is one app in one environment.
type App struct {
	Name      string // the grouped name: acme-api, a DNS-1035 label
	Env       string // an Environment's Name
	FlyApp    string // the Fly app that it comes from: acme-api-staging
	Namespace string
	Network   string // a Network's Name
	Region    string // Fly's code of its primary region; empty when unknown
	FlyConfig string // its fly.toml, relative to the source root; empty when there is none

	Image     Image
	Config    []Var    // environment variables that all processes get, by Name
	Secrets   []Secret // names only, by Name
	Files     []File   // put into every process, by Path
	Processes []Process
	Jobs      []Job    // process groups that end by themselves
	Release   *Release // nil without a release_command
	Schedules []Schedule

	// OwnDatabases are the variables with the address of a database that each
	// preview gets for itself; empty outside of previews.
	OwnDatabases []string

	// Peers says that callers of the app's private name want the address of every
	// copy, in whichever group it runs.
	Peers bool
	Talks []Talk // which other apps, databases and caches it calls
}

// An Image is what runs.
type Image struct {
	Name   string // the name that kustomize's images transformer looks for: acme-api
	Repo   string // registry/repository without a tag; where CI pushes, or a public image
	Tag    string
	Digest string // sha256:…, of what runs on Fly now; empty when unknown
	Built  bool   // built from source by CI; false for a ready image
	Build  *Build // nil when not Built
}

// A Build is how CI makes the image.
type Build struct {
	Dockerfile string // relative to Context; empty for buildpacks
	Context    string // relative to the source root
	Target     string
	Args       []Var
	Ignore     string // relative to the source root
	Builder    string // buildpacks builder
	Buildpacks []string
}

// A Var is an environment variable with a plain value.
type Var struct {
	Name, Value string
}

// A Secret is an environment variable whose value lives in the secret store.
type Secret struct {
	Name   string // as the app reads it
	Key    string // in the store: acme-api-DATABASE_URL, or Doppler's name
	Class  SecretClass
	Why    string // why this class
	Digest string // Fly's opaque digest: equal digests in one app are equal values
	Staged bool   // set on Fly, but not yet on its machines
}

// A SecretClass says where a secret's value comes from.
type SecretClass string

const (
	Copy       SecretClass = "copy"       // the same value
	Rewrite    SecretClass = "rewrite"    // a new value of the same kind: an address changed
	Regenerate SecretClass = "regenerate" // a new credential
	DropSecret SecretClass = "drop"       // means nothing on GKE
)

// A File is put into the container's file system.
type File struct {
	Path   string // in the container
	Data   []byte // nil when it comes from a secret
	Secret string // name of the secret that holds it, base64 on Fly; empty otherwise
	Mode   int32  // 0 when not set
}

// A Release is the command that runs once per deploy, before the rollout.
type Release struct {
	Args      []string // replaces CMD; ENTRYPOINT stays
	Timeout   int      // seconds
	Resources Resources
	Place     Place
}

// A Job is a process group that a deploy starts and that ends by itself. Its
// Replicas.Min copies run once each per deploy; paths name it as a process.
type Job struct {
	Process   Process
	Retries   int  // of a copy that fails
	Suspended bool // until a deploy to the active side starts it
}

// Groups are all process groups: those that go on, then those that end.
func (a App) Groups() []Process {
	out := slices.Clone(a.Processes)
	for _, j := range a.Jobs {
		out = append(out, j.Process)
	}
	return out
}

// A Schedule is a job that runs by the clock.
type Schedule struct {
	Name      string
	Cron      string // UTC
	Fly       string // hourly, daily, weekly, monthly
	Machine   string // the Fly machine's id
	Process   Process
	Retries   int
	Suspended bool // until the cutover starts it
}

// A Talk is one edge of who calls whom.
type Talk struct {
	To   string // an App's, Database's, Cache's or Bucket's name
	Kind string // app, database, cache, bucket
	Env  string // of an app: the environment that it runs in; empty: the caller's own
	Why  string // where it was seen: attachment, env API_URL, secret REDIS_URL …
	Port int    // 0 when unknown
}
