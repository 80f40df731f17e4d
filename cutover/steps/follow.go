package steps

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// followAgain ends the pause of an app that has moved: git says what runs, and
// the tool applies it from now on. It comes before releases are allowed, as a
// deploy would not arrive otherwise.
func (m *maker) followAgain(a *spec.App) {
	if !m.followed() {
		return
	}
	diff := "kubectl diff --server-side --force-conflicts -k " + word(gitops.Folder(*a))
	write := m.written(a, "active")
	notes := []string{fmt.Sprintf("Where %s is protected, have these commits approved first: nothing waits for them but this step.", gitops.Branch)}
	if len(a.Jobs) > 0 {
		notes = append(notes, "It starts what runs once per deploy, where the night has left that suspended.")
	}
	expect := "nothing: git says what runs, so following it changes nothing"
	if releasedHere(a) {
		expect = "the release command's Job and nothing else; it runs once"
	}
	m.add(plan.Step{
		ID: id(plan.Retire, a.Name, "follow"), Phase: plan.Retire, Wave: m.lastWaveOf(a), Owner: "apps", After: []string{done(m.lastWaveOf(a))},
		Title: fmt.Sprintf("Let %s apply %s from git again, as the side that is active", m.tool(), a.Name), Notes: notes,
		Precheck: []string{"git status --short -- apps platform"}, Commands: append(append(write, diff), m.follow(a, m.settled(a)...)...),
		Verify: append([]plan.Check{{Run: diff, Expect: expect}}, m.following(a)...),
		Undo: plan.Undo{
			Say:      "Pause first: a push may have to wait for a review, the pause must not.",
			Commands: append(m.paused(a), m.back(a)...),
		},
		Estimate: guess(300, "git is fetched within minutes"),
	})
}

// settled is what must hold before Argo CD syncs by itself: that what runs is
// what git says. Flux has no word for it without applying; the difference that
// was printed before says it.
func (m *maker) settled(a *spec.App) []string {
	if !m.argo() || releasedHere(a) {
		return nil
	}
	return []string{m.kubectl(quoted("wait application/%s --for=jsonpath='{.status.sync.status}'=Synced --timeout=1m", gitops.Name(*a)))}
}

// back says in git that the other side is the active one.
func (m *maker) back(a *spec.App) []string {
	write := m.written(a, "passive")
	if len(write) == 0 {
		return nil
	}
	return append(write, "git pull --quiet --rebase --autostash && git push --quiet")
}

func (m *maker) following(a *spec.App) []plan.Check {
	if m.argo() {
		return []plan.Check{{
			Run:    m.kubectl(quoted("get application %s -o jsonpath='{.spec.syncPolicy.automated.selfHeal} {.status.sync.status} {.status.health.status}'", gitops.Name(*a))),
			Expect: "true Synced Healthy",
		}}
	}
	var checks []plan.Check
	for _, get := range m.each("flux get kustomization %s", a) {
		checks = append(checks, plan.Check{Run: get, Expect: "SUSPENDED False, READY True, at the commit just pushed"})
	}
	return checks
}

// lastWaveOf is the last wave in which anything of the app moves.
func (m *maker) lastWaveOf(a *spec.App) int {
	v := m.mover(a)
	last := v.wave
	if v.swings() {
		_, n := m.nights(v)
		last = max(last, n)
	}
	for _, j := range m.Graph.Jobs {
		if _, n := m.jobWaves(j); j.App == a.Name {
			last = max(last, n)
		}
	}
	return last
}
