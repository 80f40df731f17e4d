package steps

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A group that ends by itself runs with each deploy. On GKE its Job sleeps in a
// folder of its own; the night wakes it once, as a deploy would.

const (
	onceStops  = "Each deploy to Fly started it. If it runs now, wait for its end rather than cut it short."
	onceStarts = "It does its work again, as with every deploy. Where that is wrong tonight, leave it suspended: the next deploy starts it."
)

func onceNotes(j graph.Job, text string) []string {
	if j.Kind != "job" {
		return nil
	}
	return []string{text}
}

// startOnce makes the Job anew, with the image that runs now: a Job can't be
// changed.
func startOnce(a *spec.App, j graph.Job) []string {
	return []string{
		fmt.Sprintf("kubectl -n %s delete job %s --ignore-not-found --wait", word(a.Namespace), selector(a.Name, j.Group)),
		"kubectl apply -k " + word(overlay(a)+"/once"),
		suspendOnce(a, j, false),
	}
}

// suspendOnce also ends the pods of a Job that runs.
func suspendOnce(a *spec.App, j graph.Job, yes bool) string {
	return fmt.Sprintf("kubectl -n %s get job %s -o name |\n  xargs -r -I JOB kubectl -n %s patch JOB --type=merge -p '{\"spec\":{\"suspend\":%t}}'",
		word(a.Namespace), selector(a.Name, j.Group), word(a.Namespace), yes)
}

func startedOnce(a *spec.App, j graph.Job) []plan.Check {
	return []plan.Check{{
		Run:    fmt.Sprintf("kubectl -n %s get job %s", word(a.Namespace), selector(a.Name, j.Group)),
		Expect: "Running or Complete, not Suspended or Failed; its log shows work done",
	}}
}
