// Package steps turns a graph into the steps of a cutover: for each host, app,
// job and write domain what to run, how to see that it worked, how to take it
// back, and what it changes in the simulator's world. One file per subject.
//
// Every step's commands and effects are written side by side. Commands are for
// a POSIX shell in the root of the platform repo, with fly, gcloud, kubectl,
// curl, dig and jq; steps "on the bridge" have psql and rclone instead.
package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Input is what steps are made from.
type Input struct {
	Company   spec.Company
	Env       spec.Environment
	Graph     *graph.Graph
	Decisions decisions.Decisions
	Facts     spec.Facts
	Rehearsal bool
	Measured  map[string]int // seconds by step id, from a rehearsal
}

// maker collects steps.
type maker struct {
	Input
	steps []plan.Step
}

// All are the steps of an environment, in an order that can be walked, each
// following only what it must.
func All(in Input) ([]plan.Step, error) {
	m := &maker{Input: in}
	m.prepare()
	for _, h := range in.Graph.Hosts {
		m.host(h)
	}
	for i := range in.Graph.Apps {
		m.app(&in.Graph.Apps[i])
	}
	for i := range in.Graph.Domains {
		m.domain(&in.Graph.Domains[i])
	}
	for _, j := range in.Graph.Jobs {
		m.job(j)
	}
	for _, w := range in.Graph.Waves {
		m.wave(w)
	}
	if in.Rehearsal {
		m.rehearsal()
		return arrange(m.finished())
	}
	m.retire()
	for _, h := range in.Graph.Hosts {
		m.retireHost(m.routeOf(h))
	}
	for i := range in.Graph.Apps {
		m.retireApp(m.mover(&in.Graph.Apps[i]))
	}
	for i := range in.Graph.Domains {
		m.retireDomain(m.moveOf(&in.Graph.Domains[i]))
	}
	return arrange(m.finished())
}

// id names a step: its phase, what it is about, what it does.
func id(phase plan.Phase, about, what string) string {
	return string(phase) + "/" + strings.ReplaceAll(about, "*", "wildcard") + "/" + what
}

// maybe marks an id in after that counts only if the plan has such a step.
func maybe(ids ...string) []string {
	out := make([]string, len(ids))
	for i, s := range ids {
		out[i] = "?" + s
	}
	return out
}

func (m *maker) add(s plan.Step) { m.steps = append(m.steps, s) }

// finished settles optional predecessors, measured times and timeouts.
func (m *maker) finished() []plan.Step {
	have := map[string]bool{}
	for _, s := range m.steps {
		have[s.ID] = true
	}
	for i := range m.steps {
		s := &m.steps[i]
		s.After = settled(s.After, have)
		s.Undo.Redo = settled(s.Undo.Redo, have)
		if t, ok := m.Measured[s.ID]; ok {
			s.Estimate = plan.Estimate{Seconds: t, From: "measured in a rehearsal"}
		}
		if s.Timeout == 0 {
			s.Timeout = max(300, 3*s.Estimate.Seconds)
		}
	}
	return m.steps
}

func settled(ids []string, have map[string]bool) []string {
	var out []string
	for _, a := range ids {
		name, optional := strings.CutPrefix(a, "?")
		if (!optional || have[name]) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// guess is an estimate that nobody measured.
func guess(seconds int, why string) plan.Estimate {
	return plan.Estimate{Seconds: seconds, From: "assumed: " + why}
}

// nothing is the undo of a step whose result harms nobody.
func nothing(why string) plan.Undo { return plan.Undo{Say: "Leave it: " + why + "."} }

func (m *maker) projectFlag() string { return quoted("--project=%s", m.Env.Project) }

// quoted fills words into a format, each quoted for a shell.
func quoted(format string, words ...string) string {
	args := make([]any, len(words))
	for i, w := range words {
		args[i] = word(w)
	}
	return fmt.Sprintf(format, args...)
}
