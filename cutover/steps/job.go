package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/graph"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// job moves a schedule, a group of workers or one that each deploy starts: it
// stops on Fly before it starts on GKE, since both would send the same mail twice.
func (m *maker) job(j graph.Job) {
	a := m.appOf(j.App)
	first, n := m.jobWaves(j)
	stop, start := id(plan.Freeze, j.Name, "stop"), id(plan.Switch, j.Name, "start")
	m.add(plan.Step{
		ID: stop, Phase: plan.Freeze, Wave: first, Owner: "apps", After: m.beforeStop(j, first),
		Title: fmt.Sprintf("Stop %s %s on Fly", j.Kind, j.Name), Commands: stopJob(a, j), Verify: stoppedJob(a, j), Notes: onceNotes(j, onceStops),
		Undo:    plan.Undo{Commands: startOnFly(a, j), Effects: []plan.Effect{plan.Do(plan.Run, j.Name, "fly")}},
		Effects: []plan.Effect{plan.Do(plan.Halt, j.Name, "fly")}, Estimate: guess(30, "one call"),
	})
	after := append([]string{stop, id(plan.Switch, j.App, "run"), secretsIn, imagesIn}, m.opened(j.Domains)...)
	after = append(after, maybe(commit(n))...)
	if j.Kind == "schedule" {
		after = append(after, id(plan.Verify, j.App, "watch"))
	}
	m.add(plan.Step{
		ID: start, Phase: plan.Switch, Wave: n, Owner: "apps", After: after,
		Title: fmt.Sprintf("Start %s %s on GKE", j.Kind, j.Name), Notes: onceNotes(j, onceStarts), Commands: append(startOnGKE(a, j), m.alone(a, side.GKE)...), Verify: startedJob(a, j),
		Undo:    plan.Undo{Commands: append(m.alone(a, side.Fly), stopOnGKE(a, j)...), Effects: []plan.Effect{plan.Do(plan.Halt, j.Name, "gke")}},
		Effects: []plan.Effect{plan.Do(plan.Run, j.Name, "gke")}, Estimate: guess(60, "one call and a look"),
	})
}

// jobWaves are the first and the last wave of the job's data, or else that of
// its app.
func (m *maker) jobWaves(j graph.Job) (first, last int) {
	for _, d := range j.Domains {
		n := m.Graph.Wave(d)
		if first == 0 || n < first {
			first = n
		}
		last = max(last, n)
	}
	if last == 0 {
		first, last = m.Graph.Wave(j.App), m.Graph.Wave(j.App)
	}
	return first, last
}

// beforeStop: consumers of a queue go on until it is empty.
func (m *maker) beforeStop(j graph.Job, n int) []string {
	after := []string{secretsIn, imagesIn, id(plan.Prepare, j.App, "apply")}
	if n > 0 && m.Graph.Waves[n-1].Night {
		after = append(after, goGate(n))
	}
	if j.Kind == "worker" {
		for _, d := range m.Graph.Domains {
			if d.Kind == "queue" && slices.Contains(j.Domains, d.Name) {
				after = append(after, id(plan.Freeze, d.Name, "drain"))
			}
		}
	}
	return after
}

const machinesAPI = "https://api.machines.dev/v1/apps/"

func saved(j graph.Job) string { return file(j.Name, "json") }

// stopJob takes the schedule off a machine, which stays as it is otherwise, or
// stops a group's machines.
func stopJob(a *spec.App, j graph.Job) []string {
	ids := file(j.Name, "ids")
	if j.Kind != "schedule" {
		return []string{machines(a.FlyApp, j.Group, "started") + " > " + word(ids), each("stop", a.FlyApp, ids)}
	}
	url := word(machinesAPI + a.FlyApp + "/machines/" + j.Machine)
	auth := `-H "Authorization: Bearer $FLY_API_TOKEN"`
	return []string{
		fmt.Sprintf("curl -fsS %s %s | jq '{config, skip_launch: true}' > %s", auth, url, word(saved(j))),
		fmt.Sprintf("jq 'del(.config.schedule)' %s | curl -fsS -X POST %s -H 'Content-Type: application/json' --data @- %s | jq .state", word(saved(j)), auth, url),
	}
}

func stoppedJob(a *spec.App, j graph.Job) []plan.Check {
	if j.Kind != "schedule" {
		return []plan.Check{{Run: machines(a.FlyApp, j.Group, "started"), Expect: "nothing"}}
	}
	filter := fmt.Sprintf(".[] | select(.id == %q) | .config.schedule", j.Machine)
	return []plan.Check{{Run: fmt.Sprintf("fly machine list -a %s --json | jq -r %s", word(a.FlyApp), word(filter)), Expect: "null, and the machine is not in state started"}}
}

func startOnFly(a *spec.App, j graph.Job) []string {
	if j.Kind != "schedule" {
		return []string{each("start", a.FlyApp, file(j.Name, "ids"))}
	}
	url := word(machinesAPI + a.FlyApp + "/machines/" + j.Machine)
	return []string{fmt.Sprintf("curl -fsS -X POST -H \"Authorization: Bearer $FLY_API_TOKEN\" -H 'Content-Type: application/json' --data @%s %s | jq .config.schedule", word(saved(j)), url)}
}

func startOnGKE(a *spec.App, j graph.Job) []string {
	switch j.Kind {
	case "worker":
		return []string{scale(a.Namespace, a.Name, j.Group, replicas(a, j.Group)), rollout(a.Namespace, a.Name, j.Group)}
	case "job":
		return startOnce(a, j)
	}
	return []string{suspend(a, j, false)}
}

func stopOnGKE(a *spec.App, j graph.Job) []string {
	switch j.Kind {
	case "worker":
		return []string{scale(a.Namespace, a.Name, j.Group, 0)}
	case "job":
		return []string{suspendOnce(a, j, true)}
	}
	return []string{suspend(a, j, true)}
}

// longestCronJob is the length up to which a CronJob is named app-schedule;
// longer ones are shortened and found by their label.
// https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#cronjob-name
const longestCronJob = 52

func suspend(a *spec.App, j graph.Job, yes bool) string {
	patch := fmt.Sprintf(`'{"spec":{"suspend":%t}}'`, yes)
	if name := cronJob(j); len(name) <= longestCronJob {
		return fmt.Sprintf("kubectl -n %s patch cronjob %s --type=merge -p %s", word(a.Namespace), word(name), patch)
	}
	return fmt.Sprintf("kubectl -n %s get cronjob %s -o name |\n  xargs -r -I CRONJOB kubectl -n %s patch CRONJOB --type=merge -p %s", word(a.Namespace), selector(a.Name, j.Group), word(a.Namespace), patch)
}

func cronJob(j graph.Job) string { return strings.Replace(j.Name, "/", "-", 1) }

func startedJob(a *spec.App, j graph.Job) []plan.Check {
	switch j.Kind {
	case "job":
		return startedOnce(a, j)
	case "worker":
		return []plan.Check{{Run: fmt.Sprintf("kubectl -n %s get pods %s", word(a.Namespace), selector(a.Name, j.Group)), Expect: "Running and READY; its log shows work done"}}
	}
	return []plan.Check{{Run: fmt.Sprintf("kubectl -n %s get cronjob %s", word(a.Namespace), selector(a.Name, j.Group)), Expect: cronJob(j) + " with SUSPEND False"}}
}

func replicas(a *spec.App, group string) int {
	for _, p := range a.Processes {
		if p.Name == group {
			return max(1, p.Replicas.Min)
		}
	}
	return 1
}
