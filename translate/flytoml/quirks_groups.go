package flytoml

import (
	"fmt"
	"slices"
	"strings"
)

// groupQuirks finds the quirks that show once the groups are known.
func (f *File) groupQuirks() {
	c := &f.Config
	for _, s := range c.sections() {
		f.membershipQuirks(s)
	}
	for i := range c.VM {
		f.shadowed(c.VM[i].Field, VMShadowed, "flyctl takes another [[vm]] for every group that this one is for", func(is membership) bool {
			return c.groupVM(is) == &c.VM[i]
		})
		f.memoryQuirk(&c.VM[i])
	}
	for i := range c.Metrics {
		f.shadowed(c.Metrics[i].Field, MetricsShadowed, "flyctl takes the first [[metrics]] of a group, and every group has an earlier one", func(is membership) bool {
			return c.groupMetrics(is) == &c.Metrics[i]
		})
	}
	for i := range c.Restart {
		f.shadowed(c.Restart[i].Field, RestartShadowed, "flyctl takes the last [[restart]] of a group, and every group has a later one", func(is membership) bool {
			last, err := c.groupRestart(is)
			return err != nil || last == &c.Restart[i]
		})
	}
	f.mountQuirks()
	f.fileQuirks()
	f.envQuirks()
	f.commandQuirks()
	f.portQuirks()
	if c.HostDedicationID != "" && len(c.VM) == 0 {
		f.note("host_dedication_id", HostDedicationOff, "flyctl passes it on with a [[vm]] section only, and there is none")
	}
}

func (f *File) note(field string, name QuirkName, why string) {
	if k, ok := f.nearest(field); ok {
		f.Quirks = append(f.Quirks, Quirk{Key: k, Name: name, Why: why})
	}
}

// nearest is the key of a field or, for a section, of the first that it sets.
func (f *File) nearest(field string) (Key, bool) {
	if k, ok := f.Key(field); ok {
		return k, true
	}
	if inside := f.Under(field); len(inside) > 0 {
		return inside[0], true
	}
	return Key{}, false
}

// section is a part of the config that is for some groups.
type section struct {
	field     string
	processes []string
	// one says that without processes it is for the default group alone.
	one  bool
	name QuirkName // how to call that
}

func (c *Config) sections() []section {
	var all []section
	if c.HTTPService != nil {
		all = append(all, section{c.HTTPService.Field, c.HTTPService.Processes, true, SectionOneGroup})
	}
	for _, s := range c.Services {
		all = append(all, section{s.Field, s.Processes, true, SectionOneGroup})
	}
	for _, m := range c.Mounts {
		all = append(all, section{m.Field, m.Processes, true, SectionOneGroup})
	}
	for _, k := range c.Checks {
		all = append(all, section{k.Field, k.Processes, true, SectionOneGroup})
	}
	for _, m := range c.Metrics {
		all = append(all, section{m.Field, m.Processes, true, SectionOneGroup})
	}
	for _, r := range c.Restart {
		all = append(all, section{r.Field, r.Processes, true, RestartOneGroup})
	}
	for _, v := range c.VM {
		all = append(all, section{v.Field, v.Processes, false, ""})
	}
	for _, s := range c.Files {
		all = append(all, section{s.Field, s.Processes, false, ""})
	}
	return all
}

func (f *File) membershipQuirks(s section) {
	groups := f.Groups()
	if s.one && len(s.processes) == 0 && len(groups) > 1 {
		f.note(s.field, s.name, fmt.Sprintf("it names no processes, so it is for group %s alone and not for the other %d", f.DefaultGroup(), len(groups)-1))
	}
	for _, p := range s.processes {
		if p != "" && !slices.Contains(groups, p) {
			f.note(s.field+".processes", GroupUnknown, fmt.Sprintf("there is no process group %s; there is %s", p, strings.Join(groups, ", ")))
		}
	}
}

// shadowed notes a section that no group takes though it is for one.
func (f *File) shadowed(field string, name QuirkName, why string, taken func(membership) bool) {
	for _, g := range f.Groups() {
		if taken(membership{group: g, isDefault: g == f.DefaultGroup()}) {
			return
		}
	}
	f.note(field, name, why)
}

// memoryQuirk notes CPUs that differ from the preset's while its memory stays.
func (f *File) memoryQuirk(vm *VM) {
	preset, known := Preset(vm.preset())
	if !known || vm.Memory != "" || vm.MemoryMB != 0 {
		return
	}
	for _, set := range []struct {
		field  string
		differ bool
	}{
		{"cpus", vm.CPUs != 0 && vm.CPUs != preset.CPUs},
		{"cpu_kind", vm.CPUKind != "" && vm.CPUKind != preset.CPUKind},
	} {
		if set.differ {
			f.note(vm.Field+"."+set.field, MemoryOfPreset, fmt.Sprintf("no memory is set, so the %d MB of %s stay", preset.MemoryMB, vm.preset()))
			return
		}
	}
}
