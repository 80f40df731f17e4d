package plan

// A World is what there is before the first step, as far as the simulator has
// to know it.
type World struct {
	Apps    []App    `yaml:"apps,omitempty"`
	Jobs    []Job    `yaml:"jobs,omitempty"`
	Hosts   []Host   `yaml:"hosts,omitempty"`
	Domains []Domain `yaml:"domains,omitempty"`
}

// An App serves. It may run on both sides only if it writes to no domain.
type App struct {
	Name    string   `yaml:"name"`
	Fly     string   `yaml:"fly"`
	Wave    int      `yaml:"wave"`
	Domains []string `yaml:"domains,omitempty"` // that it writes to
	Calls   []string `yaml:"calls,omitempty"`   // apps that it needs privately
	Edge    bool     `yaml:"edge,omitempty"`    // Fly's proxy sends it traffic, so it can be held there
	Wakes   bool     `yaml:"wakes,omitempty"`   // Fly's proxy starts a stopped machine of it on a request
	Partner bool     `yaml:"partner,omitempty"` // partners must know its outbound address
	Bridge  bool     `yaml:"bridge,omitempty"`  // on GKE it needs the bridge to Fly for good
}

// A Job has effects of its own, so it runs on one side only: a schedule, a group
// of workers, or a group that each deploy starts and that ends by itself.
type Job struct {
	Name    string   `yaml:"name"`
	App     string   `yaml:"app"`
	Kind    string   `yaml:"kind"` // schedule, worker or job
	Domains []string `yaml:"domains,omitempty"`
}

// A Host is a name that people or programs reach an app by.
type Host struct {
	Name    string `yaml:"name"`
	App     string `yaml:"app"`
	TTL     int    `yaml:"ttl"`               // seconds, before the first step
	IPv6    bool   `yaml:"ipv6,omitempty"`    // has AAAA, its own or through a CNAME
	Proxied bool   `yaml:"proxied,omitempty"` // Cloudflare's proxy answers, so only its origin moves
	CAA     bool   `yaml:"caa,omitempty"`     // CAA records that keep Google's authority out
}

// A Domain holds data.
type Domain struct {
	Name      string `yaml:"name"`
	Kind      string `yaml:"kind"`          // postgres, redis, queue, bucket or volume
	Method    string `yaml:"method"`        // logical, dump, dms, scan, drain, objects or files
	Why       string `yaml:"why,omitempty"` // why this method
	Wave      int    `yaml:"wave"`
	Sequences bool   `yaml:"sequences,omitempty"` // counters that must be set apart from the rows
	Schema    bool   `yaml:"schema,omitempty"`    // copied before the freeze, so no release may change it
	WAL       bool   `yaml:"wal,omitempty"`       // the source must first be restarted with wal_level=logical
	Back      string `yaml:"back"`                // stream, copy or none: how writes on GKE get back to Fly
}

// Names of what stays one thing in the whole plan.
const (
	Gateway = "gateway"
	Bridge  = "bridge"
	Deploys = "deploys"
)
