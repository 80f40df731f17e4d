package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// processes works every group out: once from the file and once from its live
// machines, where both exist. What runs wins, unless fly2k8s.yaml says file.
func (t *translation) processes() {
	live, kept := t.machines()
	for _, name := range t.groups(live) {
		m, ok := t.both(name, kept[name], live[name])
		if ok {
			t.members = append(t.members, m)
		}
	}
}

func (t *translation) both(name string, machines []*inventory.Machine, at []int) (member, bool) {
	file, wanted := t.fromFile(name)
	if len(machines) == 0 {
		if wanted && t.in.Live != nil && t.in.Live.Machines.Complete() {
			t.wanted.of(name).remark(report.RuleDrift, report.Changed, "processes."+name, "replicas.min", "no machine of group "+name+" exists on Fly; it is written as the file wants it")
		}
		return file, wanted
	}
	running := t.fromMachines(name, machines, at)
	if !wanted {
		if t.file != nil && t.refused == "" {
			running.l.remark(report.RuleDrift, report.Changed, "machine.id", "", "the file knows no group "+name+", but machines of it run")
		}
		return running, true
	}
	drift(file, running, t.in.Decisions.Truth)
	if t.in.Decisions.Truth == "file" {
		file.p.Replicas.Live = running.p.Replicas.Live
		return file, true
	}
	return running, true
}

func (t *translation) fromFile(name string) (member, bool) {
	if t.file == nil || !has(t.file.Groups(), name) {
		return member{}, false
	}
	v, err := fileView(t.file, name)
	if err != nil {
		t.refused = err.Error()
		return member{}, false
	}
	return t.sections(over(v, t.under), t.wanted.of(name)), true
}

// sections runs every section over one view, in the order in which they need
// each other: ports before checks, checks before the rollout's deadline.
func (t *translation) sections(v view, l *ledger) member {
	in, p := &t.in, &spec.Process{Name: v.Name}
	own := in.Decisions
	command(v, in.Dockerfile, p, l)
	listens(v, p, l)
	services(v, in.Dockerfile, own.Latency, p, l)
	ofImage(v, in.Dockerfile, p, l)
	private(v, in, p, l)
	edges(v, in, p, l)
	runtime(v, in, p, l)
	checks(v, waitTimeout(t.deploy()), p, l)
	mounts(v, in.Live, own.Volumes, p, l)
	vm(v, p, l)
	metrics(v, p, l)
	restart(v, p, l)
	statics(v, own.Statics, p, l)
	stop(v, in.Dockerfile, p, l)
	security(in.Dockerfile, own.User, p, l)
	plan := groupPlan(v.Name, own.Groups)
	replicas(v, in.Production, floor(own), plan, p, l)
	t.rollout(p)
	p.Files = files(v, in.Source, l.of(""))
	if v.live != nil {
		machineOnly(v, p, l)
	}
	return member{view: v, p: p, l: l}
}

func floor(d decisions.App) int {
	if d.Scaling == nil {
		return 0
	}
	return d.Scaling.Floor
}

func groupPlan(name string, plans []decisions.GroupPlan) decisions.GroupPlan {
	for _, p := range plans {
		if p.Name == name {
			return p
		}
	}
	return decisions.GroupPlan{}
}
