package workflows

import "strings"

// A workflow is a GitHub workflow: the part of its syntax that is written here.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
type workflow struct {
	Name        string
	On          pairs
	Permissions pairs
	Concurrency concurrency
	Jobs        pairs
	head        string // the comment above it all
}

func (w workflow) pairs() pairs {
	return pairs{{"name", w.Name}, {"on", w.On}, {"permissions", w.Permissions}, {"concurrency", w.Concurrency.pairs()}, {"jobs", w.Jobs}}
}

type job struct {
	Name        string
	Needs       []string
	If          string
	RunsOn      string
	Timeout     int
	Environment string
	Permissions pairs
	Outputs     pairs
	Env         pairs
	Steps       []step
}

func (j job) pairs() pairs {
	return pairs{
		{"name", j.Name}, {"needs", inline(j.Needs)}, {"if", j.If}, {"runs-on", j.RunsOn}, {"timeout-minutes", j.Timeout},
		{"environment", j.Environment}, {"permissions", j.Permissions},
		{"outputs", j.Outputs}, {"env", j.Env}, {"steps", j.Steps},
	}.filled()
}

// concurrency lets one run of a group at a time go on, and the newest wait.
type concurrency struct {
	Group  string
	Cancel any // a bool, or an expression
}

// oneByOne has commits arrive in their order: a slow build can't overtake, and
// undo, what came after it.
func oneByOne(group string) concurrency { return concurrency{group, false} }

func (c concurrency) pairs() pairs {
	return pairs{{"group", c.Group}, {"cancel-in-progress", c.Cancel}}
}

// A step uses an action or runs a script.
type step struct {
	Name string
	ID   string
	If   string
	Uses *action
	With pairs
	Env  pairs
	Run  string
}

func (s step) pairs() pairs {
	return pairs{{"name", s.Name}, {"id", s.ID}, {"if", s.If}, {"uses", s.Uses}, {"with", s.With}, {"env", s.Env}, {"run", s.Run}}.filled()
}

// pairs is a mapping in the order in which it was written.
type pairs []pair

type pair struct {
	key   string
	value any // what node knows
}

// filled leaves out what nobody set.
func (p pairs) filled() pairs {
	var out pairs
	for _, one := range p {
		if !empty(one.value) {
			out = append(out, one)
		}
	}
	return out
}

func empty(value any) bool {
	switch v := value.(type) {
	case string:
		return v == ""
	case pairs:
		return len(v) == 0
	case inline:
		return len(v) == 0
	case *action:
		return v == nil
	}
	return false
}

// inline is a list on its key's line.
type inline []string

// An action is pinned by its commit; the version is for people and for the bots
// that keep pins fresh.
type action struct{ name, commit, version string }

// literal is somebody's value as GitHub reads it back: an expression in it stays
// text.
func literal(value string) string { return strings.ReplaceAll(value, "${{", "${{ '${{' }}") }
