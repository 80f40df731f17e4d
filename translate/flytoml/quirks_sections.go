package flytoml

import (
	"fmt"
	"slices"
)

// mountQuirks notes every mount after a group's first.
func (f *File) mountQuirks() {
	noted := map[string]bool{}
	for _, g := range f.Groups() {
		is := membership{group: g, isDefault: g == f.DefaultGroup()}
		for i, m := range only(f.Config.Mounts, is, func(m Mount) []string { return m.Processes }) {
			if i > 0 && !noted[m.Field] {
				noted[m.Field] = true
				f.note(m.Field, ManyMounts, fmt.Sprintf("a machine has one volume, and group %s has another mount before this one; flyctl refuses to deploy it", g))
			}
		}
	}
}

func (f *File) fileQuirks() {
	groups, kept := f.Groups(), f.Config.groupFiles()
	for _, s := range f.Config.Files {
		left := slices.ContainsFunc(groups, func(g string) bool { return !slices.Contains(s.Processes, g) })
		if len(s.Processes) > 0 && left {
			f.note(s.Field+".processes", FilesEverywhere, "flyctl writes every file to every group, whatever processes says")
		}
		if s.RawValue != "" && s.LocalPath == "" && s.SecretName == "" {
			f.note(s.Field+".raw_value", RawValueEncoded, "flyctl encodes it once more, so the file holds this very text and not what it decodes to")
		}
		if !slices.ContainsFunc(kept, func(k FileSpec) bool { return k.Field == s.Field }) {
			f.note(s.Field, FilesReplaced, "a later [[files]] with the same guest_path holds")
		}
	}
}

func (f *File) envQuirks() {
	for _, v := range f.Config.Env {
		switch {
		case v.Name == "FLY_PROCESS_GROUP":
			f.note(v.Field, EnvOverruled, "flyctl sets it to the process group's name")
		case v.Name == "PRIMARY_REGION" && f.Config.PrimaryRegion != "" && v.Value != f.Config.PrimaryRegion:
			f.note(v.Field, EnvOverruled, "flyctl sets it to primary_region, "+f.Config.PrimaryRegion)
		}
	}
}

// commandQuirks notes an experimental command that some groups do not run.
func (f *File) commandQuirks() {
	x := f.Config.Experimental
	if x == nil || len(x.Cmd) == 0 {
		return
	}
	for _, p := range f.Config.Processes {
		if p.Command != "" {
			f.note("experimental.cmd", CommandOverrule, fmt.Sprintf("group %s has a command of its own and does not run it", p.Name))
			return
		}
	}
}

func (f *File) portQuirks() {
	c := &f.Config
	if h := c.HTTPService; h != nil && h.InternalPort == 0 {
		f.note(h.Field, NoInternalPort, "it sets no internal_port, and flyctl sends none: the documented 8080 is no default of its own")
	}
	for _, s := range c.Services {
		if s.InternalPort == 0 {
			f.note(s.Field, NoInternalPort, "it sets no internal_port, and flyctl sends none: the documented 8080 is no default of its own")
		}
	}
}
