package drift

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// App compares one app's machines with its last release and its file, which is
// nil when there is none. What can't be read of either is a difference, too.
func App(app *inventory.App, file *flytoml.File) ([]Difference, error) {
	c := comparison{app: app, file: file, live: fleetOf(app)}
	release, err := configOf(app)
	if err != nil {
		c.add(Difference{Field: "config_definition", Release: "unknown: " + err.Error()})
	} else {
		c.release = release
	}
	if !app.Machines.Complete() {
		c.add(Difference{Field: "machines", Live: "unknown: " + string(app.Machines.Status)})
		return sorted(c.found), nil
	}
	c.groups()
	for _, p := range c.live.places {
		if err := c.place(p); err != nil {
			return nil, fmt.Errorf("compare %s: %w", app.Name, err)
		}
	}
	return sorted(c.found), nil
}

// comparison gathers the differences of one app.
type comparison struct {
	app           *inventory.App
	file, release *flytoml.File
	live          fleet
	found         []Difference
}

func (c *comparison) add(d Difference) {
	d.App = c.app.Name
	c.found = append(c.found, d)
}

// groups compares which process groups there are, and how many machines a
// config asks for: min_machines_running counts in the primary region.
func (c *comparison) groups() {
	all := c.live.groups()
	for _, f := range []*flytoml.File{c.file, c.release} {
		if f != nil {
			all = append(all, f.Groups()...)
		}
	}
	slices.Sort(all)
	for _, group := range slices.Compact(all) {
		d := Difference{Group: group, Field: "machines", File: asked(c.file, group), Release: asked(c.release, group)}
		if n := c.live.count(group, ""); n == 0 {
			d.Live = "0"
		} else if d.File == Nothing || d.Release == Nothing {
			d.Live = fmt.Sprint(n)
		}
		if d.Live != "" {
			d.From = c.origin("processes." + group)
			c.add(d)
			continue
		}
		c.floor(group)
	}
}

// asked is what a config says about a group's existence.
func asked(f *flytoml.File, group string) string {
	switch {
	case f == nil:
		return ""
	case slices.Contains(f.Groups(), group):
		return present
	}
	return Nothing
}

func (c *comparison) floor(group string) {
	fileFloor, region, from := floorOf(c.file, group)
	releaseFloor, releaseRegion, _ := floorOf(c.release, group)
	if c.file == nil {
		region = releaseRegion
	}
	live := c.live.count(group, region)
	if region == "" || live >= max(fileFloor, releaseFloor) {
		return
	}
	d := Difference{Group: group, Region: region, Field: "machines", Live: fmt.Sprint(live), From: c.origin(from)}
	if c.file != nil {
		d.File = fmt.Sprintf("at least %d", fileFloor)
	}
	if c.release != nil {
		d.Release = fmt.Sprintf("at least %d", releaseFloor)
	}
	c.add(d)
}

// floorOf is the largest min_machines_running of a group's services.
func floorOf(f *flytoml.File, group string) (floor int, region, from string) {
	if f == nil {
		return 0, "", ""
	}
	g, err := f.Group(group)
	if err != nil {
		return 0, "", ""
	}
	for _, s := range g.Services {
		if n := s.MinMachinesRunning; n != nil && *n > floor {
			floor, from = *n, s.Field+".min_machines_running"
		}
	}
	return floor, f.Config.PrimaryRegion, from
}

// origin is the place in the file that a field comes from.
func (c *comparison) origin(field string) *Place {
	if c.file == nil || field == "" {
		return nil
	}
	k, ok := c.file.Key(field)
	if !ok {
		return nil
	}
	return &Place{File: c.file.Name, Key: k.Path, Line: k.Line}
}
