package steps

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/side"
)

// swings says whether the app moves early and needs something that doesn't.
func (v mover) swings() bool { return v.early && len(v.data)+len(v.later) > 0 }

// run starts the serving groups on GKE.
func (m *maker) run(v mover) {
	where, title := "gke", "Start "+v.Name+" on GKE"
	after := []string{secretsIn, imagesIn, id(plan.Prepare, v.Name, "apply")}
	if v.swings() {
		where, title = "bridge", "Start "+v.Name+" on GKE, with its data still on Fly"
		after = append(after, bridge)
	} else {
		after = append(after, m.opened(v.data)...)
		if v.night {
			after = append(after, maybe(commit(v.wave))...)
		}
	}
	if NeedsBridge(m.Company, *v.App) {
		after = append(after, bridge)
	}
	if m.partnered(v) {
		after = append(after, maybe(partners)...)
	}
	for _, c := range v.calls {
		after = append(after, maybe(id(plan.Switch, c, "run"))...)
	}
	s := plan.Step{
		ID: id(plan.Switch, v.Name, "run"), Phase: plan.Switch, Wave: v.wave, Owner: "apps", After: after, Title: title,
		Commands: v.gkeUp(), Verify: v.podsReady(),
		Undo:    plan.Undo{Commands: v.gkeDown(), Effects: []plan.Effect{plan.Do(plan.Halt, v.Name, "gke")}},
		Effects: []plan.Effect{plan.Do(plan.Run, v.Name, where)}, Estimate: guess(180, "images are pulled and pods become ready"),
	}
	if len(v.serving) == 0 {
		s.Title, s.Estimate = "Check that "+v.Name+" is ready to work on GKE", guess(30, "one look")
		s.Notes = []string{"It has workers only; they start in steps of their own."}
	}
	if !m.hasJobs(v.Name) {
		s.Commands = append(s.Commands, m.alone(v.App, side.GKE)...)
		s.Undo.Commands = append(m.alone(v.App, side.Fly), s.Undo.Commands...)
	}
	m.add(s)
}

func (v mover) podsReady() []plan.Check {
	return []plan.Check{{
		Run:    fmt.Sprintf("kubectl -n %s get pods %s", word(v.Namespace), selector(v.Name, "")),
		Expect: "every pod of " + strings.Join(append(v.groups(), "no other group"), ", ") + " Running and READY, no restarts",
	}}
}

// opened are the steps that let GKE write.
func (m *maker) opened(domains []string) []string {
	var ids []string
	for _, d := range domains {
		ids = append(ids, id(plan.Switch, d, "open"))
	}
	return ids
}

func (m *maker) watch(v mover) {
	after := []string{id(plan.Switch, v.Name, "run")}
	if v.http {
		after = append(after, id(plan.Switch, v.Name, "pass"))
	}
	checks := v.podsReady()
	for _, h := range v.hosts {
		r := m.routeOf(h)
		checks = append(checks, plan.Check{Run: visit(r.asked(), r.path), Expect: "the status it gave before the night, and via: 1.1 Caddy while Fly's edge passes it on"})
	}
	m.add(plan.Step{
		ID: id(plan.Verify, v.Name, "watch"), Phase: plan.Verify, Wave: v.wave, Owner: "apps", After: after, Waits: true,
		Title: "Watch " + v.Name + " for ten minutes", Verify: checks,
		Gate: "server errors below 2 %, the slowest 5 % at most twice as slow as on Fly, no pod restarts",
		Undo: nothing("looking changes nothing"), Estimate: guess(600, "long enough for load balancer metrics, which lag by one to three minutes"),
	})
}
