package plan

// A Budget is the time that the night takes, beside the time it may take.
type Budget struct {
	Window   int        `yaml:"window"`                  // seconds that fly2k8s.yaml allows; 0: not decided
	Needs    int        `yaml:"needs"`                   // seconds from T0 to the last step of the night
	Critical []string   `yaml:"critical_path,omitempty"` // the steps that make up Needs
	Down     []Downtime `yaml:"downtime,omitempty"`
	Night    []Slot     `yaml:"night,omitempty"`
}

// A Downtime is how long nothing can be written to a domain.
type Downtime struct {
	Domain  string `yaml:"domain"`
	From    int    `yaml:"from"` // seconds after T0
	Seconds int    `yaml:"seconds"`
}

// A Slot is when a step of the night runs if everything goes as estimated.
type Slot struct {
	Step  string `yaml:"step"`
	Start int    `yaml:"start"` // seconds after T0
	End   int    `yaml:"end"`
}

// An Open is something to settle before the first step.
type Open struct {
	Severity string `yaml:"severity"` // blocker, warning or note
	Code     string `yaml:"code,omitempty"`
	Why      string `yaml:"why"`
	Do       string `yaml:"do,omitempty"`
}

// A Wave is a set of apps and domains that move together.
type Wave struct {
	Number  int      `yaml:"number"`
	Night   bool     `yaml:"night,omitempty"` // it freezes writes, so it belongs into the window
	Apps    []string `yaml:"apps,omitempty"`
	Domains []string `yaml:"domains,omitempty"`
	Hosts   []string `yaml:"hosts,omitempty"`
	Why     string   `yaml:"why"`
	Cycle   []string `yaml:"cycle,omitempty"` // apps that call each other in a circle
}

// An Edge of the dependency graph: From needs To.
type Edge struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
	Kind string `yaml:"kind"` // calls, writes, reads, serves, runs or asks
	Why  string `yaml:"why,omitempty"`
}

// An Early is an app that could move before its data, over the bridge.
type Early struct {
	App   string   `yaml:"app"`
	Needs []string `yaml:"needs"` // what it would reach over the bridge
	Cost  string   `yaml:"cost"`
	Taken bool     `yaml:"taken,omitempty"` // decided in fly2k8s.yaml
}

// A SideEffect is something that must happen on one side only.
type SideEffect struct {
	What   string `yaml:"what"`
	Before string `yaml:"before"` // which side, before the switch
	During string `yaml:"during"` // while writes stand still
	After  string `yaml:"after"`
	Step   string `yaml:"step"` // that moves it
}

// A Summary is what those who sign need, beside the steps.
type Summary struct {
	Fly    []string `yaml:"runs_on_fly,omitempty"`
	Cost   []string `yaml:"cost_of_both,omitempty"`
	Data   []string `yaml:"where_data_lives,omitempty"`
	Access []string `yaml:"access,omitempty"`
	Leaves []string `yaml:"does_not_move,omitempty"`
	FlyDev []string `yaml:"fly_dev_names,omitempty"`
	Roles  []Role   `yaml:"roles,omitempty"`
}

// A Role is who does what.
type Role struct {
	Role string `yaml:"role"`
	Name string `yaml:"name"`
}
