package translate

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// left settles the Fly apps that don't move.
func (c *company) left(apps []leftApp) {
	for _, l := range apps {
		c.out.Left = append(c.out.Left, spec.Left{Name: l.app.Name, Kind: l.kind, Reason: l.reason})
		if l.kind == "database" {
			continue // the database has a finding of its own
		}
		from := report.Source{App: l.app.Name, File: inventoryFile(l.app.Name), Key: "name"}
		f := report.Of(report.RuleOutsideLaunch, report.Dropped, from, fmt.Sprintf("a %s does not move: %s", l.kind, l.reason))
		f.Severity, f.Do = report.Note, "move it like any app, if that is wrong: list it under apps in fly2k8s.yaml"
		c.add(f)
	}
	slices.SortFunc(c.out.Left, func(a, b spec.Left) int { return cmp.Compare(a.Name, b.Name) })
}

// appSections settles what an app has beside its machines and its last config.
func (c *company) appSections(app *inventory.App) {
	at := func(key string) report.Source {
		return report.Source{App: app.Name, File: inventoryFile(app.Name), Key: key}
	}
	moves := c.find(app.Name) != nil
	for _, s := range []struct {
		section inventory.Section
		key     string
		missing string
		moves   bool // only matters for apps that move
	}{
		{app.Machines.Section, "machines", "what runs is not known", false},
		{app.Volumes.Section, "volumes", "data may be missing", false},
		{app.Secrets.Section, "secrets", "secrets may be missing", true},
		{app.Certificates.Section, "certificates", "host names may be missing", true},
		{app.Addresses.Section, "ip_assignments", "addresses may be missing", true},
		{app.Egress.Section, "egress_addresses", "partners' allow-lists may be missing", true},
		{app.Config.Section, "config_definition", "the last released config is not known", true},
	} {
		if moves || !s.moves {
			c.incompleteOf(s.section, at(s.key), s.missing)
		}
	}
	for _, k := range app.SecretKeys.Items {
		c.add(report.Of(report.RuleSecretKey, report.Undecided, at("secret_keys."+k.Name), "Fly holds this key and never gives it out; what it protects must be re-encrypted"))
	}
	for _, i := range app.HostIssues.Items {
		if i.ResolvedAt == "" {
			c.add(report.Of(report.RuleHostIssue, report.Changed, at("host_issues."+i.ID), "Fly's hardware below this app is in trouble: "+i.Message))
		}
	}
	if moves {
		c.unattached(app, at)
	}
}

// unattached reports volumes that no machine uses: nobody decided what they
// hold.
func (c *company) unattached(app *inventory.App, at func(string) report.Source) {
	for i := range app.Volumes.Items {
		v := &app.Volumes.Items[i]
		if v.AttachedMachine == "" && v.AttachedAllocation == "" {
			c.add(report.Of(report.RuleUnattachedVolume, report.Undecided, at("volumes."+v.ID),
				fmt.Sprintf("volume %s (%d GB in %s) belongs to no machine; its data would stay behind", v.Name, v.SizeGB, v.Region)))
		}
	}
}
