package flytoml

import (
	"fmt"
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

// Header is one header of a check's request.
type Header struct {
	Field string
	Name  string
	Value string
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
