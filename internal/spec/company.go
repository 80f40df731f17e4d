// Package spec says what a company needs to run, in neither Fly's nor
// Kubernetes' words. Translate decides what goes in; the writers (kube,
// kustomize, terraform) put down what they find and never decide; the cutover
// planner reads the same values.
//
// Slices are in a fixed order, set by whoever fills them in. Units are in the
// names or the types. A zero value means "not set", unless its comment says
// otherwise.
package spec

// Company is everything that moves.
type Company struct {
	Org          string          // the Fly organisation's slug
	Environments []Environment   // production first
	Apps         []App           // by Name, then in the order of Environments: one entry per app and environment
	Databases    []Database      // by Name
	Caches       []Cache         // by Name
	Buckets      []Bucket        // by Name
	Hosts        []Host          // by Name
	Networks     []Network       // the private networks on Fly, by Name
	WireGuard    []WireGuardPeer // what reaches them from outside, by Name, without flyctl\'s own
	People       []Person        // by Email
	Groups       []Group         // who may do what on Google's side, by Role, then App; empty when their domain is unknown
	Tokens       []Token         // credentials on Fly that must be replaced, by Name
	Egress       []Egress        // fixed outbound addresses on Fly, by IP
	Pools        []Pool          // node pools, filled in by nodepool.Assign
	Left         []Left          // Fly apps and machines that do not move, by Name
	CI           CI
}

// CI is where code lives and how long its previews do.
type CI struct {
	Owner       string // the GitHub organisation; empty when unknown
	OwnerID     string // its numeric id; empty when unknown
	Repository  string // the platform repository's address; empty where CI deploys with kubectl
	PreviewDays int    // days that a preview lives at most after its last deploy
}

// PreviewEnv is the environment that the previews of pull requests are made from.
const PreviewEnv = "preview"

// PreviewNamespace stands in for the namespace of a pull request, which CI names.
const PreviewNamespace = "preview-template"

// An Environment is a place to run: production, staging or preview.
type Environment struct {
	Name    string // production, staging, preview
	Project string // Google Cloud project
	Cluster string // GKE cluster
	Region  string // europe-west3
	Zones   []string
	Network Placement
	Deploy  string // kubectl, argocd or flux
	Secrets SecretStore
	Policy  string // fly-network or strict
	Bridge  string // internal IPv4 address of the bridge to Fly's private network; empty when there is none yet
	IPv6    bool   // the Gateway has an IPv6 address, too
	// SecurityPolicy is a Cloud Armor policy of the project; empty for none.
	SecurityPolicy string
	LogPercent     float64 // of requests that the load balancer logs; 0: none
	GRPCRoutes     bool    // gRPC gets routes of its own kind
	Autopilot      bool
	Domain         string // base domain for previews and defaults; empty when unknown
	Registry       string // europe-west3-docker.pkg.dev/acme-prod/apps
}

// SameCluster says whether two environments share a cluster.
func (e Environment) SameCluster(other Environment) bool {
	return e.Project == other.Project && e.Cluster == other.Cluster && e.Region == other.Region
}

// Outbound are the names of the two reserved addresses that Cloud NAT gives to
// everything that an environment's cluster calls.
func (e Environment) Outbound() []string {
	if e.Network.Existing || e.Cluster == "" {
		return nil
	}
	return []string{e.Cluster + "-nat-1", e.Cluster + "-nat-2"}
}

// A Placement is the Google network that an environment's cluster stands in.
type Placement struct {
	Name     string
	Existing bool     // made by somebody else; its ranges are not ours to write
	Nodes    string   // CIDR
	Pods     string   // CIDR
	Services string   // CIDR
	Private  string   // CIDR of private services access: Cloud SQL, Memorystore
	Peers    []string // other VPCs to peer with, as projects/P/global/networks/N
}

// A SecretStore is where secret values live.
type SecretStore struct {
	Kind    string // secret-manager, doppler or manual
	Project string // Google project, or Doppler project
	Config  string // Doppler config
}

// A Network is a private network on Fly: the organisation's default one, or a custom one.
type Network struct {
	Name string // "default" for the organisation's own
	Apps []string
}

// A WireGuardPeer is a machine outside Fly that reaches a private network.
type WireGuardPeer struct {
	Name    string
	Region  string // of Fly's gateway that it comes in by; may be empty
	Network string // "default" for the organisation's own
}

// A Person has access on Fly.
type Person struct {
	Name  string
	Email string
	Role  string // ADMIN or MEMBER, Fly's words
}

// A Group is a Google group and what its members may do.
type Group struct {
	Role  Role
	App   string // an App's Name, for Deployers
	Email string
}

// A Role is what a group may do.
type Role string

const (
	Admins    Role = "admins"    // everything
	Deployers Role = "deployers" // deploy one app
	OnCall    Role = "on-call"   // look, restart and get into pods
	Readers   Role = "readers"   // look, but at no secret
	Billing   Role = "billing"   // the bills alone
)

// A Token is a credential on Fly, known by name only.
type Token struct {
	Name  string
	Kind  string // what it may do: deploy, org, readonly …
	App   string // empty when it is the organisation's
	Owner string
}

// Egress is a fixed outbound address that partners may have on a list.
type Egress struct {
	IP     string
	App    string
	Region string // Fly's code
}

// Left is a Fly app or machine that does not move, with the reason.
type Left struct {
	Name   string // app, or app/machine
	Kind   string // builder, preview, bastion, log-shipper, database, standby, leftover
	Reason string
}
