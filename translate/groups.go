package translate

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// groups are the Google groups that stand in for Fly's two roles: one for each
// role, and deployers for each app. A decided address wins over the usual name.
func (c *company) groups() {
	access := c.decided.Access
	add := func(role spec.Role, app, usual string) {
		if email := groupEmail(access, role, app, usual); email != "" {
			c.out.Groups = append(c.out.Groups, spec.Group{Role: role, App: app, Email: email})
		}
	}
	add(spec.Admins, "", "gke-admins")
	for _, apps := range byName(c.out.Apps) {
		add(spec.Deployers, apps[0].Name, "gke-"+apps[0].Name+"-deployers")
	}
	add(spec.OnCall, "", "gke-on-call")
	add(spec.Readers, "", "gke-readers")
	add(spec.Billing, "", "gke-billing")
}

// groupEmail is a group's address; empty when nobody decided one and the domain
// is unknown.
func groupEmail(access decisions.Access, role spec.Role, app, usual string) string {
	for _, g := range access.Groups {
		if g.Role == string(role) && g.App == app {
			return g.Email
		}
	}
	if access.Domain == "" {
		return ""
	}
	return usual + "@" + access.Domain
}

// peopleDomain is the domain that most members' addresses have, the first by
// name among equals; empty without members.
func peopleDomain(s *inventory.Snapshot) string {
	if s == nil {
		return ""
	}
	count := map[string]int{}
	var domains []string
	for _, m := range s.Members.Items {
		if _, domain, ok := strings.Cut(m.Email, "@"); ok {
			count[domain]++
			domains = append(domains, domain)
		}
	}
	slices.Sort(domains)
	best := ""
	for _, d := range domains {
		if count[d] > count[best] {
			best = d
		}
	}
	return best
}
