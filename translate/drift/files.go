package drift

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// Files compares every app of an inventory with its last release and with the
// files of that app's name; of a second file only what it says itself is told.
// Apps that Fly made are left out. Files whose app the inventory does not have
// come back as unmatched.
func Files(s *inventory.Snapshot, files []*flytoml.File) (found []Difference, unmatched []*flytoml.File, err error) {
	byApp := map[string][]*flytoml.File{}
	for _, f := range files {
		if s.App(f.Config.App) == nil {
			unmatched = append(unmatched, f)
			continue
		}
		byApp[f.Config.App] = append(byApp[f.Config.App], f)
	}
	for i := range s.Apps.Items {
		app := &s.Apps.Items[i]
		if app.Kind() == inventory.AppBuilder || app.Gone {
			continue
		}
		one, err := appFiles(app, byApp[app.Name])
		if err != nil {
			return nil, nil, err
		}
		found = append(found, one...)
	}
	slices.SortFunc(unmatched, func(a, b *flytoml.File) int { return strings.Compare(a.Name, b.Name) })
	return sorted(found), unmatched, nil
}

func appFiles(app *inventory.App, files []*flytoml.File) ([]Difference, error) {
	if len(files) == 0 {
		return App(app, nil)
	}
	found, err := App(app, files[0])
	if err != nil {
		return nil, err
	}
	for _, f := range files[1:] {
		more, err := App(app, f)
		if err != nil {
			return nil, err
		}
		found = append(found, slices.DeleteFunc(more, func(d Difference) bool { return d.File == "" })...)
	}
	return found, nil
}
