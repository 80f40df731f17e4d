package inventory

// Gap is one section that is not whole.
type Gap struct {
	// Where is the app's name, or empty for the organisation.
	Where string `json:"where,omitempty"`
	// Name is the section's name as the files spell it.
	Name string `json:"name"`
	Section
}

// Gaps lists every section that is not complete, the organisation's first,
// then the apps' in their order. None means that the snapshot is whole.
func Gaps(s *Snapshot) []Gap {
	gaps := only("", []Gap{
		{Name: "org", Section: s.Org.Detail},
		{Name: "apps", Section: s.Apps.Section},
		{Name: "members", Section: s.Members.Section},
		{Name: "invitations", Section: s.Invitations.Section},
		{Name: "tokens", Section: s.Tokens.Section},
		{Name: "wireguard_peers", Section: s.WireGuard.Section},
		{Name: "wireguard_tokens", Section: s.WireGuardTokens.Section},
		{Name: "replay", Section: s.Replay.Section},
		{Name: "regions", Section: s.Regions.Section},
		{Name: "add_ons", Section: s.AddOns.Section},
		{Name: "managed_postgres", Section: s.Managed.Section},
		{Name: "stray_machines", Section: s.Strays.Section},
	})
	for _, c := range s.Managed.Items {
		gaps = append(gaps, managedGaps(c)...)
	}
	for _, c := range s.Clusters {
		gaps = append(gaps, only(c.App, []Gap{{Name: "attachments", Section: c.Attachments.Section}})...)
	}
	for i := range s.Apps.Items {
		gaps = append(gaps, appGaps(&s.Apps.Items[i])...)
	}
	return gaps
}

func only(where string, all []Gap) []Gap {
	var open []Gap
	for _, g := range all {
		if !g.Complete() {
			g.Where = where
			open = append(open, g)
		}
	}
	return open
}

func managedGaps(c ManagedCluster) []Gap {
	gaps := only(c.Name, []Gap{
		{Name: "detail", Section: c.Detail},
		{Name: "databases", Section: c.Databases.Section},
		{Name: "users", Section: c.Users.Section},
	})
	for _, d := range c.Databases.Items {
		gaps = append(gaps, only(c.Name, []Gap{{Name: "extensions of " + d.Name, Section: d.Extensions.Section}})...)
	}
	return gaps
}

func appGaps(app *App) []Gap {
	gaps := only(app.Name, []Gap{
		{Name: "machines", Section: app.Machines.Section},
		{Name: "volumes", Section: app.Volumes.Section},
		{Name: "secrets", Section: app.Secrets.Section},
		{Name: "secret_keys", Section: app.SecretKeys.Section},
		{Name: "ip_assignments", Section: app.Addresses.Section},
		{Name: "egress_addresses", Section: app.Egress.Section},
		{Name: "certificates", Section: app.Certificates.Section},
		{Name: "config_definition", Section: app.Config.Section},
		{Name: "releases", Section: app.Releases.Section},
		{Name: "host_issues", Section: app.HostIssues.Section},
		{Name: "tokens", Section: app.Tokens.Section},
	})
	for _, c := range app.Certificates.Items {
		gaps = append(gaps, only(app.Name, []Gap{{Name: "certificate " + c.Hostname, Section: c.Detail.Section}})...)
	}
	for _, v := range app.Volumes.Items {
		if v.Observed != nil {
			gaps = append(gaps, only(app.Name, []Gap{{Name: "snapshots of " + v.ID, Section: v.Observed.Snapshots.Section}})...)
		}
	}
	return gaps
}
