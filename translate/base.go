package translate

import (
	"path"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// base reads what the config points to, a compose file or machine_config, and
// settles the keys that point. fly.toml's own sections win over it.
func (t *translation) base() {
	b, err := t.file.Base(t.beside)
	t.beneath(b)
	why := "flyctl lays the file's own sections over it; so does this"
	if b == nil && err == nil {
		t.wanted.dropped(noteOf(report.RuleMachineConfig), "container", "there are no containers that one could be chosen from, on Fly as little")
	}
	for _, field := range []string{"machine_config", "experimental.machine_config", "container", "build.compose"} {
		if err != nil {
			t.wanted.undecided(report.RuleMachineConfig, field, "", "its settings are not known: "+err.Error())
			continue
		}
		t.wanted.changed(noteOf(report.RuleMachineConfig), field, "", why)
	}
	t.under = b
	t.composeKeys()
}

func (t *translation) beside(name string) ([]byte, error) { return readLocal(t.in.Source, name) }

// beneath puts the settings of the base into the ledger, under the key that
// points to it. The sections settle them as they do a machine's, but for those
// that flyctl replaces by whatever fly.toml says, even where it is silent.
func (t *translation) beneath(b *inventory.MachineConfig) {
	if b == nil {
		return
	}
	at := t.wanted.from.near(pointer(t.file))
	at.Key = strings.TrimSuffix(at.Key, ".file") // of [build.compose]
	var more []entry
	for _, path := range leaves(&inventory.Machine{Config: b}) {
		path = strings.TrimPrefix(path, "config.")
		e := entry{field: configField(path), key: at.Key + "." + path, line: at.Line}
		switch head := headOf(path); {
		case strings.Contains("."+path, ".unknown."):
			t.wanted.remark(report.RuleMachineConfig, report.Undecided, pointer(t.file), "", "nobody knows what its field "+path+" means on GKE")
		case has([]string{"schedule", "standbys", "auto_destroy"}, head):
			t.wanted.remark(report.RuleMachineConfig, report.Undecided, pointer(t.file), "", "its field "+path+" makes machines of another kind, which are only translated where they run: from an inventory")
		case overruled(path):
			t.wanted.remark(report.RuleMachineConfig, report.Dropped, pointer(t.file), "", "its field "+path+" has no effect on Fly: flyctl puts fly.toml's own in its place, set or not")
		default:
			more = append(more, e)
		}
	}
	t.wanted.from = newOrigin(t.wanted.from.base, t.wanted.from.prefix, append(more, t.wanted.from.entries...))
}

func headOf(path string) string {
	head, _, _ := strings.Cut(path, ".")
	head, _, _ = strings.Cut(head, "[")
	return head
}

// overruled are the fields that flyctl sets itself.
func overruled(path string) bool {
	head := headOf(path)
	return has([]string{"env", "services", "mounts", "checks", "files", "metrics", "restart", "statics", "stop_config"}, head) ||
		head == "init" && path != "init.tty" && path != "init.kernel_args"
}

// smaller settles the size of the base where every group has a [[vm]].
func (t *translation) smaller() {
	if t.under != nil && t.wanted.open("vm") {
		for _, name := range []string{"vm.cpu_kind", "vm.cpus", "vm.memory_mb", "vm.gpus", "vm.gpu_kind", "vm.max_memory_mb", "vm.host_dedication_id", "vm.persist_rootfs", "vm.kernel_args", "vm.required_host_features"} {
			if t.wanted.open(name) {
				t.wanted.dropped(report.RuleMachineConfig, name, "the file's own [[vm]] stands in its place, on Fly as well")
			}
		}
	}
}

// composeKeys tells what flyctl reads past in a compose file, and the times of
// checks that it has constants for.
func (t *translation) composeKeys() {
	for _, k := range t.file.ComposeKeys(t.beside) {
		r, why := report.RuleIgnoredKey, "flyctl does not read this key of a compose file, so it has no effect on Fly today"
		if k.Constant != "" {
			r, why = report.RuleOddDuration, "flyctl takes "+k.Constant+" for it, whatever it says"
		}
		f := report.Of(r, report.Changed, report.Source{App: t.flyApp, File: path.Join(t.in.Source.Dir, k.File), Key: k.Path, Line: k.Line}, why)
		if k.Constant == "" {
			f.Outcome = report.Dropped
		}
		f.Env = t.in.Env
		t.book.write(f)
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
