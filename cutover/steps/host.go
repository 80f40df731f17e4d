package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/dns"
	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// unknownTTL is what a resolver may at worst keep by common practice: a day.
// It is used only in steps that are blocked until the records are known.
const unknownTTL = 86400

// A route is a host with all that its steps need.
type hostRoute struct {
	spec.Host
	zone    dns.Zone
	today   []spec.Record // its A, AAAA and CNAME records
	ttl     int           // today's
	low     int           // around the switch
	path    string
	http    bool
	blocked string
	app     *spec.App
	wave    int
}

func (m *maker) routeOf(h spec.Host) hostRoute {
	r := hostRoute{Host: h, zone: m.zoneOf(h), today: addressRecords(h), ttl: TTL(h), low: cmp.Or(m.Decisions.Cutover.TTL, 60), app: m.appOf(h.App)}
	r.path, r.http = healthPath(*r.app), graph.HTTP(*r.app)
	r.wave = m.Graph.Wave(h.App)
	r.blocked = r.zone.Missing()
	if len(r.today) == 0 && r.blocked == "" {
		r.blocked = fmt.Sprintf("today's records of %s are not known: run the DNS probe, or list them in the inventory's DNS facts", h.Name)
	}
	return r
}

func (m *maker) zoneOf(h spec.Host) dns.Zone {
	z := dns.Zone{Name: cmp.Or(h.Zone, parent(h.Name)), Provider: cmp.Or(h.Provider, m.Decisions.DNS.Provider), Project: m.Env.Project}
	for _, d := range m.Decisions.DNS.Zones {
		if d.Name == z.Name {
			z.Provider, z.ID, z.Project = cmp.Or(d.Provider, z.Provider), d.ID, cmp.Or(d.Project, z.Project)
		}
	}
	return z
}

// parent guesses a zone from a name for wording only: commands need the
// decided one.
func parent(name string) string {
	labels := strings.Split(strings.TrimPrefix(name, "*."), ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}

func addressRecords(h spec.Host) []spec.Record {
	return slices.DeleteFunc(slices.Clone(h.Records), func(r spec.Record) bool {
		return strings.TrimSuffix(r.Name, ".") != h.Name || r.Type != "A" && r.Type != "AAAA" && r.Type != "CNAME"
	})
}

// TTL is the highest TTL of a host's addresses today.
func TTL(h spec.Host) int {
	highest := 0
	for _, r := range addressRecords(h) {
		highest = max(highest, r.TTL)
	}
	return cmp.Or(highest, unknownTTL)
}

// IPv6 says whether clients may reach the host on Fly by IPv6.
func IPv6(h spec.Host) bool {
	records := addressRecords(h)
	return len(records) == 0 || slices.ContainsFunc(records, func(r spec.Record) bool { return r.Type != "A" })
}

// CAA says whether the zone names authorities and Google's isn't among them.
func CAA(h spec.Host) bool {
	any := false
	for _, r := range h.Records {
		if r.Type != "CAA" {
			continue
		}
		any = true
		if slices.ContainsFunc(r.Values, func(v string) bool { return strings.Contains(v, "pki.goog") }) {
			return false
		}
	}
	return any
}

func healthPath(a spec.App) string {
	for _, p := range a.Processes {
		for _, e := range p.Edges {
			if e.Health.Path != "" {
				return e.Health.Path
			}
		}
	}
	return "/"
}

// asked is the name to request: a wildcard needs one that it covers.
func (r hostRoute) asked() string { return strings.Replace(r.Name, "*", "fly2k8s-check", 1) }

func (m *maker) host(h spec.Host) {
	r := m.routeOf(h)
	m.save(r)
	m.authorise(r)
	m.caa(r)
	m.certificate(r)
	if !r.Proxied {
		m.lowerTTL(r)
	}
	m.test(r)
	if r.Proxied {
		m.origin(r)
	} else {
		m.records(r)
	}
}

// withTTL are records with another TTL.
func withTTL(records []spec.Record, ttl int) []spec.Record {
	out := slices.Clone(records)
	for i := range out {
		out[i].TTL = ttl
	}
	return out
}

func (r hostRoute) effect(v plan.Verb, arg string) plan.Effect { return plan.Do(v, r.Name, arg) }

func (r hostRoute) lowTTL() string { return strconv.Itoa(r.low) }
