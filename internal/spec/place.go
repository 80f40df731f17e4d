package spec

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
