package inventory

// resumable are the apps of an earlier run that need not be read again: those
// where nothing failed. What was forbidden stays forbidden for that token.
func resumable(earlier *Snapshot) map[string]App {
	kept := map[string]App{}
	if earlier == nil {
		return kept
	}
	for i := range earlier.Apps.Items {
		app := &earlier.Apps.Items[i]
		if !hasGap(appGaps(app), Failed, Partial, "") {
			kept[app.Name] = *app
		}
	}
	return kept
}

func orgGaps(s *Snapshot, statuses ...Status) []Gap {
	bare := *s
	bare.Apps.Items, bare.Clusters = nil, nil
	var found []Gap
	for _, g := range Gaps(&bare) {
		if hasGap([]Gap{g}, statuses...) {
			found = append(found, g)
		}
	}
	return found
}

func hasGap(gaps []Gap, statuses ...Status) bool {
	for _, g := range gaps {
		for _, s := range statuses {
			if g.Status == s {
				return true
			}
		}
	}
	return false
}

// unread marks every section of an app that nobody got to, so that a run that
// broke off can be saved and its gaps be seen.
func unread(app *App) {
	for _, s := range []*Section{
		&app.Machines.Section, &app.Volumes.Section, &app.Secrets.Section, &app.SecretKeys.Section,
		&app.Addresses.Section, &app.Egress.Section, &app.Certificates.Section, &app.Config.Section,
		&app.Releases.Section, &app.HostIssues.Section, &app.Tokens.Section,
	} {
		if s.Status == "" {
			*s = Section{Status: Failed, Reason: "not read: the run broke off before"}
		}
	}
}
