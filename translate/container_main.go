package translate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

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
