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
		return file, wanted && t.fileOnly(file)
	}
	live := t.fromMachines(name, machines, at)
	if !wanted {
		t.pour(live, nil, "", false)
		t.liveOnly(t.open(live), name)
		return live, true
	}
	t.driftOf(file, live)
	t.open(file)
	t.open(live)
	if t.in.Decisions.Truth != "file" {
		t.lost = append(t.lost, pair{loser: file, winner: live})
		return live, true
	}
	counts(file, live.p)
	t.lost = append(t.lost, pair{loser: live, winner: file})
	return file, true
}

// fileOnly is a group of which no machine exists.
func (t *translation) fileOnly(m member) bool {
	t.pour(m, nil, "", false)
	l := t.open(m)
	if t.in.Live != nil && t.in.Live.Machines.Complete() {
		l.remark(report.RuleDrift, report.Changed, "processes."+m.p.Name, "replicas.min",
			"no machine of group "+m.p.Name+" exists on Fly; it is written as the file wants it")
	}
	return true
}

func (t *translation) liveOnly(l *ledger, name string) {
	if t.file != nil && t.refused == "" {
		l.remark(report.RuleDrift, report.Changed, "machine.id", "", "the file knows no group "+name+", but machines of it run")
	}
}

// counts: a file says neither how many machines there are nor which volumes.
func counts(m member, live *spec.Process) {
	file := m.p
	file.Replicas.Live = live.Replicas.Live
	if !serves(m.view) || len(file.Volumes) > 0 {
		file.Replicas = live.Replicas
	}
	for i := range file.Volumes {
		for _, v := range live.Volumes {
			if v.Name == file.Volumes[i].Name {
				file.Volumes[i].Fly, file.Volumes[i].GiB = v.Fly, max(v.GiB, file.Volumes[i].GiB)
			}
		}
	}
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
	l := t.wanted.of(name)
	l.book = newBook()
	return t.sections(over(v, t.under), l), true
}

// sections runs every section over one view, in the order in which they need
// each other: ports before checks, checks before the rollout's deadline.
func (t *translation) sections(v view, l *ledger) member {
	in, p := &t.in, &spec.Process{Name: v.Name}
	own := in.Decisions
	plan := groupPlan(v.Name, own.Groups)
	if why, ok := t.job(v, plan); ok {
		return t.once(v, why, plan, l)
	}
	command(v, in.Dockerfile, p, l)
	listens(v, p, l)
	services(v, in.Dockerfile, own, insideOnly(in.Live), p, l)
	ofImage(v, in, p, l)
	private(v, in, p, l)
	edges(v, in, p, l)
	runtime(v, in, p, l)
	checks(v, waitTimeout(t.deploy()), p, l)
	grpcHealth(own.GRPC, p)
	mounts(v, in.Live, own.Volumes, p, l)
	liteFS(in.Code, p)
	vm(v, p, l)
	metrics(v, p, l)
	restart(v, in.Dockerfile, plan, p, l)
	statics(v, own.Statics, p, l)
	stop(v, in.Dockerfile, p, l)
	security(in.Dockerfile, own.User, p, l)
	replicas(v, in.Production, floor(own), plan, p, l)
	t.rollout(v, p)
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
