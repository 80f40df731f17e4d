package translate

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// hosts are the names that a person decided, those with a certificate on Fly, and
// each app's fly.dev name.
func (c *company) hosts() {
	for i := range c.candidates {
		for _, name := range c.candidates[i].hosts {
			c.decidedHost(&c.candidates[i], name)
		}
	}
	for i := range c.candidates {
		m := &c.candidates[i]
		if m.live == nil {
			continue
		}
		for _, cert := range m.live.Certificates.Items {
			c.host(m, cert)
		}
		c.flyDev(m)
	}
	c.unreachable()
	slices.SortFunc(c.out.Hosts, func(a, b spec.Host) int { return cmp.Compare(a.Name, b.Name) })
}

// decidedHost is a name that only fly2k8s.yaml knows so far.
func (c *company) decidedHost(m *candidate, name string) {
	h := c.named(m, name)
	c.attach(m, &h, report.Source{App: m.flyApp, File: decisions.File, Key: "hosts." + h.Name})
}

// host is a name with a certificate. One that was decided for the same app is
// the same host, and the certificate tells more of it.
func (c *company) host(m *candidate, cert inventory.Certificate) {
	h := c.named(m, cert.Hostname)
	h.Status, h.CustomCert = cert.Status, cert.HasCustomCertificate
	h.Proxied = h.Proxied || proxied(cert)
	h.FlyTargets = targets(h.Name, cert)
	from := report.Source{App: m.flyApp, File: inventoryFile(m.flyApp), Key: "certificates." + cert.Hostname}
	c.attach(m, &h, from)
	if h.CustomCert {
		f := report.Of(report.RuleCustomCertificate, report.Changed, from, "a certificate of your own on Fly; Google issues a managed one")
		f.Env = m.env
		c.add(f)
	}
}

// named is what is known of a host by its name and the DNS.
func (c *company) named(m *candidate, host string) spec.Host {
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	h := spec.Host{Name: name, Env: m.env, App: m.name, FlyApp: m.flyApp, Wildcard: strings.HasPrefix(name, "*.")}
	h.Zone = zoneOf(name)
	h.Apex, h.Provider = name == h.Zone, c.provider(h.Zone)
	c.records(&h)
	return h
}

// flyDev lists the app's own name on Fly, which can't move.
func (c *company) flyDev(m *candidate) {
	if !slices.ContainsFunc(m.live.Addresses.Items, func(a inventory.Address) bool { return !a.Flycast() && !a.Egress }) {
		return
	}
	name := cmp.Or(m.live.Hostname, m.flyApp+".fly.dev")
	c.out.Hosts = append(c.out.Hosts, spec.Host{Name: name, Env: m.env, App: m.name, FlyApp: m.flyApp, FlyDev: true})
	f := report.Of(report.RuleFlyDevHost, report.Dropped, report.Source{App: m.flyApp, File: inventoryFile(m.flyApp), Key: "hostname"},
		name+" belongs to Fly: callers that use it must learn another name")
	f.Env = m.env
	c.add(f)
}

// zoneOf is the registrable domain, which is the zone unless a person says
// otherwise.
func zoneOf(host string) string {
	zone, err := publicsuffix.EffectiveTLDPlusOne(strings.TrimPrefix(host, "*."))
	if err != nil {
		return strings.TrimPrefix(host, "*.")
	}
	return zone
}

func (c *company) provider(zone string) string {
	for _, z := range c.decided.DNS.Zones {
		if z.Name == zone && z.Provider != "" {
			return z.Provider
		}
	}
	return c.decided.DNS.Provider
}

// records are what the DNS says today, as far as a probe asked: those of the
// name itself, and the ones beside it that certificates rest on.
func (c *company) records(h *spec.Host) {
	for _, z := range c.zones {
		if z.Name != h.Zone {
			continue
		}
		for _, r := range z.Records {
			switch {
			case r.Name == h.Name:
				h.Proxied = h.Proxied || r.Proxied
			case r.Name == "_acme-challenge."+h.Name, r.Name == "_fly-ownership."+h.Name, r.Name == z.Name && r.Type == "CAA":
			default:
				continue
			}
			h.Records = append(h.Records, spec.Record{Name: r.Name, Type: r.Type, TTL: r.TTL, Values: r.Values})
		}
	}
}

// proxied says whether Fly saw Cloudflare's addresses instead of its own.
func proxied(cert inventory.Certificate) bool {
	return strings.EqualFold(cert.DNSProvider, "cloudflare") && !cert.Configured && cert.Status == "active"
}

// targets is where Fly wants the name to point, from the certificate's detail.
func targets(name string, cert inventory.Certificate) []spec.Record {
	if cert.Detail.Value == nil {
		return nil
	}
	need := cert.Detail.Value.DNSRequirements
	var out []spec.Record
	add := func(kind string, values ...string) {
		if len(values) > 0 && values[0] != "" {
			out = append(out, spec.Record{Name: name, Type: kind, Values: values})
		}
	}
	add("A", need.A...)
	add("AAAA", need.AAAA...)
	add("CNAME", need.CNAME)
	if need.ACMEChallenge.Name != "" {
		out = append(out, spec.Record{Name: need.ACMEChallenge.Name, Type: "CNAME", Values: []string{need.ACMEChallenge.Target}})
	}
	if need.Ownership.Name != "" {
		out = append(out, spec.Record{Name: need.Ownership.Name, Type: "TXT", Values: []string{need.Ownership.AppValue}})
	}
	return out
}
