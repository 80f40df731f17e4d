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
func containers(c *inventory.MachineConfig, p *spec.Process, l *ledger) {
	main := mainContainer(c)
	for i := range c.Containers {
		one := &c.Containers[i]
		field := at("containers", i)
		if one.Name == main {
			mainBox(one, field, p, l)
			continue
		}
		box := sidecar(one, c)
		p.Sidecars = append(p.Sidecars, box)
		settleBox(one, field, "sidecars."+box.Name, l)
	}
}

// mainContainer is the one that flyctl gives the built image: app, else the first.
func mainContainer(c *inventory.MachineConfig) string {
	for _, one := range c.Containers {
		if one.Name == "app" {
			return "app"
		}
	}
	if len(c.Containers) == 0 {
		return ""
	}
	return c.Containers[0].Name
}

// containerEnv adds the variables of the main container, which beat the machine's.
func containerEnv(c *inventory.MachineConfig, env []flytoml.EnvVar) []flytoml.EnvVar {
	main := mainContainer(c)
	for i, one := range c.Containers {
		if one.Name != main {
			continue
		}
		for _, name := range sorted(one.Env) {
			env = slices.DeleteFunc(env, func(v flytoml.EnvVar) bool { return v.Name == name })
			env = append(env, flytoml.EnvVar{Field: at("containers", i) + ".env." + name, Name: name, Value: one.Env[name]})
		}
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
	settleBox(one, field, "", l)
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
	for _, f := range machineFiles(one.Files) {
		box.Files = append(box.Files, spec.File{Path: f.GuestPath, Data: []byte(f.RawValue), Secret: f.SecretName})
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
func settleBox(one *inventory.Container, field, to string, l *ledger) {
	if to != "" {
		for _, f := range []string{".exec", ".entrypoint", ".cmd", ".env", ".files"} {
			l.carried(field+f, to)
		}
		boxHealth(one, field, to, l)
	}
	for _, f := range []string{".name", ".image", ".user", ".mounts", ".depends_on"} {
		l.carried(field+f, to)
	}
	r := report.RuleContainers
	if to == "" {
		l.undecided(advise(r, "put the files into [[files]]"), field+".files", "", "files of one container alone are not carried over")
	}
	l.undecided(advise(r, "check that the container needs no secret that the app has"), field+".secrets", to, "a container gets no secrets of its own")
	l.undecided(advise(r, "give the container these variables by hand"), field+".env_from", to, "variables from fields of the machine are not carried over")
	l.changed(r, field+".restart", to, "Kubernetes starts a container again whenever it ends")
	l.changed(r, field+".stop", to, "all containers of a pod have one grace period")
}
