package translate

import (
	"slices"
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// machines sorts the app's machines: those of process groups are returned with
// their places in the inventory, the one that stands for a group first; all
// others are answered here.
func (t *translation) machines() (at map[string][]int, kept map[string][]*inventory.Machine) {
	at, kept = map[string][]int{}, map[string][]*inventory.Machine{}
	if t.in.Live == nil {
		return at, kept
	}
	items := t.in.Live.Machines.Items
	for i := range items {
		m := &items[i]
		if m.Kind() == inventory.MachineService && m.Group() != "" {
			at[m.Group()] = append(at[m.Group()], i)
			continue
		}
		t.other(i, m)
	}
	for name, places := range at {
		slices.SortStableFunc(places, func(a, b int) int { return rank(&items[a]) - rank(&items[b]) })
		for _, i := range places {
			kept[name] = append(kept[name], &items[i])
		}
	}
	return at, kept
}

// rank: a running machine with its whole config stands for its group.
func rank(m *inventory.Machine) int {
	switch {
	case m.Config == nil:
		return 2
	case m.State != "started":
		return 1
	}
	return 0
}

// other answers machines that belong to no process group's count.
func (t *translation) other(i int, m *inventory.Machine) {
	l := t.ledger(machineOrigin(t.flyApp, i, m))
	switch m.Kind() {
	case inventory.MachineScheduled:
		t.running = append(t.running, l)
		t.schedule(m, l)
	case inventory.MachineStandby:
		l.leave(noteOf(report.RuleSchedule), report.Dropped, i, "a standby only starts when another machine's host dies; replicas and a disruption budget stand in for it")
	case inventory.MachineLeftover:
		l.leave(advise(noteOf(report.RuleOutsideLaunch), "nothing"), report.Dropped, i, "left over from a release command, a console or a test; it is no part of the app")
	case inventory.MachineGone:
		l.leave(advise(noteOf(report.RuleOutsideLaunch), "nothing"), report.Dropped, i, "the machine is "+m.State)
	case inventory.MachineOneOff:
		l.leave(report.RuleOutsideLaunch, report.Undecided, i, "a machine that destroys itself when its command ends: something starts it through the API")
	default:
		l.leave(report.RuleOutsideLaunch, report.Undecided, i, "a machine without a process group: fly deploy did not make it, so nothing is written for it")
	}
}

// leave answers a whole machine with one finding.
func (l *ledger) leave(r report.Rule, o report.Outcome, i int, why string) {
	f := report.Of(r, o, l.from.base, why)
	f.Env, f.From.Key = l.env, "machines.items["+strconv.Itoa(i)+"]"
	l.book.write(f)
	for j := range l.from.settled {
		l.from.settled[j] = true
	}
}

// fromMachines works a group out from its machines; the first stands for all.
func (t *translation) fromMachines(name string, machines []*inventory.Machine, at []int) member {
	l := t.ledger(machineOrigin(t.flyApp, at[0], machines[0])).of(name)
	l.book = newBook()
	t.running = append(t.running, l)
	v := machineView(name, machines)
	v.Default = t.file != nil && name == t.file.DefaultGroup() || t.file == nil && name == "app"
	m := t.sections(v, l)
	if t.wanted == nil {
		m.imageOf(machines[0], t)
	}
	t.image(machines[0])
	for i, other := range machines[1:] {
		t.uneven(l, machines[0], other, at[i+1])
	}
	t.regions(machines, l)
	for i, one := range machines {
		t.unreachable(one, at[i])
	}
	return m
}

func (t *translation) unreachable(m *inventory.Machine, i int) {
	l := t.ledger(&origin{base: report.Source{App: t.flyApp, Machine: m.ID, File: inventoryFile(t.flyApp)}})
	key := "machines.items[" + strconv.Itoa(i) + "]."
	if m.Config == nil {
		f := report.Of(report.RuleHostUnreachable, report.Undecided, l.from.base, "its host is "+m.HostStatus+", so only a part of its config is known")
		f.Env, f.From.Key = l.env, key+"host_status"
		t.book.write(f)
	}
	if m.Cordoned {
		f := report.Of(report.RuleCordoned, report.Changed, l.from.base, "the machine is cordoned and gets no requests on Fly; its copy on GKE will")
		f.Env, f.From.Key = l.env, key+"cordoned"
		t.book.write(f)
	}
}

// image: what runs now is the first version on the other side, so that code and
// platform never change together.
func (t *translation) image(m *inventory.Machine) {
	if t.app.Image.Digest == "" {
		t.app.Image.Tag, t.app.Image.Digest = m.ImageRef.Tag, m.ImageRef.Digest
	}
}

// imageOf: without any config the running image says where the app comes from.
func (mem member) imageOf(m *inventory.Machine, t *translation) {
	ref := m.ImageRef
	t.app.Image.Name = t.app.Name
	if ref.Registry == "registry.fly.io" || ref.Registry == "" && ref.Repository == t.flyApp {
		t.app.Image.Built = true
		mem.l.of("").remark(advise(report.RuleBuild, "give the source folder with -s"), report.Undecided, "image", "image",
			"the image stands in Fly's registry alone, and no config says how it is built")
		return
	}
	t.app.Image.Repo = ref.Repository
	if ref.Registry != "" {
		t.app.Image.Repo = ref.Registry + "/" + ref.Repository
	}
}

// regions: everything runs in one region on the other side.
func (t *translation) regions(machines []*inventory.Machine, l *ledger) {
	home := t.region()
	count := map[string]int{}
	for _, m := range machines {
		count[m.Region]++
	}
	for _, m := range machines {
		n := count[m.Region]
		if m.Region == home || n == 0 {
			continue
		}
		count[m.Region] = 0
		l.remark(report.RuleRegions, report.Changed, "machine.region", "replicas.min",
			strconv.Itoa(n)+" of "+strconv.Itoa(len(machines))+" machines run in "+m.Region+away(m.Region, home)+", not in "+home+"; all pods run in one region")
	}
}

// region is the app's home in Fly's code: what the file says, else what the
// machines were told, else where the first of them runs.
func (t *translation) region() string {
	if t.file != nil {
		if region := regionOf(&t.file.Config); region != "" {
			return region
		}
	}
	if t.in.Live == nil {
		return ""
	}
	for i := range t.in.Live.Machines.Items {
		if told := t.in.Live.Machines.Items[i].Effective().Env["PRIMARY_REGION"]; told != "" {
			return told
		}
	}
	if len(t.in.Live.Machines.Items) > 0 {
		return t.in.Live.Machines.Items[0].Region
	}
	return ""
}

// regionOf is primary_region, or the variable that flyctl makes of it.
func regionOf(c *flytoml.Config) string {
	if c.PrimaryRegion != "" {
		return c.PrimaryRegion
	}
	for _, e := range c.Env {
		if e.Name == "PRIMARY_REGION" {
			return e.Value
		}
	}
	return ""
}
