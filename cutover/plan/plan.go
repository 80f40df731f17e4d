// Package plan says what a cutover plan is: ordered steps, the world that they
// start from, and what they change in it. It reads and writes cutover/plan.yaml.
//
// A step's commands are for people; its effects say the same to the simulator.
// A write domain is something that holds data (a database, a Redis with state,
// a bucket, a volume) together with everything that writes to it. A wave is a
// set of apps that move together. T0 is the start of the window.
package plan

// Version is the version of plan.yaml's shape.
const Version = 1

// A Plan is one environment's move, or its rehearsal.
type Plan struct {
	Version   int          `yaml:"version"`
	Org       string       `yaml:"org"`
	Env       string       `yaml:"env"`
	Rehearsal bool         `yaml:"rehearsal,omitempty"`
	Day       string       `yaml:"day,omitempty"`
	Budget    Budget       `yaml:"budget"`
	Open      []Open       `yaml:"before_you_start,omitempty"`
	Facts     Summary      `yaml:"summary"`
	Waves     []Wave       `yaml:"waves"`
	Graph     []Edge       `yaml:"graph,omitempty"`
	Early     []Early      `yaml:"could_go_early,omitempty"`
	Single    []SideEffect `yaml:"single_active,omitempty"`
	World     World        `yaml:"world"`
	Steps     []Step       `yaml:"steps"`
}

// A Phase is a stage of the move.
type Phase string

// The phases, in their order. Verify of one wave comes before freeze of the next.
const (
	Prepare Phase = "prepare"
	Copy    Phase = "copy"
	Freeze  Phase = "freeze"
	Switch  Phase = "switch"
	Verify  Phase = "verify"
	Retire  Phase = "retire"
)

// Phases are all of them, in order.
func Phases() []Phase { return []Phase{Prepare, Copy, Freeze, Switch, Verify, Retire} }

// A Step is one thing that one role does.
type Step struct {
	ID       string   `yaml:"id"`
	Phase    Phase    `yaml:"phase"`
	Wave     int      `yaml:"wave,omitempty"` // 0: not of one wave
	Title    string   `yaml:"title"`
	Owner    string   `yaml:"owner"`           // a role: lead, database, dns, apps or comms
	Where    string   `yaml:"where,omitempty"` // where commands run; empty: any shell with the tools
	After    []string `yaml:"after,omitempty"`
	Blocked  string   `yaml:"blocked,omitempty"` // the missing fact or decision; empty: none
	Notes    []string `yaml:"notes,omitempty"`
	Precheck []string `yaml:"precheck,omitempty"`
	Commands []string `yaml:"commands,omitempty"`
	Verify   []Check  `yaml:"verify,omitempty"`
	Undo     Undo     `yaml:"undo"`
	Timeout  int      `yaml:"timeout"` // seconds; then the step counts as failed
	Estimate Estimate `yaml:"estimate"`
	Waits    bool     `yaml:"waits,omitempty"`        // nobody is busy while it lasts
	Lead     int      `yaml:"lead_hours,omitempty"`   // start at the latest this long before T0
	Latest   int      `yaml:"latest_start,omitempty"` // hours before T0, from this lead and those of what follows
	Gate     string   `yaml:"gate,omitempty"`         // what must be true before anybody goes on
	People   int      `yaml:"people,omitempty"`       // 2: a second person confirms
	NoReturn []string `yaml:"no_return,omitempty"`    // write domains and apps with no way back to Fly once it is done
	Effects  []Effect `yaml:"effects,omitempty"`
}

// A Check is a command and what it must say.
type Check struct {
	Run    string `yaml:"run"`
	Expect string `yaml:"expect"`
}

// Undo takes a step back, whether it was done whole or in part.
type Undo struct {
	Say      string   `yaml:"say,omitempty"` // instead of commands, or beside them
	Commands []string `yaml:"commands,omitempty"`
	Effects  []Effect `yaml:"effects,omitempty"`
	// Redo are steps whose work is worthless after this undo. They must be
	// undone too before the plan goes forward again.
	Redo []string `yaml:"redo,omitempty"`
}

// An Estimate is how long a step takes and why we think so.
type Estimate struct {
	Seconds int    `yaml:"seconds"`
	From    string `yaml:"from"`
}
