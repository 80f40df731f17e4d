package translate

import (
	"github.com/google/shlex"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// deploy settles what of [deploy] is about the whole app: the release command
// becomes a Job that runs alone, before the rollout.
func deploy(f *flytoml.File, first *spec.Process, app *spec.App, l *ledger) {
	d := f.Config.Deploy
	if d == nil {
		return
	}
	l.dropped(advise(report.RuleReleaseCommand, "run it once by hand on a new database"), d.Field+".seed_command", "it only runs when an app is launched for the first time")
	if d.ReleaseCommand == "" {
		l.dropped(report.RuleReleaseCommand, d.Field+".release_command", "there is no command")
		l.dropped(report.RuleReleaseCommand, d.Field+".release_command_timeout", "there is no release command")
		l.dropped(report.RuleReleaseCommand, d.Field+".release_command_vm", "there is no release command")
		return
	}
	words, err := shlex.Split(d.ReleaseCommand)
	if err != nil {
		l.undecided(report.RuleConfigRefused, d.Field+".release_command", spec.ReleasePath("command"), "the command does not split into words: "+err.Error())
		return
	}
	timeout := usualWait
	if d.ReleaseCommandTimeout != nil && *d.ReleaseCommandTimeout > 0 {
		timeout = *d.ReleaseCommandTimeout
	}
	app.Release = &spec.Release{Args: words, Timeout: seconds(timeout), Resources: releaseSize(d, first, l)}
	l.changed(advise(report.RuleReleaseCommand, "let CI run apps/"+app.Name+"/overlays/"+app.Env+"/release first, as ci/ shows"), d.Field+".release_command", spec.ReleasePath("command"),
		"a Job of its own runs it before the rollout; applying the rest does not wait for it by itself")
	l.carried(d.Field+".release_command_timeout", spec.ReleasePath("timeout"))
}

// releaseSize: flyctl takes the default group's size, but never less than
// shared-cpu-2x (flyctl: internal/command/deploy/machines_releasecommand.go).
func releaseSize(d *flytoml.Deploy, first *spec.Process, l *ledger) spec.Resources {
	least, _ := machines.Preset("shared-cpu-2x")
	if d.ReleaseCommandVM == nil {
		return larger(first.Resources, resources(least))
	}
	releaseVM(d.Field+".release_command_vm", l)
	guest, err := d.ReleaseCommandVM.Guest()
	if err != nil {
		l.remark(report.RuleConfigRefused, report.Undecided, d.Field+".release_command_vm", spec.ReleasePath("resources"), err.Error())
		return resources(least)
	}
	return resources(machineSize(guest, nil))
}

func releaseVM(field string, l *ledger) {
	for _, f := range []string{".size", ".memory", ".memory_mb", ".cpus", ".cpu_kind", ".gpus", ".gpu_kind"} {
		l.carried(field+f, spec.ReleasePath("resources"))
	}
	for _, f := range []string{".max_memory_mb", ".kernel_args", ".host_dedication_id", ".persist_rootfs"} {
		l.dropped(noteOf(report.RuleHardware), field+f, "the Job runs in a pod on a shared node, and is gone when it ends")
	}
	l.dropped(noteOf(report.RuleOddGroup), field+".processes", "a release command belongs to no process group")
}

func larger(a, b spec.Resources) spec.Resources {
	a.CPUMilli = max(a.CPUMilli, b.CPUMilli)
	a.MemoryMiB = max(a.MemoryMiB, b.MemoryMiB)
	a.MemoryLimitMiB = max(a.MemoryLimitMiB, b.MemoryLimitMiB)
	a.EphemeralMiB = max(a.EphemeralMiB, b.EphemeralMiB)
	a.EphemeralLimit = max(a.EphemeralLimit, b.EphemeralLimit)
	return a
}
