// Package decisions reads and writes fly2k8s.yaml: what a person decided where
// Fly and GKE differ. Every field has a `doc` tag, which is the comment that
// `fly2k8s init` writes beside it and the description in the JSON Schema.
package decisions

// File is the name of the decisions file.
const File = "fly2k8s.yaml"

// Version is the version of the shape below.
const Version = 1

// Decisions is fly2k8s.yaml. A field that is left out takes the value that
// fly2k8s infers, and the report says so.
type Decisions struct {
	Version      int           `yaml:"version" doc:"the version of this file's shape"`
	Org          string        `yaml:"org,omitempty" doc:"the Fly organisation's slug"`
	Environments []Environment `yaml:"environments,omitempty" doc:"the places to run, production first; what one leaves out is the first one's"`
	Apps         []App         `yaml:"apps,omitempty" doc:"one entry per app: which Fly app is which environment of it"`
	Leave        []Leave       `yaml:"leave,omitempty" doc:"Fly apps that do not move, each with a reason"`
	Regions      []Region      `yaml:"regions,omitempty" doc:"Fly region to Google region, where the built-in map is not what you want"`
	Deploy       string        `yaml:"deploy,omitempty" doc:"how changes reach the cluster: kubectl (from CI), argocd or flux" enum:"kubectl,argocd,flux"`
	Secrets      Secrets       `yaml:"secrets,omitempty" doc:"where secret values live"`
	Network      Network       `yaml:"network,omitempty" doc:"who may talk to whom"`
	Edge         Edge          `yaml:"edge,omitempty" doc:"what the load balancer does beyond routing"`
	Scaling      Scaling       `yaml:"scaling,omitempty" doc:"what stands in for machines that stop and start"`
	NodePools    NodePools     `yaml:"nodepools,omitempty" doc:"the nodes below it all"`
	Databases    []Database    `yaml:"databases,omitempty" doc:"what becomes of each database"`
	Caches       []Cache       `yaml:"caches,omitempty" doc:"what becomes of each Redis"`
	Buckets      []Bucket      `yaml:"buckets,omitempty" doc:"what becomes of each object store"`
	Access       Access        `yaml:"access,omitempty" doc:"who may do what"`
	CI           CI            `yaml:"ci,omitempty" doc:"where code lives and is built"`
	DNS          DNS           `yaml:"dns,omitempty" doc:"who answers for the host names"`
	Cutover      Cutover       `yaml:"cutover,omitempty" doc:"the day itself"`
	Inventory    Inventory     `yaml:"inventory,omitempty" doc:"how hard the Fly API may be asked"`
	Accept       []Accept      `yaml:"accept,omitempty" doc:"rules whose consequence you accept, each with a reason; they stay in the report, marked"`
}

// An Environment is a place to run.
type Environment struct {
	Name      string  `yaml:"name" doc:"production, staging, preview or a name of your own"`
	Project   string  `yaml:"project,omitempty" doc:"the Google Cloud project's id"`
	Cluster   string  `yaml:"cluster,omitempty" doc:"the GKE cluster's name"`
	Region    string  `yaml:"region,omitempty" doc:"the Google region, from the primary region of most apps"`
	Domain    string  `yaml:"domain,omitempty" doc:"the domain that its host names end in; previews get pr-123.preview.DOMAIN"`
	Registry  string  `yaml:"registry,omitempty" doc:"the Artifact Registry repository that CI pushes to"`
	Network   *VPC    `yaml:"network,omitempty" doc:"the VPC that the cluster stands in"`
	Overrides []Value `yaml:"env,omitempty" doc:"plain variables that every app gets in this environment, on top of its own"`
}

// A VPC is a Google network, new or existing.
type VPC struct {
	Name     string   `yaml:"name,omitempty" doc:"the network's name"`
	Existing bool     `yaml:"existing,omitempty" doc:"true: it is there already, and its ranges below are only read"`
	Nodes    string   `yaml:"nodes,omitempty" doc:"CIDR of the nodes"`
	Pods     string   `yaml:"pods,omitempty" doc:"CIDR of the pods"`
	Services string   `yaml:"services,omitempty" doc:"CIDR of the Services"`
	Private  string   `yaml:"private,omitempty" doc:"CIDR of private services access (Cloud SQL, Memorystore)"`
	Peers    []string `yaml:"peers,omitempty" doc:"VPCs to peer with, as projects/PROJECT/global/networks/NAME"`
}

