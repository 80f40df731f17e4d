package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// The steps of a night that its wave shares.
func wave(n int) string   { return fmt.Sprintf("wave-%d", n) }
func goGate(n int) string { return id(plan.Freeze, wave(n), "go") }
func held(n int) string   { return id(plan.Freeze, wave(n), "held") }
func commit(n int) string { return id(plan.Switch, wave(n), "commit") }
func done(n int) string   { return id(plan.Verify, wave(n), "done") }

// freezeApp keeps requests away from an app and stops it where it writes.
func (m *maker) freezeApp(v mover) {
	if v.http {
		m.add(plan.Step{
			ID: id(plan.Freeze, v.Name, "hold"), Phase: plan.Freeze, Wave: v.wave, Owner: "apps", After: []string{goGate(v.wave), id(plan.Prepare, v.Name, "proxy")},
			Title:    "Put the holding page before " + v.Name,
			Commands: append([]string{machines(v.FlyApp, "", "started") + " > " + word(file(v.FlyApp, "ids"))}, edge(v.FlyApp, "hold", "app")...),
			Verify:   m.seen(v, "503 and x-fly2k8s: hold"),
			Undo:     plan.Undo{Commands: edge(v.FlyApp, "app", "hold"), Effects: []plan.Effect{plan.Do(plan.Route, v.Name, "app")}},
			Effects:  []plan.Effect{plan.Do(plan.Route, v.Name, "hold")}, Estimate: guess(60, "two commands"),
		})
	}
	if len(v.domains) > 0 {
		m.halt(v)
	}
}

// halt stops an app's serving groups on Fly.
func (m *maker) halt(v mover) {
	var stop, start []string
	for _, g := range v.groups() {
		ids := file(v.FlyApp+"-"+g, "ids")
		stop = append(stop, machines(v.FlyApp, g, "started")+" > "+word(ids), each("cordon", v.FlyApp, ids), each("stop", v.FlyApp, ids))
		start = append(start, each("start", v.FlyApp, ids))
		if !v.http {
			start = append(start, each("uncordon", v.FlyApp, ids))
		}
	}
	after := []string{held(v.wave)}
	for _, e := range m.Graph.Ahead {
		if slices.Contains(m.Graph.Calls(e), v.Name) {
			after = append(after, maybe(id(plan.Freeze, e, "halt"))...)
		}
	}
	effects, undo := []plan.Effect{plan.Do(plan.Halt, v.Name, "fly")}, []plan.Effect{plan.Do(plan.Run, v.Name, "fly")}
	if !v.http {
		effects, undo = slices.Concat(v.told(plan.Announce), effects), slices.Concat(undo, v.told(plan.Reopen))
	}
	m.add(plan.Step{
		ID: id(plan.Freeze, v.Name, "halt"), Phase: plan.Freeze, Wave: v.wave, Owner: "apps", After: after,
		Title: "Stop " + v.Name + " on Fly", Commands: stop,
		Notes:  []string{"Cordoned first: Fly's proxy would start a stopped machine again on the next request."},
		Verify: []plan.Check{{Run: strings.Join(listed(v.groups(), func(g string) string { return machines(v.FlyApp, g, "started") }), "\n"), Expect: "nothing"}},
		Undo:   plan.Undo{Commands: start, Effects: undo}, Effects: effects, Estimate: guess(45, "kill_timeout and a little more"),
	})
}

func listed(in []string, f func(string) string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = f(s)
	}
	return out
}

// told are the hosts of which clients hear that they are down, or up again.
func (v mover) told(verb plan.Verb) []plan.Effect {
	var effects []plan.Effect
	for _, h := range v.hosts {
		effects = append(effects, plan.Do(verb, h.Name, ""))
	}
	return effects
}

// swing is the night of an app that moved early: it stops on both sides, and
// starts again with its data on GKE.
func (m *maker) swing(v mover) {
	first, n := m.nights(v)
	down, back := v.told(plan.Announce), v.told(plan.Reopen)
	stop := slices.Concat(down, []plan.Effect{plan.Do(plan.Halt, v.Name, "fly"), plan.Do(plan.Halt, v.Name, "gke")})
	start := slices.Concat([]plan.Effect{plan.Do(plan.Run, v.Name, "bridge"), plan.Do(plan.Run, v.Name, "fly")}, back)
	ids := file(v.FlyApp, "ids")
	m.add(plan.Step{
		ID: id(plan.Freeze, v.Name, "halt"), Phase: plan.Freeze, Wave: first, Owner: "apps",
		After: []string{goGate(first), held(first), id(plan.Verify, v.Name, "watch")},
		Title: "Stop " + v.Name + " on both sides", Commands: append(v.gkeDown(), each("stop", v.FlyApp, ids)),
		Notes:   []string{"Its hosts answer 503 from the load balancer until it starts again."},
		Verify:  []plan.Check{{Run: fmt.Sprintf("kubectl -n %s get pods %s", word(v.Namespace), selector(v.Name, "")), Expect: "No resources found"}},
		Undo:    plan.Undo{Commands: append(v.gkeUp(), each("start", v.FlyApp, ids)), Effects: start},
		Effects: stop, Estimate: guess(60, "pods and machines stop"),
	})
	after := append(append(m.opened(v.data), id(plan.Freeze, v.Name, "halt")), maybe(commit(n))...)
	for _, c := range v.later {
		after = append(after, id(plan.Switch, c, "run"))
	}
	m.add(plan.Step{
		ID: id(plan.Switch, v.Name, "swing"), Phase: plan.Switch, Wave: n, Owner: "apps", After: after,
		Title: "Start " + v.Name + " with its data on GKE", Commands: append([]string{quoted("kubectl -n %s rollout restart deployment,statefulset ", v.Namespace) + selector(v.Name, "")}, v.gkeUp()...),
		Precheck: []string{quoted("kubectl -n %s get externalsecret", v.Namespace)},
		Notes:    []string{"Set its addresses to the new data first: the new version of each secret that REPORT.md marks rewrite."},
		Verify:   v.podsReady(),
		Undo:     plan.Undo{Commands: v.gkeDown(), Effects: slices.Concat(down, []plan.Effect{plan.Do(plan.Halt, v.Name, "gke")})},
		Effects:  slices.Concat([]plan.Effect{plan.Do(plan.Run, v.Name, "gke")}, back), Estimate: guess(180, "pods become ready"),
	})
}

// nights are the first and the last wave of what an early app left behind.
func (m *maker) nights(v mover) (first, last int) {
	for _, d := range slices.Concat(v.data, v.later) {
		n := m.Graph.Wave(d)
		if first == 0 || n < first {
			first = n
		}
		last = max(last, n)
	}
	return first, last
}

// byRisk are a wave's apps with an edge, the ones with least at stake first:
// an apex or an API last.
func (m *maker) byRisk(n int) []string {
	var names []string
	risk := map[string]int{}
	for _, a := range m.Graph.Apps {
		if m.Graph.Wave(a.Name) == n && graph.HTTP(a) {
			names = append(names, a.Name)
		}
	}
	for _, h := range m.Graph.Hosts {
		risk[h.App] += stake(h)
	}
	slices.SortStableFunc(names, func(a, b string) int { return risk[a] - risk[b] })
	return names
}

func stake(h spec.Host) int {
	switch {
	case strings.HasPrefix(h.Name, "api."):
		return 10
	case h.Apex:
		return 5
	}
	return 1
}
