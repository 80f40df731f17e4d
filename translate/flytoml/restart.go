package flytoml

import (
	"fmt"
)

// Restart is one of [[restart]].
type Restart struct {
	Field     string
	Policy    string // always, never or on-failure
	Retries   int
	Processes []string // empty: the default group
}

// MachinePolicy is the policy in the words of the Machines API: never is no.
func (r *Restart) MachinePolicy() (string, error) {
	switch r.Policy {
	case "always", "on-failure":
		return r.Policy, nil
	case "never":
		return "no", nil
	}
	return "", fmt.Errorf("read restart policy %q: it is none of always, never, on-failure", r.Policy)
}

func (c *Config) groupRestart(is membership) (*Restart, error) {
	var last *Restart
	for i := range c.Restart {
		r := &c.Restart[i]
		if !is.of(r.Processes) {
			continue
		}
		if _, err := r.MachinePolicy(); err != nil {
			return nil, err
		}
		last = r
	}
	return last, nil
}

func (r *reader) restart(t table) []Restart {
	var all []Restart
	for _, s := range t.tables("restart") {
		all = append(all, Restart{
			Field:     s.field,
			Policy:    s.string("policy"),
			Retries:   s.int("retries"),
			Processes: s.strings("processes"),
		})
	}
	return all
}