// An App says which Fly apps and files are which environment of one app.
type App struct {
	Name         string        `yaml:"name" doc:"the app's name on GKE, a DNS label"`
	Source       string        `yaml:"source,omitempty" doc:"its folder below the folder given with -s"`
	Environments []Member      `yaml:"environments,omitempty" doc:"its Fly app and file in each environment"`
	Truth        string        `yaml:"truth,omitempty" doc:"what wins where a machine differs from the file: live (what runs) or file" enum:"live,file"`
	Scaling      *Scaling      `yaml:"scaling,omitempty" doc:"overrides the scaling section for this app"`
	KeepAlive    string        `yaml:"keepAlive,omitempty" doc:"the app's keep-alive is above 600 s: set (we did), or the variable to set as NAME=VALUE"`
	Timeout      int           `yaml:"timeout,omitempty" doc:"seconds that one request may take at the load balancer; 86400 for websockets"`
	Affinity     string        `yaml:"affinity,omitempty" doc:"what keeps a client on one copy, where its state lives there: cookie or ip" enum:"cookie,ip"`
	GRPC         string        `yaml:"grpc,omitempty" doc:"it speaks gRPC: health (and answers grpc.health.v1), no-health, or none" enum:"health,no-health,none"`
	Peers        *bool         `yaml:"peers,omitempty" doc:"true: callers of its .internal name get the address of every copy, as on Fly; false: one address that spreads them"`
	Latency      float64       `yaml:"latency,omitempty" doc:"mean seconds of one request, which turns Fly's soft_limit into requests per second"`
	User         *int64        `yaml:"user,omitempty" doc:"the numeric user id of the image, where the Dockerfile has only a name"`
	Statics      string        `yaml:"statics,omitempty" doc:"who serves [[statics]] on GKE: app (it serves them itself) or bucket" enum:"app,bucket"`
	Volumes      []VolumePlan  `yaml:"volumes,omitempty" doc:"what becomes of the data of each volume"`
	Strategy     string        `yaml:"strategy,omitempty" doc:"how a version replaces the last one: rolling or surge (a full second set first)" enum:"rolling,surge"`
	Env          []Value       `yaml:"env,omitempty" doc:"plain variables that replace or add to the app's own"`
	SecretPlans  []SecretPlan  `yaml:"secrets,omitempty" doc:"secrets whose class was inferred wrong"`
	Groups       []GroupPlan   `yaml:"groups,omitempty" doc:"process groups whose kind, size or count you decide yourself"`
	Calls        []string      `yaml:"calls,omitempty" doc:"Fly apps that it calls privately, beyond those that its variables and its code name"`
	Schedules    []ScheduleFor `yaml:"schedules,omitempty" doc:"times of scheduled machines, which on Fly have none"`
}

// A Member is one environment of an App.
type Member struct {
	Env       string   `yaml:"env" doc:"an environment's name"`
	Fly       string   `yaml:"fly,omitempty" doc:"the Fly app"`
	Config    string   `yaml:"config,omitempty" doc:"its fly.toml, below source"`
	Namespace string   `yaml:"namespace,omitempty" doc:"its namespace; the Fly app's name by default"`
	Hosts     []string `yaml:"hosts,omitempty" doc:"host names that lead to it, beside those with a certificate on Fly"`
}

// A VolumePlan says what becomes of a volume's data.
type VolumePlan struct {
	Name string `yaml:"name" doc:"the volume's name in fly.toml"`
	Data string `yaml:"data,omitempty" doc:"copy (a file tree), sqlite (through its backup API), litefs (through its export, to one copy) or discard (a cache)" enum:"copy,sqlite,litefs,discard"`
	GiB  int    `yaml:"gib,omitempty" doc:"the size on GKE; the size on Fly by default"`
}

// A SecretPlan corrects the class of a secret.
type SecretPlan struct {
	Name  string `yaml:"name" doc:"the secret's name"`
	Class string `yaml:"class" doc:"copy, rewrite, regenerate or drop" enum:"copy,rewrite,regenerate,drop"`
}

// A GroupPlan fixes what a process group gets.
type GroupPlan struct {
	Name      string `yaml:"name" doc:"the process group"`
	Kind      string `yaml:"kind,omitempty" doc:"what a group without services and volumes becomes: job (each deploy starts it, and it ends by itself) or deployment (whatever ends is started again)" enum:"job,deployment"`
	Min       *int   `yaml:"min,omitempty" doc:"copies at least"`
	Max       *int   `yaml:"max,omitempty" doc:"copies at most"`
	CPUMilli  int    `yaml:"cpuMilli,omitempty" doc:"CPU request in thousandths of a core"`
	MemoryMiB int    `yaml:"memoryMiB,omitempty" doc:"memory request and limit"`
}

// A ScheduleFor fixes the time of a scheduled machine.
type ScheduleFor struct {
	Machine string `yaml:"machine" doc:"the machine's name or id"`
	Cron    string `yaml:"cron,omitempty" doc:"when it runs, UTC"`
	Name    string `yaml:"name,omitempty" doc:"what to call it"`
}

// A Value is a plain variable.
type Value struct {
	Name  string `yaml:"name" doc:"the variable's name"`
	Value string `yaml:"value" doc:"its value; never a secret"`
}

// A Leave is a Fly app that does not move.
type Leave struct {
	App    string `yaml:"app" doc:"the Fly app"`
	Reason string `yaml:"reason" doc:"why it does not move"`
}

// A Region maps one of Fly's codes to Google's.
type Region struct {
	Fly    string `yaml:"fly" doc:"Fly's code"`
	Google string `yaml:"google" doc:"Google's region"`
}

// Accept marks the findings of one rule as known.
type Accept struct {
	Rule   string `yaml:"rule" doc:"the rule's code or name"`
	App    string `yaml:"app,omitempty" doc:"only for this app; all of them when left out"`
	Reason string `yaml:"reason" doc:"why that is all right; stands in the report"`
}
