package decisions

// Cutover is the day itself.
type Cutover struct {
	Window    string   `yaml:"window,omitempty" doc:"how long the night may last, from the freeze to the last check, as 45m or 2h"`
	Downtime  string   `yaml:"downtime,omitempty" doc:"how long writes to one database may stand still, as 10m; up to the whole window by default"`
	Windows   []Window `yaml:"windows,omitempty" doc:"windows of other environments than production"`
	Day       string   `yaml:"day,omitempty" doc:"the planned day, 2026-03-01; only used to word the long-lead steps"`
	Owners    []Owner  `yaml:"owners,omitempty" doc:"who carries which role on the day"`
	Early     []string `yaml:"early,omitempty" doc:"apps that move days before their data and reach it over the bridge; each of their queries then crosses it"`
	TTL       int      `yaml:"ttl,omitempty" doc:"seconds that records may be cached around the switch; 60 by default"`
	Partners  []string `yaml:"partners,omitempty" doc:"third parties that have Fly's outbound addresses on a list"`
	Webhooks  []string `yaml:"webhooks,omitempty" doc:"services that call us, as host/path"`
	Rehearsal string   `yaml:"rehearsal,omitempty" doc:"the domain that rehearsals use instead of the real host names: rehearsal.acme.example"`
	Quiet     []Value  `yaml:"quiet,omitempty" doc:"variables that switch side effects (mail, payments) off in a rehearsal"`
	Rehearsed []Timing `yaml:"rehearsed,omitempty" doc:"times measured in a rehearsal, by step id; the rehearsal's own journal is read, too"`
}

// A Window is how long one environment's night may last.
type Window struct {
	Env      string `yaml:"env" doc:"an environment's name"`
	Window   string `yaml:"window" doc:"as 45m or 2h"`
	Downtime string `yaml:"downtime,omitempty" doc:"as 10m"`
}

// An Owner is a person or team for a role.
type Owner struct {
	Role string `yaml:"role" doc:"lead, database, dns, apps or comms" enum:"lead,database,dns,apps,comms"`
	Name string `yaml:"name" doc:"who that is"`
}

// A Timing is a measured step.
type Timing struct {
	Step string `yaml:"step" doc:"the step's id"`
	Took string `yaml:"took" doc:"how long it took, as 12m30s"`
}
