package spec

// A Database is one PostgreSQL (or other) cluster and its writers.
type Database struct {
	Name      string // acme-db
	Env       string
	Kind      DatabaseKind
	FlyApp    string // the Fly app, or the Managed Postgres cluster's id
	Region    string // Fly's code
	Major     int    // PostgreSQL's major version; 0 when unknown
	Nodes     int
	CPUs      int
	CPUKind   string // shared or performance
	MemoryMiB int
	DiskGB    int
	UsedMiB   int           // 0 when unknown
	Databases []DatabaseUse // who uses which database in it
	Target    DatabaseTarget
	Instance  string // the Cloud SQL instance's name
	Tier      string // db-custom-2-8192
	HA        bool
	Image     string // what runs on Fly
	Host      string // its address on the new side; empty when only the cloud knows it
	Store     Store  // for CNPG
}

// InVPC is the Service by which the network around the cluster reaches a
// database or a cache in it.
func InVPC(name string) string { return name + "-vpc" }

// A DatabaseKind says what runs it on Fly.
type DatabaseKind string

const (
	Flex    DatabaseKind = "flex"    // flyio/postgres-flex: repmgr and HAProxy
	Stolon  DatabaseKind = "stolon"  // flyio/postgres, the older one
	Managed DatabaseKind = "managed" // Managed Postgres
	Foreign DatabaseKind = "foreign" // an app of one's own that runs a database, or a MySQL
)

// A DatabaseTarget says what becomes of it.
type DatabaseTarget string

const (
	CloudSQL DatabaseTarget = "cloud-sql"
	CNPG     DatabaseTarget = "cnpg"
	Keep     DatabaseTarget = "keep" // stays on Fly, reached over the bridge
)

// A DatabaseUse is one app's use of one database.
type DatabaseUse struct {
	App      string // an App's Name
	FlyApp   string
	Database string // empty when unknown
	User     string
	Variable string   // DATABASE_URL
	Process  []string // groups that write; empty when unknown, and then all of them count
	Reader   bool     // known to read only
}

// A Cache is a Redis.
type Cache struct {
	Name     string
	Env      string
	Provider string // upstash_redis
	Plan     string
	Region   string
	MaxMiB   int
	Eviction bool
	Apps     []string // App names
	Variable string   // REDIS_URL
	Target   string   // Memorystore, InCluster or NoCache
	Host     string   // its address on the new side; empty when only the cloud knows it
	Store    Store    // for InCluster
	State    string   // cache, sessions or queue: how its content must be treated; empty: undecided
}

// What becomes of a cache.
const (
	Memorystore = "memorystore"
	InCluster   = "in-cluster"
	NoCache     = "empty"
)

// A Bucket is an object store.
type Bucket struct {
	Name   string
	Env    string
	Apps   []string
	Target string // the GCS bucket
	Public bool
}

// A Host is a host name that people or programs reach the company by.
type Host struct {
	Name       string // api.acme.example, *.acme.example
	Env        string
	App        string // an App's Name
	FlyApp     string
	Process    string
	Status     string // of Fly's certificate: active, pending_validation …
	Apex       bool
	Wildcard   bool
	Zone       string   // acme.example; empty when unknown
	Provider   string   // cloud-dns, cloudflare, route53, by-hand
	Proxied    bool     // stands behind Cloudflare's proxy
	Records    []Record // today's, from a DNS snapshot; empty when unknown
	FlyTargets []Record // where Fly wants it to point
	CustomCert bool
	FlyDev     bool // a *.fly.dev name: it can't move
}

// A Record is one DNS record set.
type Record struct {
	Name   string
	Type   string
	TTL    int // seconds; 0 when unknown
	Values []string
}

// A Pool is a GKE node pool.
type Pool struct {
	Name     string
	Env      string
	Machine  string // e2-standard-4
	Zones    []string
	Initial  int // nodes per zone at first
	Min, Max int // nodes in all
	DiskType string
	DiskGB   int
	MaxPods  int // per node
	Labels   []Var
	Taints   []Taint
	Spot     bool
	GPUKind  string // nvidia-l4
	GPUCount int
	SwapMiB  int
	Arch     string // amd64 or arm64
}
