package flytoml

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// ServiceCheck is one check of a service: it gates routing and nothing else.
type ServiceCheck struct {
	Field string
	Type  string // tcp or http
	Probe
}

// Check is one of [checks]: shown to people, without an effect on routing.
type Check struct {
	Field string
	Name  string
	// Type is http or tcp; nil or anything else fails the group.
	Type *string
	// Port is nil when it comes from the group's [http_service].
	Port *int
	Probe
	Processes []string // empty: the default group
}

// Probe is how a check asks. The parts from Method on are for http alone.
type Probe struct {
	Interval      *time.Duration
	Timeout       *time.Duration
	GracePeriod   *time.Duration
	Method        *string
	Path          *string
	Protocol      *string
	TLSSkipVerify *bool
	TLSServerName *string
	Headers       []Header // by name
}

// MachineCheck is one of machine_checks: a machine that flyctl starts during a
// deploy to test a new one. Nothing of it is left at rest.
type MachineCheck struct {
	Field       string
	Command     []string
	Image       string
	Entrypoint  []string
	KillSignal  *string
	KillTimeout *time.Duration
}

// groupChecks fills in what flyctl does: the port of the group's http_service
// and the upper-case method.
func (c *Config) groupChecks(is membership) ([]Check, error) {
	checks := only(c.Checks, is, func(k Check) []string { return k.Processes })
	for i := range checks {
		k := &checks[i]
		if k.Type == nil || (*k.Type != "http" && *k.Type != "tcp") {
			return nil, fmt.Errorf("read check %s: its type is neither http nor tcp", k.Name)
		}
		if k.Method != nil {
			upper := strings.ToUpper(*k.Method)
			k.Method = &upper
		}
		if k.Port != nil {
			continue
		}
		if c.HTTPService == nil || !is.of(c.HTTPService.Processes) {
			return nil, fmt.Errorf("read check %s: it has no port, and the group no http_service to take it from", k.Name)
		}
		k.Port = &c.HTTPService.InternalPort
	}
	return checks, nil
}

// checks takes [checks.NAME], or [[checks]] with a name inside.
func (r *reader) checks(t table) []Check {
	if r.known != nil {
		r.check(table{r: r, field: "checks.*"}, "")
		return nil
	}
	var all []Check
	n := t.exact("checks")
	if n != nil && n.shape == list {
		all = r.checkList(t, n)
	} else if n != nil && n.shape != dict {
		r.problem(n, "a table")
	} else {
		for _, c := range t.named("checks") {
			if c.shape != dict {
				r.problem(c, "a table")
				continue
			}
			all = append(all, r.check(table{r: r, n: c, field: c.field, strict: n == nil}, c.key))
		}
	}
	slices.SortFunc(all, func(a, b Check) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// checkList lets the later of two checks with one name hold.
func (r *reader) checkList(t table, n *node) []Check {
	n.field = "checks"
	r.quirk(n, LegacyForm, "flyctl reads each as [checks.NAME]")
	var all []Check
	for _, item := range n.children {
		name := item.member("name")
		if item.shape != dict || name == nil {
			r.problem(item, "a table with a name")
			continue
		}
		text, ok := name.value.(string)
		if !ok {
			r.problem(name, "a string")
			continue
		}
		item.field = "checks." + segment(text)
		name.field = item.field
		all = slices.DeleteFunc(all, func(c Check) bool { return c.Name == text })
		all = append(all, r.check(table{r: r, n: item, field: item.field}, text))
	}
	return all
}

func (r *reader) check(t table, name string) Check {
	return Check{
		Field:     t.field,
		Name:      name,
		Type:      t.optString("type"),
		Port:      t.optInt("port"),
		Probe:     t.probe("http"),
		Processes: t.strings("processes"),
	}
}

// probe reads what a check of that type has.
func (t table) probe(kind string) Probe {
	p := Probe{
		Interval:    t.looseDuration("interval", time.Millisecond),
		Timeout:     t.looseDuration("timeout", time.Millisecond),
		GracePeriod: t.looseDuration("grace_period", time.Millisecond),
	}
	if kind == "tcp" {
		return p
	}
	p.Method = t.optString("method")
	p.Path = t.optString("path")
	p.Protocol = t.optString("protocol")
	p.TLSSkipVerify = t.optBool("tls_skip_verify")
	p.TLSServerName = t.optString("tls_server_name")
	p.Headers = t.anyHeaders()
	return p
}

func (r *reader) machineChecks(t table) []MachineCheck {
	var all []MachineCheck
	for _, c := range t.tables("machine_checks") {
		all = append(all, MachineCheck{
			Field:       c.field,
			Command:     c.strings("command"),
			Image:       c.string("image"),
			Entrypoint:  c.strings("entrypoint"),
			KillSignal:  c.optString("kill_signal"),
			KillTimeout: c.duration("kill_timeout"),
		})
	}
	return all
}
