package inventory

import (
	"fmt"
	"strings"
)

func writeDatabases(b *strings.Builder, s *Snapshot) {
	if len(s.Clusters)+len(s.Managed.Items) == 0 {
		return
	}
	b.WriteString("\n## Databases\n\n| database | kind | version | region | used by |\n| --- | --- | --- | --- | --- |\n")
	for _, c := range s.Clusters {
		var apps []string
		for _, a := range c.Attachments.Items {
			apps = append(apps, a.App)
		}
		fmt.Fprintf(b, "| %s | Postgres, %s | %s | %s | %s |\n", c.App, c.Manager, dash(c.Version), dash(c.PrimaryRegion), unsure(c.Attachments.Section, dash(strings.Join(apps, ", "))))
	}
	for _, c := range s.Managed.Items {
		var apps []string
		for _, a := range c.AttachedApps {
			apps = append(apps, a.Name)
		}
		fmt.Fprintf(b, "| %s | Managed Postgres, %s | %s | %s | %s |\n", c.Name, dash(c.Plan), dash(c.MajorVersion), c.Region, dash(strings.Join(apps, ", ")))
	}
}

func writeAddOns(b *strings.Builder, s *Snapshot) {
	if len(s.AddOns.Items) == 0 {
		return
	}
	b.WriteString("\n## Add-ons\n\n| name | provider | plan | region | used by |\n| --- | --- | --- | --- | --- |\n")
	for _, a := range s.AddOns.Items {
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", a.Name, a.Provider, dash(a.Plan.DisplayName), dash(a.PrimaryRegion), dash(strings.Join(a.Apps, ", ")))
	}
}

// writeAround counts what is not an app: people, tokens, peers, hostnames.
func writeAround(b *strings.Builder, s *Snapshot) {
	var hosts, secrets int
	for _, app := range s.Apps.Items {
		hosts += len(app.Certificates.Items)
		secrets += len(app.Secrets.Items)
	}
	b.WriteString("\n## Around them\n\n| what | how many |\n| --- | --- |\n")
	for _, line := range []struct {
		what string
		n    int
		s    Section
	}{
		{"members", len(s.Members.Items), s.Members.Section},
		{"open invitations", len(s.Invitations.Items), s.Invitations.Section},
		{"access tokens", len(s.Tokens.Items), s.Tokens.Section},
		{"WireGuard peers", len(s.WireGuard.Items), s.WireGuard.Section},
		{"private networks", len(s.Networks), s.Apps.Section},
		{"hostnames with a certificate", hosts, s.Apps.Section},
		{"secrets", secrets, s.Apps.Section},
	} {
		fmt.Fprintf(b, "| %s | %s |\n", line.what, unsure(line.s, fmt.Sprint(line.n)))
	}
}
