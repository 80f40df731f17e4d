package translate

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// containers of one machine become containers of one pod. One that others wait
// for starts first, as a native sidecar; one that must end first is an init
// container.
func containers(v view, p *spec.Process, l *ledger) {
	c, main := v.live, mainContainer(v.live)
	if !checked(v) && slices.ContainsFunc(c.Containers, func(o inventory.Container) bool { return o.Name == main && asksReady(o) }) {
		p.Readiness, p.Startup = nil, nil // made up for want of a check, and the main container has one
	}
	for i := range c.Containers {
		one := &c.Containers[i]
		field := at("containers", i)
		if one.Name == main {
			mainBox(one, field, p, l)
			continue
		}
		box := sidecar(one, c)
		to := "sidecars." + box.Name
		box.Secrets = secretUse(one.Secrets, field, func(string) string { return to }, l)
		unhidden(&box, field, l)
		box.Runtime = machineFields(one.EnvFrom, field, func(string) string { return to }, l)
		box.Files = boxFiles(one.Files, field, to, l)
		p.Sidecars = append(p.Sidecars, box)
		settleBox(one, field, to, box.Once, p, l)
	}
}

func sidecar(one *inventory.Container, c *inventory.MachineConfig) spec.Container {
	box := spec.Container{
		Name: label(one.Name), Image: one.Image, Entrypoint: one.Entrypoint, Args: one.Cmd, User: one.User,
	}
	if len(one.Exec) > 0 {
		box.Entrypoint, box.Args = one.Exec, nil
	}
	for _, v := range sorted(one.Env) {
		box.Env = append(box.Env, spec.Var{Name: v, Value: one.Env[v]})
	}
	for _, m := range one.Mounts {
		box.Mounts = append(box.Mounts, spec.ContainerMount{Name: label(m.Name), Path: m.Path})
	}
	if len(one.Healthchecks) > 0 {
		box.Probe = boxProbe(one.Healthchecks[0])
	}
	box.First, box.Once = awaited(one.Name, c)
	return box
}

// awaited says whether another container waits for this one, to run or to end.
func awaited(name string, c *inventory.MachineConfig) (first, once bool) {
	for _, other := range c.Containers {
		for _, d := range other.DependsOn {
			if d.Name == name {
				first = true
				once = once || d.Condition == "exited_successfully"
			}
		}
	}
	return first, once
}

// settleBox settles a container; to is empty for the main one, whose own parts
// are settled before.
func settleBox(one *inventory.Container, field, to string, once bool, p *spec.Process, l *ledger) {
	if to != "" {
		for _, f := range []string{".exec", ".entrypoint", ".cmd"} {
			l.carried(field+f, to)
		}
		l.others(field+".env", to)
		boxHealth(one, field, to, l)
	}
	if to != "" {
		l.carried(field+".user", to)
	} else {
		to = "kind"
	}
	for _, f := range []string{".name", ".image", ".mounts", ".depends_on"} {
		l.carried(field+f, to)
	}
	ends(one, field, to, once, p, l)
}

// ends settles how a container stops and starts again.
func ends(one *inventory.Container, field, to string, once bool, p *spec.Process, l *ledger) {
	r := report.RuleContainers
	switch {
	case one.Restart != nil && one.Restart.Policy == "always":
		l.carried(field+".restart.policy", to)
	case once:
		l.changed(r, field+".restart", to, "a container that must end first is tried again until it succeeds")
	}
	if l.open(field + ".restart") {
		l.changed(r, field+".restart", to, "Kubernetes starts a container again whenever it ends")
	}
	if one.Stop != nil && one.Stop.Timeout != nil {
		p.Stop.Grace = max(p.Stop.Grace, p.Stop.PreStopSleep+seconds(*std(one.Stop.Timeout)))
	}
	l.changed(r, field+".stop.timeout", "stop.grace", "all containers of a pod have one grace period, as long as the longest of theirs")
	l.changed(advise(r, "put the signal into the image's STOPSIGNAL"), field+".stop.signal", to, "a container gets the signal that its image names, or SIGTERM")
	l.others(field+".stop", to)
}
