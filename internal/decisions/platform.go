package decisions

// Secrets says where values live.
type Secrets struct {
	Source  string `yaml:"source,omitempty" doc:"secret-manager, doppler or manual (you make the Kubernetes Secrets)" enum:"secret-manager,doppler,manual"`
	Project string `yaml:"project,omitempty" doc:"the Doppler project, with doppler"`
	Config  string `yaml:"config,omitempty" doc:"the Doppler config of production, with doppler; other environments use their own name"`
}

// Network says who may talk to whom.
type Network struct {
	Policy string `yaml:"policy,omitempty" doc:"fly-network (apps of one Fly network reach each other, as on Fly) or strict (only calls that were seen)" enum:"fly-network,strict"`
	Bridge string `yaml:"bridge,omitempty" doc:"the internal IPv4 address of the bridge to Fly's private network during the move"`
}

// Edge is what the load balancer does beyond routing.
type Edge struct {
	CompatHeaders  bool     `yaml:"compatHeaders,omitempty" doc:"re-create Fly-Client-IP and the other request headers at the load balancer"`
	IPv6           bool     `yaml:"ipv6,omitempty" doc:"a second Gateway with an IPv6 address, for AAAA records"`
	SecurityPolicy string   `yaml:"securityPolicy,omitempty" doc:"the Cloud Armor policy of every back end; it must exist before the apps are applied, a name without a policy stops the back end"`
	LogPercent     *float64 `yaml:"logPercent,omitempty" doc:"percent of requests that the load balancer logs, 0 to 100; Cloud Logging bills each GiB beyond the project's free 50 a month"`
	GRPCRoutes     bool     `yaml:"grpcRoutes,omitempty" doc:"write a GRPCRoute for apps that speak gRPC; GKE's own Gateways are not known to take that kind, and an HTTPRoute carries gRPC as well"`
}

// Scaling stands in for autostop and autostart.
type Scaling struct {
	ToZero string `yaml:"toZero,omitempty" doc:"machines that stop when idle: keep-one (an idle copy stays, a few dollars a month) or cloud-run (list them as candidates)" enum:"keep-one,cloud-run"`
	Floor  int    `yaml:"floor,omitempty" doc:"copies of a group with services in production at least"`
}

// NodePools are the nodes.
type NodePools struct {
	Owner    string `yaml:"owner,omitempty" doc:"who makes the pools: terraform, or fly2k8s (nodepools apply)" enum:"terraform,fly2k8s"`
	Mode     string `yaml:"mode,omitempty" doc:"standard (pools, sized by packing) or autopilot (no pools)" enum:"standard,autopilot"`
	Headroom int    `yaml:"headroom,omitempty" doc:"percent of a pool kept free"`
	Spot     bool   `yaml:"spot,omitempty" doc:"workers and previews may run on spot nodes"`
}

// A Database decides one database.
type Database struct {
	Name    string   `yaml:"name" doc:"the Fly Postgres app, or the Managed Postgres cluster"`
	Target  string   `yaml:"target,omitempty" doc:"cloud-sql, cnpg (CloudNativePG in the cluster) or keep (stays on Fly for now)" enum:"cloud-sql,cnpg,keep"`
	Tier    string   `yaml:"tier,omitempty" doc:"Cloud SQL's machine tier; from the size on Fly by default"`
	Method  string   `yaml:"method,omitempty" doc:"how the rows move: logical, dump or dms; chosen from the facts by default" enum:"logical,dump,dms"`
	Users   []string `yaml:"users,omitempty" doc:"Fly apps that use it although Fly lists no attachment"`
	Readers []string `yaml:"readers,omitempty" doc:"apps that only read it, so that they need not stop"`
}

// A Cache decides one Redis.
type Cache struct {
	Name   string `yaml:"name" doc:"the add-on's name"`
	Target string `yaml:"target,omitempty" doc:"memorystore, in-cluster or empty (no Redis any more)" enum:"memorystore,in-cluster,empty"`
	State  string `yaml:"state,omitempty" doc:"what it holds: cache (starts cold), sessions (copied) or queue (drained)" enum:"cache,sessions,queue"`
}

// A Bucket decides one object store.
type Bucket struct {
	Name   string `yaml:"name" doc:"the Tigris bucket"`
	Target string `yaml:"target,omitempty" doc:"the GCS bucket's name, or keep"`
}

// Access is who may do what.
type Access struct {
	Domain string  `yaml:"domain,omitempty" doc:"the Cloud Identity domain that groups live in"`
	Groups []Group `yaml:"groups,omitempty" doc:"groups that differ from the generated names"`
}

// A Group names a Google group for a role.
type Group struct {
	Role  string `yaml:"role" doc:"admins, deployers, readers, billing or on-call" enum:"admins,deployers,readers,billing,on-call"`
	Email string `yaml:"email" doc:"the group's address"`
	App   string `yaml:"app,omitempty" doc:"for deployers: the app"`
}

// CI is where code lives.
type CI struct {
	Owner   string `yaml:"owner,omitempty" doc:"the GitHub organisation"`
	OwnerID string `yaml:"ownerId,omitempty" doc:"its numeric id: workload identity trusts the number, not the name"`
	Repo    string `yaml:"repository,omitempty" doc:"the platform repository's https or ssh address, from which Argo CD or Flux reads it"`
	Preview int    `yaml:"previewDays,omitempty" doc:"days that a preview lives at most"`
}

// DNS is who answers for the host names.
type DNS struct {
	Provider string `yaml:"provider,omitempty" doc:"cloud-dns, cloudflare, route53 or by-hand" enum:"cloud-dns,cloudflare,route53,by-hand"`
	Zones    []Zone `yaml:"zones,omitempty" doc:"zones whose provider or id differs"`
	Canary   []int  `yaml:"canary,omitempty" doc:"percentages of clients that DNS sends to GKE before all, rising, with a watch after each: [10, 50]; with cloud-dns and route53 only"`
}

// A Zone is one DNS zone.
type Zone struct {
	Name     string `yaml:"name" doc:"acme.example"`
	Provider string `yaml:"provider,omitempty" doc:"as above" enum:"cloud-dns,cloudflare,route53,by-hand"`
	ID       string `yaml:"id,omitempty" doc:"the provider's id of the zone"`
	Project  string `yaml:"project,omitempty" doc:"the Google project, with cloud-dns"`
}

// Inventory limits the reader.
type Inventory struct {
	RequestsPerSecond int `yaml:"requestsPerSecond,omitempty" doc:"requests a second to the Fly API, all apps together"`
}
