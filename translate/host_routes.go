package translate

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// attach gives the host to the process that the internet reaches, unless it leads
// elsewhere already.
func (c *company) attach(m *candidate, h *spec.Host, from report.Source) {
	if i := slices.IndexFunc(c.out.Hosts, func(o spec.Host) bool { return o.Name == h.Name && c.together(o.Env, h.Env) }); i >= 0 {
		c.again(m, h, &c.out.Hosts[i], from)
		return
	}
	if !routable(h.Name) {
		c.tell(m, report.Of(report.RuleHostRefused, report.Undecided, from, "the gateway takes no such name, so nothing leads to the app by it"))
		return
	}
	p, edge := c.entry(m)
	if edge == nil {
		c.out.Hosts = append(c.out.Hosts, *h)
		c.tell(m, report.Of(report.RuleHostWithoutService, report.Undecided, from, "no process of the app serves HTTP, so the host would lead nowhere"))
		return
	}
	h.Process = p.Name
	edge.Hosts = append(edge.Hosts, h.Name)
	if edge.Health.Host == "" && !h.Wildcard {
		edge.Health.Host = h.Name
	}
	c.out.Hosts = append(c.out.Hosts, *h)
	c.tell(m, report.Finding{Outcome: report.Carried, From: from, Spec: spec.ProcessPath(p.Name, "edge."+edge.Port+".hosts")})
}

// again is a host that leads somewhere already. For the same app the certificate
// adds what it knows; two apps can't share a host behind one load balancer.
func (c *company) again(m *candidate, h, first *spec.Host, from report.Source) {
	if first.App != h.App || first.Env != h.Env {
		outcome := report.Undecided
		if first.Status == "" { // no certificate: it was decided
			outcome = report.Changed
		}
		c.tell(m, report.Of(report.RuleHostRefused, outcome, from, "it leads to "+cmp.Or(first.FlyApp, first.App)+" already, and one load balancer has one route for a host"))
		return
	}
	h.Process = first.Process
	*first = *h
	c.tell(m, report.Finding{Outcome: report.Carried, From: from})
}

func (c *company) tell(m *candidate, f report.Finding) {
	f.Env = m.env
	c.add(f)
}

// together says that two environments share a load balancer: that of a cluster.
func (c *company) together(a, b string) bool {
	cluster := func(name string) [3]string {
		for _, e := range c.out.Environments {
			if e.Name == name {
				return [3]string{e.Project, e.Region, e.Cluster}
			}
		}
		return [3]string{name}
	}
	return cluster(a) == cluster(b)
}

// routable says that the Gateway API takes the name: lower case labels without
// underscores, one star at the front at most, and no address.
// https://gateway-api.sigs.k8s.io/reference/api-spec/main/spec/#hostname
func routable(name string) bool {
	_, err := netip.ParseAddr(name)
	return err != nil && len(name) <= 253 && hostName.MatchString(strings.TrimPrefix(name, "*."))
}

// entry is the first process of an app with a route, and that route; nil without
// any.
func (c *company) entry(m *candidate) (*spec.Process, *spec.Edge) {
	app := c.app(m)
	if app == nil {
		return nil, nil
	}
	for i := range app.Processes {
		if p := &app.Processes[i]; len(p.Edges) > 0 {
			return p, &p.Edges[0]
		}
	}
	return nil, nil
}

func (c *company) app(m *candidate) *spec.App {
	for i := range c.out.Apps {
		if a := &c.out.Apps[i]; a.Name == m.name && a.Env == m.env {
			return a
		}
	}
	return nil
}

// unreachable finds routes that no host leads to: nobody on the internet reaches
// what stands behind them.
func (c *company) unreachable() {
	for i := range c.candidates {
		m := &c.candidates[i]
		app := c.app(m)
		_, first := c.entry(m)
		if first == nil {
			continue
		}
		if len(first.Hosts) == 0 {
			c.tell(m, report.Of(report.RuleNoHost, report.Undecided, m.line(), m.reached()))
			continue
		}
		for _, p := range app.Processes {
			for j := range p.Edges {
				if len(p.Edges[j].Hosts) == 0 {
					f := report.Of(report.RuleNoHost, report.Undecided, m.line(), "port "+p.Edges[j].Port+" of group "+p.Name+" serves HTTP as well, and all hosts of the app lead to its first such port")
					f.Do = "make it an app of its own, with hosts of its own; on Fly both got requests of one address"
					f.Spec = spec.ProcessPath(p.Name, "edge."+p.Edges[j].Port)
					c.tell(m, f)
				}
			}
		}
	}
}

// line is where a finding about the candidate as a whole points; a file without
// a name for its app has a first line, too.
func (m candidate) line() report.Source {
	from := m.from()
	if m.file != nil {
		from.Line = max(1, from.Line)
	}
	return from
}

// reached says how an app without a host of its own is reached on Fly.
func (m candidate) reached() string {
	if m.flyApp == "" {
		return "no host name leads to the app"
	}
	return "no host name leads to the app; on Fly it has " + m.flyApp + ".fly.dev, which stays there"
}

// asksForHosts says that init has to ask: HTTP from outside, and no name for it.
func (m candidate) asksForHosts() bool {
	if len(m.hosts) > 0 || insideOnly(m.live) {
		return false
	}
	if m.live != nil && len(m.live.Certificates.Items) > 0 {
		return false
	}
	return m.live != nil && served(m.live) || m.file != nil && m.servesHTTP()
}

func (m candidate) servesHTTP() bool {
	if m.file.Config.HTTPService != nil {
		return true
	}
	for _, s := range m.file.Config.Services {
		if speaksHTTP(&s) {
			return true
		}
	}
	return false
}

// hostsQuestion is what init writes where the answer belongs.
func hostsQuestion(app string) string {
	return "which host names lead to " + app + "? none has a certificate on Fly, so nobody on the internet reaches it yet"
}
