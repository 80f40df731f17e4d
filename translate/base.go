package translate

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// base reads what the config points to, a compose file or machine_config, and
// settles the keys that point. fly.toml's own sections win over it.
func (t *translation) base() {
	b, err := t.file.Base(func(name string) ([]byte, error) { return readLocal(t.in.Source, name) })
	why := "flyctl lays the file's own sections over it; so does this"
	for _, field := range []string{"machine_config", "experimental.machine_config", "container", "build.compose"} {
		if err != nil {
			t.wanted.undecided(report.RuleMachineConfig, field, "", "its settings are not known: "+err.Error())
			continue
		}
		t.wanted.changed(noteOf(report.RuleMachineConfig), field, "", why)
	}
	t.under = b
	if b == nil {
		return
	}
	for _, path := range leaves(&inventory.Machine{Config: b}) {
		t.beneath(strings.TrimPrefix(path, "config."))
	}
}

// beneath tells what becomes of one setting of the base that is not carried
// over: flyctl replaces whatever fly.toml can say, even where fly.toml is silent.
func (t *translation) beneath(path string) {
	head, _, _ := strings.Cut(path, ".")
	head, _, _ = strings.Cut(head, "[")
	switch {
	case strings.Contains("."+path, ".unknown."):
		t.wanted.remark(report.RuleMachineConfig, report.Undecided, pointer(t.file), "", "nobody knows what its field "+path+" means on GKE")
	case has([]string{"env", "services", "mounts", "checks", "files", "metrics", "restart", "statics", "stop_config"}, head),
		head == "init" && path != "init.tty" && path != "init.kernel_args":
		t.wanted.remark(report.RuleMachineConfig, report.Dropped, pointer(t.file), "", "its field "+path+" has no effect on Fly: flyctl puts fly.toml's own in its place, set or not")
	}
}

// pointer is the field that points to the base.
func pointer(f *flytoml.File) string {
	switch {
	case f.Config.Build != nil && f.Config.Build.Compose != nil:
		return "build.compose"
	case f.Config.Experimental != nil && f.Config.Experimental.MachineConfig != "":
		return "experimental.machine_config"
	}
	return "machine_config"
}

// over puts the base below a group: its size, and all that fly.toml can't say.
func over(v view, base *inventory.MachineConfig) view {
	if base == nil {
		return v
	}
	g := *v.Group
	if g.Guest == nil {
		g.Guest = machineGuest(base.Guest)
	}
	g.Env = containerEnv(base, slices.Clone(g.Env))
	v.live, v.Group = base, &g
	return v
}
