package steps

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// volume copies a disk in two passes: all of it while it is in use, then what
// changed, with nothing running but a shell. The pod that will use it is not
// running; a holder pod has the claim bound, in the right zone.
func (m *maker) volume(v move) {
	a := m.appOf(v.App)
	d := disk{move: v, namespace: a.Namespace, fly: a.FlyApp}
	last, note := d.changed(), "A copy of a file tree: owners, modes and times stay. Several volumes of one app are different data, and each goes to the pod of its number."
	first := d.whole()
	if v.Data == "sqlite" {
		first, last = d.sqlite(), d.sqlite()
		note = "SQLite goes through its backup, never as a file: the log beside it may hold the newest rows."
	}
	compare, equal := d.compare(), "the same list on both sides: diff prints nothing"
	if v.Data == "litefs" {
		first, last, compare = d.litefs(), d.litefs(), d.compareLiteFS()
		note = "LiteFS exports on its primary; GKE gets plain SQLite files on one disk, and one copy of the app, which opens them there without LiteFS. This shell needs sqlite3."
		equal = "diff prints nothing, then the number of databases: each is ok, with the same rows on both sides"
	}
	m.add(plan.Step{
		ID: v.id(plan.Copy, "ready"), Phase: plan.Copy, Wave: v.wave, Owner: "apps", After: []string{platform, id(plan.Prepare, v.App, "apply")}, Lead: day, Blocked: v.blocked,
		Title: "Copy volume " + v.Name + " a first time, while it is in use", Notes: []string{note},
		Commands: append(append(d.holders(), "date +%s > "+word(file(v.Name, "first"))), first...), Verify: checks(d.sizes(), "about the same size on both sides"),
		Undo:    plan.Undo{Say: "Remove the holder pods.", Commands: []string{d.dropHolders()}},
		Effects: []plan.Effect{v.effect(plan.Copied, "")}, Waits: true,
		Estimate: plan.Estimate{Seconds: max(300, seconds(v.usedMiB(), assumedDump)), From: fmt.Sprintf("%d MiB at %.0f MiB/s, assumed", v.usedMiB(), assumedDump)},
	})
	m.fenceByStop(v, "Nothing has volume "+v.Name+" in use", []string{machines(a.FlyApp, v.Group, "started")}, "nothing")
	m.idle(v, d)
	m.lastCopy(v, last, compare, equal, max(120, seconds(v.usedMiB(), assumedDump)/10))
	m.open(v, []string{v.id(plan.Freeze, "compare")}, []string{d.dropHolders()}, nil,
		plan.Undo{Say: "Files written on GKE go back first: make the holder pods again and copy with both sides swapped, the machine idle."})
}

// A disk is a volume with what its commands need.
type disk struct {
	move
	namespace, fly string
}

// idle starts the volume's machines with a shell that sleeps instead of the
// app: a stopped machine can't be read.
func (m *maker) idle(v move, d disk) {
	var cmds, undo []string
	auth := `-H "Authorization: Bearer $FLY_API_TOKEN"`
	shell := `["sleep", "infinity"]`
	if v.Data == "litefs" { // its export needs it mounted, with nothing of the app behind it
		shell = `["litefs", "mount", "--", "sleep", "infinity"]`
	}
	for n, f := range v.Volume.Fly {
		url, config := word(machinesAPI+d.fly+"/machines/"+f.Machine), word(file(v.Name, fmt.Sprintf("machine-%d.json", n)))
		cmds = append(cmds, fmt.Sprintf("curl -fsS %s %s | jq '{config, skip_launch: true}' > %s\njq '{config: (.config | .init.exec = %s | del(.services, .checks))}' %s | curl -fsS -X POST %s -H 'Content-Type: application/json' --data @- %s | jq .state", auth, url, config, shell, config, auth, url))
		undo = append(undo, fmt.Sprintf("fly machine stop %s -a %s\ncurl -fsS -X POST %s -H 'Content-Type: application/json' --data @%s %s | jq .state", word(f.Machine), word(d.fly), auth, config, url))
	}
	m.add(plan.Step{
		ID: v.id(plan.Freeze, "idle"), Phase: plan.Freeze, Wave: v.wave, Owner: "apps", After: []string{v.id(plan.Freeze, "fence")}, Blocked: v.blocked,
		Title: "Start the machines of " + v.Name + " with a shell instead of the app", Commands: cmds,
		Verify: []plan.Check{{Run: fmt.Sprintf("fly ssh console -a %s --machine %s -C 'ps'", word(d.fly), word(v.Volume.Fly[0].Machine)), Expect: "sleep, and no process of the app"}},
		Undo:   plan.Undo{Say: "Before the app starts on Fly again: its own configuration goes back.", Commands: undo}, Estimate: guess(60, "one call a machine"),
	})
}

func (v move) usedMiB() int {
	used := 0
	for _, f := range v.Volume.Fly {
		if f.UsedMiB > 0 {
			used += f.UsedMiB
		} else {
			used += f.SizeGB * 1024
		}
	}
	return used
}

func (d disk) holder(n int) string { return fmt.Sprintf("hold-%s-%d", d.Volume.Name, n) }

func (d disk) dropHolders() string {
	return fmt.Sprintf("kubectl -n %s delete pod %s --ignore-not-found --wait", word(d.namespace), "-l "+word("fly2k8s.dev/holder="+d.Volume.Name))
}

// workload is the StatefulSet's name: the app's for Fly's default group, which
// is called app, and app-group for others.
func (d disk) workload() string {
	if d.Group == "app" || d.Group == "" {
		return d.App
	}
	return d.App + "-" + d.Group
}

// holders are pods that do nothing but have the claim mounted. The claim's name
// is the one that a StatefulSet gives to its copies.
func (d disk) holders() []string {
	var cmds []string
	for n := range d.Volume.Fly {
		claim := fmt.Sprintf("%s-%s-%d", d.Volume.Name, d.workload(), n)
		pod := fmt.Sprintf(`{"spec":{"containers":[{"name":"hold","image":"busybox:1.37.0","command":["sleep","infinity"],"volumeMounts":[{"name":"data","mountPath":"/data"}]}],"volumes":[{"name":"data","persistentVolumeClaim":{"claimName":%q}}]}}`, claim)
		cmds = append(cmds, fmt.Sprintf("kubectl -n %s run %s --image=busybox:1.37.0 --restart=Never --labels=%s --overrides=%s\nkubectl -n %s wait --for=condition=Ready --timeout=5m pod/%s",
			word(d.namespace), word(d.holder(n)), word("fly2k8s.dev/holder="+d.Volume.Name), word(pod), word(d.namespace), word(d.holder(n))))
	}
	return cmds
}
