package translate

import (
	"errors"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// gather joins the apps of the inventory with the config files, by the Fly
// app's name, and sets aside what is not an app of the company.
func gather(in Input) ([]candidate, []leftApp, error) {
	var candidates []candidate
	var broken []error
	for i := range in.Sources {
		s := &in.Sources[i]
		file, err := s.Read()
		if err != nil {
			broken = append(broken, err)
			continue
		}
		candidates = append(candidates, candidate{flyApp: file.Config.App, source: s, file: file})
	}
	if len(broken) > 0 {
		return nil, nil, errors.Join(broken...)
	}
	if in.Snapshot == nil {
		return candidates, nil, nil
	}
	var left []leftApp
	for i := range in.Snapshot.Apps.Items {
		app := &in.Snapshot.Apps.Items[i]
		if l, ok := leave(app, in); ok {
			left = append(left, l)
			candidates = without(candidates, app.Name)
			continue
		}
		candidates = joined(candidates, app)
	}
	return candidates, left, nil
}

// joined gives the app to the candidate whose file names it; several files of one
// app are one candidate each, and that is refused later.
func joined(candidates []candidate, app *inventory.App) []candidate {
	found := false
	for i := range candidates {
		if candidates[i].flyApp == app.Name {
			candidates[i].live, found = app, true
		}
	}
	if found {
		return candidates
	}
	return append(candidates, candidate{flyApp: app.Name, live: app})
}

func without(candidates []candidate, app string) []candidate {
	var kept []candidate
	for _, m := range candidates {
		if m.flyApp != app {
			kept = append(kept, m)
		}
	}
	return kept
}
