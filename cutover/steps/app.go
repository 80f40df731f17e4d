package steps

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A mover is an app with what its steps need to know.
type mover struct {
	*spec.App
	wave    int
	night   bool     // its wave freezes writes
	early   bool     // it moves before its data
	domains []string // that its serving groups write to
	data    []string // that any part of it writes to or reads
	http    bool
	serving []spec.Process
	hosts   []spec.Host
	calls   []string // apps that move before it or with it
	later   []string // apps that it calls and that move after it: over the bridge until then
	single  []string // its volumes that LiteFS kept: one disk and one copy from now on
}

func (m *maker) mover(a *spec.App) mover {
	v := mover{App: a, wave: m.Graph.Wave(a.Name), http: graph.HTTP(*a), serving: graph.Serving(*a)}
	for _, c := range Calls(m.Graph, a.Name) {
		if m.Graph.Wave(c) > v.wave {
			v.later = append(v.later, c)
		} else {
			v.calls = append(v.calls, c)
		}
	}
	v.early = slices.Contains(m.Graph.Ahead, a.Name)
	v.night = v.wave > 0 && m.Graph.Waves[v.wave-1].Night
	v.domains = Written(m.Graph, a.Name)
	v.data = v.domains
	for _, d := range m.Graph.Domains {
		if slices.Contains(m.Graph.Readers[d.Name], a.Name) || slices.Contains(d.Writers, a.Name) && !slices.Contains(v.data, d.Name) {
			v.data = append(v.data, d.Name)
		}
	}
	for _, d := range m.Graph.Domains {
		if d.App == a.Name && d.Data == "litefs" {
			v.single = append(v.single, d.Volume.Name)
		}
	}
	for _, h := range m.Graph.Hosts {
		if h.App == a.Name {
			v.hosts = append(v.hosts, h)
		}
	}
	return v
}

// Written are the domains that an app's serving groups write to.
func Written(g *graph.Graph, app string) []string {
	var names []string
	for _, d := range g.Domains {
		if slices.Contains(d.Writers, app) && g.ServingWrites(app, d) {
			names = append(names, d.Name)
		}
	}
	return names
}

// Calls are the apps that an app calls, without those that call it back: in a
// circle nobody can be first.
func Calls(g *graph.Graph, app string) []string {
	var to []string
	for _, c := range g.Calls(app) {
		if !g.Circular(app, c) {
			to = append(to, c)
		}
	}
	return to
}

func (m *maker) app(a *spec.App) {
	v := m.mover(a)
	m.apply(v)
	if v.http {
		m.proxy(v)
	}
	if v.night {
		m.freezeApp(v)
	}
	m.run(v)
	if v.http {
		if !v.night {
			m.share(v)
		}
		m.pass(v)
	}
	m.watch(v)
	if v.swings() {
		m.swing(v)
	}
}

func overlay(a *spec.App) string { return "apps/" + a.Name + "/overlays/" + a.Env }

// apply makes everything but running pods: new load balancer back ends take
// minutes to be programmed, which the night doesn't have.
func (m *maker) apply(v mover) {
	cmds, title, undo := []string{"kubectl apply -k " + word(overlay(v.App))}, "Make the objects of "+v.Name+", with nothing running", nothing("nothing runs")
	if m.followed() {
		cmds = append(m.paused(v.App), "kubectl apply --server-side --force-conflicts -k "+word(gitops.Folder(*v.App)))
		title = "Pause " + m.tool() + " on " + v.Name + ", and stop what it runs on GKE"
		undo = plan.Undo{Say: "Let " + m.tool() + " apply git again, where GKE is still the passive side.", Commands: m.follow(v.App)}
	}
	cmds = append(cmds, scale(v.Namespace, v.Name, "", 0))
	m.add(plan.Step{
		ID: id(plan.Prepare, v.Name, "apply"), Phase: plan.Prepare, Wave: v.wave, Owner: "apps", After: []string{secretsIn, imagesIn}, Lead: day,
		Title:    title,
		Notes:    []string{"Schedules are suspended, and data on GKE refuses the app's roles until it is opened, so a pod that starts for a moment can write nothing."},
		Commands: cmds,
		Verify:   append(m.apart(v.App), plan.Check{Run: fmt.Sprintf("kubectl -n %s get pods %s", word(v.Namespace), selector(v.Name, "")), Expect: "No resources found"}),
		Undo:     undo, Estimate: guess(600, "load balancer back ends take minutes"),
	})
}

func (v mover) groups() []string {
	var names []string
	for _, p := range v.serving {
		names = append(names, p.Name)
	}
	return names
}

func (v mover) gkeUp() []string {
	var cmds []string
	for _, p := range v.serving {
		cmds = append(cmds, scale(v.Namespace, v.Name, p.Name, v.copies(p)), rollout(v.Namespace, v.Name, p.Name))
	}
	return cmds
}

// copies are those that serve; of what LiteFS kept on several machines there
// is one from now on.
func (v mover) copies(p spec.Process) int {
	if slices.ContainsFunc(p.Volumes, func(vol spec.Volume) bool { return slices.Contains(v.single, vol.Name) }) {
		return 1
	}
	return max(1, p.Replicas.Min)
}

func (v mover) gkeDown() []string {
	var cmds []string
	for _, g := range v.groups() {
		cmds = append(cmds, scale(v.Namespace, v.Name, g, 0))
	}
	return cmds
}
