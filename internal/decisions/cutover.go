package decisions

// Cutover is the day itself.
type Cutover struct {
	Window    string   `yaml:"window,omitempty" doc:"how long writes may stand still, as 45m or 2h"`
	Day       string   `yaml:"day,omitempty" doc:"the planned day, 2026-03-01; only used to word the long-lead steps"`
	Owners    []Owner  `yaml:"owners,omitempty" doc:"who carries which role on the day"`
	Partners  []string `yaml:"partners,omitempty" doc:"third parties that have Fly's outbound addresses on a list"`
	Webhooks  []string `yaml:"webhooks,omitempty" doc:"services that call us, as host/path"`
	Rehearsed []Timing `yaml:"rehearsed,omitempty" doc:"times measured in a rehearsal, by step id"`
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
