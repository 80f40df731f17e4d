package translate

import (
	"slices"
	"strconv"

	"github.com/docker/go-units"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

// leastGiB is the smallest balanced disk that Google makes.
const leastGiB = 10

// mounts: a volume on Fly is one slice of one host for one machine. Every
// existing volume gets a disk of its own: several of one name hold different
// data and are no replicas.
func mounts(v view, live *inventory.App, plans []decisions.VolumePlan, p *spec.Process, l *ledger) {
	for i, m := range v.Mounts {
		name := m.Source
		if name == "" {
			name = "data"
		}
		vol := spec.Volume{Name: label(name), Path: m.Destination, GiB: leastGiB, Fly: existing(v, m, i, live)}
		vol.GiB = max(vol.GiB, initialGiB(m.InitialSize))
		for _, f := range vol.Fly {
			vol.GiB = max(vol.GiB, f.SizeGB)
		}
		plan := planFor(m.Source, plans)
		if plan.GiB > 0 {
			vol.GiB = plan.GiB
		}
		settleMount(m, vol, plan, v, l)
		p.Volumes = append(p.Volumes, vol)
	}
}

// liteFS marks a group's volumes when the app's code speaks of LiteFS: which of
// several it means, the code doesn't say.
func liteFS(code []source.Hit, p *spec.Process) {
	uses := slices.ContainsFunc(code, func(h source.Hit) bool { return h.Kind == source.LiteFS && h.Name == "litefs" })
	for i := range p.Volumes {
		p.Volumes[i].LiteFS = uses
	}
}

func planFor(name string, plans []decisions.VolumePlan) decisions.VolumePlan {
	for _, plan := range plans {
		if plan.Name == name {
			return plan
		}
	}
	return decisions.VolumePlan{}
}

// initialGiB: flyctl reads 10gb as decimal and asks for 10; that many GiB hold it.
func initialGiB(size string) int {
	if n, err := strconv.Atoi(size); err == nil {
		return n
	}
	n, err := units.FromHumanSize(size)
	if err != nil {
		return 0
	}
	return int((n + units.GB - 1) / units.GB)
}

// existing are the volumes of a mount, in the order of the group's machines.
func existing(v view, m flytoml.Mount, i int, live *inventory.App) []spec.FlyVolume {
	var out []spec.FlyVolume
	for _, machine := range v.machines {
		mounts := machine.Effective().Mounts
		if i >= len(mounts) {
			continue
		}
		out = append(out, flyVolume(mounts[i], machine, live))
	}
	return out
}

func flyVolume(m inventory.Mount, machine *inventory.Machine, live *inventory.App) spec.FlyVolume {
	out := spec.FlyVolume{ID: m.Volume, Region: machine.Region, SizeGB: m.SizeGB, Machine: machine.ID}
	at := slices.IndexFunc(live.Volumes.Items, func(v inventory.Volume) bool { return v.ID == m.Volume })
	if at < 0 {
		return out
	}
	vol := &live.Volumes.Items[at]
	out.SizeGB, out.Zone = max(out.SizeGB, vol.SizeGB), vol.Zone
	out.UsedMiB = int((vol.BytesUsed() + units.MiB - 1) / units.MiB)
	return out
}

func settleMount(m flytoml.Mount, vol spec.Volume, plan decisions.VolumePlan, v view, l *ledger) {
	to := "volumes." + vol.Name
	l.carried(m.Field+".destination", to)
	l.carried(m.Field+".volume", to)
	l.carried(m.Field+".processes", to)
	l.carried(m.Field+".encrypted", to) // Google's disks always are
	for _, size := range []string{".initial_size", ".size_gb"} {
		l.carried(m.Field+size, to+".size")
	}
	l.carried(m.Field+".source", to)
	if plan.Data == "" {
		l.remark(report.RuleVolumes, report.Changed, m.Field+".source", to, "the data of volume "+m.Source+" is copied to a new disk; nobody said yet whether a plain copy is right")
	}
	if n := len(vol.Fly); n > 1 {
		l.remark(report.RuleVolumes, report.Changed, m.Field+".source", to,
			strconv.Itoa(n)+" volumes of this name hold different data: each keeps a disk of its own, and none is a replica of another")
	}
	growth(m, to, l)
	snapshots(m, to, l)
}

func growth(m flytoml.Mount, to string, l *ledger) {
	r := advise(report.RuleVolumes, "set an alert on disk usage, and edit the claim to grow it")
	for _, f := range []string{".auto_extend_size_threshold", ".auto_extend_size_increment", ".auto_extend_size_limit", ".add_size_percent", ".min_add_size_gb"} {
		l.dropped(r, m.Field+f, "a disk grows when its claim is edited, not by itself")
	}
}

func snapshots(m flytoml.Mount, to string, l *ledger) {
	r := advise(report.RuleVolumes, "check the snapshot schedule of the disks in infra/terraform")
	r.Severity = report.Note
	l.changed(r, m.Field+".snapshot_retention", to, "snapshots come from a schedule for disks, which keeps them for its own number of days")
	if m.ScheduledSnapshots != nil && !*m.ScheduledSnapshots {
		l.changed(r, m.Field+".scheduled_snapshots", to, "Fly makes no snapshots of it; leave its disk out of the schedule")
		return
	}
	l.changed(r, m.Field+".scheduled_snapshots", to, "snapshots come from a schedule for disks")
}
