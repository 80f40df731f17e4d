package steps

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/side"
)

// A move is one write domain on its way.
type move struct {
	*graph.Domain
	wave    int
	blocked string
}

func ready(d string) string { return id(plan.Copy, d, "ready") }

func (m *maker) domain(d *graph.Domain) {
	v := m.moveOf(d)
	switch d.Kind {
	case "postgres":
		m.postgres(v)
	case "redis":
		m.redis(v)
	case "queue":
		m.queue(v)
	case "bucket":
		m.bucket(v)
	case "volume":
		m.volume(v)
	}
}

func (m *maker) moveOf(d *graph.Domain) move {
	return move{Domain: d, wave: m.Graph.Wave(d.Name), blocked: d.Blocked}
}

func (v move) effect(verb plan.Verb, arg string) plan.Effect { return plan.Do(verb, v.Name, arg) }

func (v move) id(phase plan.Phase, what string) string { return id(phase, v.Name, what) }

// stopped are the steps after which nothing of ours writes to the domain on Fly.
func (m *maker) stopped(v move) []string {
	after := []string{goGate(v.wave)}
	for _, w := range v.Writers {
		if m.Graph.ServingWrites(w, *v.Domain) {
			after = append(after, id(plan.Freeze, w, "halt"))
		}
	}
	for _, j := range m.Graph.Jobs {
		if slices.Contains(j.Domains, v.Name) {
			after = append(after, id(plan.Freeze, j.Name, "stop"))
		}
	}
	return after
}

// open is the step that lets GKE write. Where something brings new rows back,
// its undo does so before anything else.
func (m *maker) open(v move, after []string, commands []string, verify []plan.Check, undo plan.Undo) {
	undo.Effects = []plan.Effect{v.effect(plan.Close, ""), v.effect(plan.Returned, "")}
	if v.Back == "none" {
		undo.Effects = undo.Effects[:1]
	}
	commands = append(slices.Clone(commands), m.activate(v.Name, side.GKE)...)
	undo.Commands = append(m.activate(v.Name, side.Fly), undo.Commands...)
	m.add(plan.Step{
		ID: v.id(plan.Switch, "open"), Phase: plan.Switch, Wave: v.wave, Owner: "database", After: after, People: 2, Blocked: v.blocked,
		Title: "Let GKE write to " + v.Name, Commands: commands, Verify: verify, Undo: undo,
		Gate:    "both sides were compared and are equal",
		Effects: []plan.Effect{v.effect(plan.Admit, "")}, Estimate: guess(60, "one statement"),
	})
}

// compared is the step that proves both sides equal.
func (m *maker) compared(v move, after []string, commands []string, expect string, seconds int) {
	m.add(plan.Step{
		ID: v.id(plan.Freeze, "compare"), Phase: plan.Freeze, Wave: v.wave, Owner: "database", Where: "bridge", After: after, Blocked: v.blocked,
		Title: "Compare both sides of " + v.Name, Verify: checks(commands, expect),
		Undo: nothing("it only reads"), Estimate: guess(seconds, "counts and samples"), Effects: []plan.Effect{v.effect(plan.Compare, "")},
	})
}

func checks(commands []string, expect string) []plan.Check {
	var out []plan.Check
	for _, c := range commands {
		out = append(out, plan.Check{Run: c, Expect: expect})
	}
	return out
}
