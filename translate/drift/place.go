package drift

import (
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// place compares one process group in one region, field by field.
func (c *comparison) place(p place) error {
	whole, partial := c.live.known(p)
	of := len(c.live.machines[p])
	if len(partial) > 0 {
		c.add(Difference{Group: p.group, Region: p.region, Field: "config", Live: "unknown: the host does not answer", Machines: partial, Of: of})
	}
	file, err := sideOf(c.file, p.group)
	if err != nil {
		c.add(Difference{Group: p.group, Region: p.region, Field: "config", File: "unknown: " + err.Error()})
	}
	release, err := sideOf(c.release, p.group)
	if err != nil {
		c.add(Difference{Group: p.group, Region: p.region, Field: "config", Release: "unknown: " + err.Error()})
	}
	flat, err := flattened(whole)
	if err != nil {
		return err
	}
	sides := append([]fields{}, flat...)
	for _, s := range []*side{file, release} {
		if s != nil {
			sides = append(sides, s.fields)
		}
	}
	if len(whole) > 0 {
		c.image(p, whole, flat)
	}
	c.eachField(p, names(sides...), whole, flat, file, release)
	return nil
}

func (c *comparison) eachField(p place, all []string, whole []*inventory.Machine, flat []fields, file, release *side) {
	skip := ""
	for _, field := range all {
		if !managed(field) || skip != "" && strings.HasPrefix(field, skip+".") {
			continue
		}
		before := len(c.found)
		for i, v := range variants(field, whole, flat) {
			d := Difference{Group: p.group, Region: p.region, Field: field, File: file.value(field), Release: release.value(field), Live: v.value}
			if i == 0 && agreed(d) || hiddenIn(d) || agreed(d) && compared(d) {
				continue
			}
			d.Machines, d.Of = v.machines, len(c.live.machines[p])
			d.From = c.fieldOrigin(field, file)
			c.add(shown(d))
		}
		if len(c.found) > before && strings.HasSuffix(field, "]") {
			skip = field // the parts of an item that one side lacks are no news
		}
	}
}

// agreed says that no compared side differs from what runs. With no side to
// compare with, what most machines have is taken as agreed.
func agreed(d Difference) bool {
	return (d.File == "" || d.File == d.Live) && (d.Release == "" || d.Release == d.Live)
}

func compared(d Difference) bool { return d.File != "" || d.Release != "" }

func hiddenIn(d Difference) bool { return hidden(d.File) || hidden(d.Release) || hidden(d.Live) }

func shown(d Difference) Difference {
	for _, v := range []*string{&d.Before, &d.File, &d.Release, &d.Live} {
		if *v != "" && *v != Nothing && *v != present {
			*v = show(d.Field, *v)
		}
	}
	return d
}

// image compares what runs with the last release, and with build.image where
// the file names one. Without a digest on both sides the tag decides.
func (c *comparison) image(p place, whole []*inventory.Machine, flat []fields) {
	file, release := "", ""
	if c.file != nil && c.file.Config.Build != nil {
		file = c.file.Config.Build.Image
	}
	if len(c.app.Releases.Items) > 0 {
		release = c.app.Releases.Items[0].ImageRef
	}
	for i, v := range variants("image", whole, flat) {
		d := Difference{Group: p.group, Region: p.region, Field: "image", File: file, Release: release, Live: v.value}
		same := (file == "" || sameImage(file, v.value)) && (release == "" || sameImage(release, v.value))
		if same && (i == 0 || compared(d)) || v.value == Nothing {
			continue
		}
		d.Machines, d.Of, d.From = v.machines, len(c.live.machines[p]), c.origin("build.image")
		c.add(d)
	}
}

func sameImage(a, b string) bool {
	aName, aDigest, aPinned := strings.Cut(a, "@")
	bName, bDigest, bPinned := strings.Cut(b, "@")
	if aPinned && bPinned {
		return aDigest == bDigest
	}
	return familiar(aName) == familiar(bName)
}

// familiar writes an image's name in full, as docker pull reads it. Docker Hub
// has two other names, its registry's own and that of Fly's mirror.
func familiar(name string) string {
	first, _, nested := strings.Cut(name, "/")
	switch {
	case !nested:
		name = "docker.io/library/" + name
	case !strings.ContainsAny(first, ".:") && first != "localhost":
		name = "docker.io/" + name
	}
	if !strings.Contains(name[strings.LastIndexByte(name, '/'):], ":") {
		name += ":latest"
	}
	for _, mirror := range []string{"registry-1.docker.io/", "docker-hub-mirror.fly.io/"} {
		if rest, ok := strings.CutPrefix(name, mirror); ok {
			return "docker.io/" + rest
		}
	}
	return name
}
