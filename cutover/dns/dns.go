// Package dns turns a change of DNS records into the commands of whoever
// answers for the zone: Cloud DNS, Cloudflare, Route 53, or a person.
//
// A change set is applied in one go where the provider can, so that no resolver
// sees a name without an address in between.
package dns

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// NewIP and NewIPv6 stand for the new addresses in a record. In commands they
// are the shell variables new_ip and new_ip6, which the caller sets before.
const (
	NewIP   = "$new_ip"
	NewIPv6 = "$new_ip6"
)

// A Zone is where a host's records live.
type Zone struct {
	Name     string // acme.example
	Provider string // cloud-dns, cloudflare, route53 or by-hand
	ID       string // the provider's own id
	Project  string // Google project, with cloud-dns
}

// A Change replaces record sets by others.
type Change struct {
	Remove, Add []spec.Record
	Proxied     bool // with cloudflare: its proxy answers
}

// Back is the change that takes this one back.
func (c Change) Back() Change { return Change{Remove: c.Add, Add: c.Remove, Proxied: c.Proxied} }

// Command applies a change.
func (z Zone) Command(c Change) string {
	switch z.Provider {
	case "cloud-dns":
		return z.cloudDNS(c)
	case "cloudflare":
		return z.cloudflare(c)
	case "route53":
		return z.route53(c)
	}
	return z.byHand(c)
}

// Missing is what a person must still decide before commands can work; empty
// when nothing.
func (z Zone) Missing() string {
	switch {
	case z.Provider == "":
		return fmt.Sprintf("who answers for %s is not known: set dns.provider in fly2k8s.yaml", z.Name)
	case z.Provider != "by-hand" && z.ID == "":
		return fmt.Sprintf("the id of zone %s at %s is not known: set dns.zones[].id in fly2k8s.yaml", z.Name, z.Provider)
	}
	return ""
}

// Shown asks the zone's own servers what they answer for a name.
func (z Zone) Shown(name, kind string) string {
	return fmt.Sprintf("ns=\"$(dig +short NS %s | head -n 1)\"\ndig +noall +answer @\"$ns\" %s %s", shell.Quote(z.Name), shell.Quote(name), kind)
}

// value is a record's value as a shell word.
func value(v string) string {
	switch v {
	case NewIP, NewIPv6:
		return `"` + v + `"`
	}
	return shell.Quote(v)
}

func dotted(name string) string { return strings.TrimSuffix(name, ".") + "." }

// target is a record's value as DNS wants it: names end in a dot.
func target(r spec.Record, v string) string {
	if r.Type == "CNAME" {
		return dotted(v)
	}
	return v
}

func ttl(r spec.Record) int { return cmp.Or(r.TTL, 300) }
