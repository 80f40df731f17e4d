package translate

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

func itoa(n int) string { return strconv.Itoa(n) }

func sorted[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

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
		box.Runtime = machineFields(one.EnvFrom, field, func(string) string { return to }, l)
		box.Files = boxFiles(one.Files, field, to, l)
		p.Sidecars = append(p.Sidecars, box)
		settleBox(one, field, to, box.Once, p, l)
	}
}

// checked says whether a service or [checks] asks the group.
func checked(v view) bool {
	return len(v.Checks) > 0 || slices.ContainsFunc(v.Services, func(s flytoml.Service) bool { return len(s.Checks) > 0 })
}

func asksReady(one inventory.Container) bool {
	return slices.ContainsFunc(one.Healthchecks, func(h inventory.Healthcheck) bool { return h.Kind != "liveness" })
}

// mainContainer is the one that runs the built image: a config names it ".", and
// on a machine it has the machine's own image. Else it is app, else the first.
func mainContainer(c *inventory.MachineConfig) string {
	for _, is := range []func(inventory.Container) bool{
		func(one inventory.Container) bool { return one.Image == "." },
		func(one inventory.Container) bool { return one.Image != "" && one.Image == c.Image },
		func(one inventory.Container) bool { return one.Name == "app" },
	} {
		if i := slices.IndexFunc(c.Containers, is); i >= 0 {
			return c.Containers[i].Name
		}
	}
	if len(c.Containers) == 0 {
		return ""
	}
	return c.Containers[0].Name
}

// containerEnv adds the variables of the main container or process, which beat
// the machine's.
func containerEnv(c *inventory.MachineConfig, env []flytoml.EnvVar) []flytoml.EnvVar {
	add := func(field string, own map[string]string) {
		for _, name := range sorted(own) {
			env = slices.DeleteFunc(env, func(v flytoml.EnvVar) bool { return v.Name == name })
			env = append(env, flytoml.EnvVar{Field: field + ".env." + name, Name: name, Value: own[name]})
		}
	}
	main := mainContainer(c)
	for i, one := range c.Containers {
		if one.Name == main {
			add(at("containers", i), one.Env)
		}
	}
	if len(c.Processes) > 0 && len(c.Containers) == 0 {
		add("processes[0]", c.Processes[0].Env)
	}
	slices.SortFunc(env, func(a, b flytoml.EnvVar) int { return strings.Compare(a.Name, b.Name) })
	return env
}

func mainBox(one *inventory.Container, field string, p *spec.Process, l *ledger) {
	switch {
	case len(one.Exec) > 0:
		p.Entrypoint, p.Args = one.Exec, nil
	case len(one.Entrypoint)+len(one.Cmd) > 0:
		p.Entrypoint, p.Args = one.Entrypoint, one.Cmd
	}
	mainUser(one.User, field+".user", p, l)
	mainHealth(one, field, p, l)
	for _, m := range one.Mounts {
		for i := range p.Scratch {
			if p.Scratch[i].Name == label(m.Name) {
				p.Scratch[i].Path = m.Path
			}
		}
	}
	for _, f := range []string{".exec", ".entrypoint"} {
		l.carried(field+f, "entrypoint")
	}
	l.carried(field+".cmd", "args")
	own := func(path string) string { return path }
	p.Secrets = secretUse(one.Secrets, field, own, l)
	p.Runtime = append(p.Runtime, machineFields(one.EnvFrom, field, own, l)...)
	slices.SortFunc(p.Runtime, func(a, b spec.Runtime) int { return strings.Compare(a.Name, b.Name) })
	p.Files = append(p.Files, boxFiles(one.Files, field, "", l)...)
	settleBox(one, field, "", false, p, l)
}

// mainUser: a container's own user beats the image's.
func mainUser(user, field string, p *spec.Process, l *ledger) {
	if user == "" {
		return
	}
	name, group, _ := strings.Cut(user, ":")
	if name == "root" {
		name = "0"
	}
	uid, err := strconv.ParseInt(name, 10, 64)
	p.Security = spec.Security{}
	if err != nil {
		p.Security.Why = "user " + name + " has no known number"
		l.undecided(advise(report.RuleContainers, "set apps[].user in fly2k8s.yaml to the user's number"), field, "security", "a pod that must not run as root needs a number, and user "+name+" has none here")
		return
	}
	var gid *int64
	if g, err := strconv.ParseInt(group, 10, 64); err == nil {
		gid = &g
	}
	runAs(uid, gid, p)
	lowPorts(p)
	l.carried(field, "security")
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
		for _, f := range []string{".exec", ".entrypoint", ".cmd", ".env"} {
			l.carried(field+f, to)
		}
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
