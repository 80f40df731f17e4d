package translate

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// machineOnly settles what a live machine has and fly.toml can't say.
func machineOnly(v view, p *spec.Process, l *ledger) {
	c := v.live
	identity(l)
	metadata(c, l)
	boot(c, l)
	resolver(c, p, l)
	disks(c, p, l)
	containers(v, p, l)
	inner(c, p, l)
	if c.Spot != nil {
		p.Place.Spot = true
		l.changed(report.RuleHardware, "spot", "place.spot", "it runs on spot nodes, at Google's one price for them")
	}
}

// identity is what makes a machine itself: a pod has its own.
func identity(l *ledger) {
	for _, f := range []string{"id", "name", "instance_id", "version", "private_ip", "created_at", "host_status", "state", "cordoned", "containers"} {
		l.carried("machine."+f, "")
	}
	l.carried("machine.region", "")
	l.of("").carried("machine.image_ref", spec.ImagePath)
	l.of("").carried("image", spec.ImagePath)
	l.carried("size", "resources.cpu")
}

// metadata: flyctl and the platform write their own; anything else may be read
// through DNS by other apps.
func metadata(c *inventory.MachineConfig, l *ledger) {
	for _, name := range sorted(c.Metadata) {
		field := "metadata." + name
		switch {
		case name == "fly_process_group" || name == "process_group":
			l.carried(field, "kind")
		case strings.HasPrefix(name, "fly_") || strings.HasPrefix(name, "fly-"):
			l.dropped(noteOf(report.RuleMadeByFly), field, "flyctl or the platform wrote it")
		default:
			l.dropped(report.RuleInternalNames, field, "no name such as value."+name+".kv._metadata.app.internal finds a pod")
		}
	}
}

func boot(c *inventory.MachineConfig, l *ledger) {
	if c.Init.TTY {
		l.dropped(noteOf(report.RuleHardware), "init.tty", "pods of a Deployment have no terminal; kubectl exec -t brings one")
	}
	l.dropped(report.RuleHardware, "init.kernel_args", "pods share the node's kernel")
	l.carried("auto_destroy", "")
	l.carried("standbys", "")
	l.carried("disable_machine_autostart", "replicas.min")
}

// resolver: a pod's own DNS settings are added to the cluster's.
func resolver(c *inventory.MachineConfig, p *spec.Process, l *ledger) {
	d := c.DNS
	if d == nil {
		return
	}
	out := spec.DNS{Nameservers: d.Nameservers, Searches: d.Searches, Hostname: d.Hostname}
	for _, o := range d.Options {
		out.Options = append(out.Options, spec.Var{Name: o.Name, Value: o.Value})
	}
	if len(out.Nameservers)+len(out.Searches)+len(out.Options) > 0 || out.Hostname != "" {
		p.DNS = &out
	}
	for _, f := range []string{"nameservers", "searches", "options", "hostname"} {
		l.carried("dns."+f, "dns")
	}
	l.dropped(report.RuleInternalNames, "dns.hostname_fqdn", "a pod's full name ends in the cluster's domain")
	l.dropped(advise(report.RuleInternalNames, "set stub domains in the cluster's DNS"), "dns.dns_forward_rules", "a pod can't send some names to another server")
	l.dropped(report.RuleInternalNames, "dns.skip_registration", "a Service's name leads to every ready pod")
}

// disks beside the volumes.
func disks(c *inventory.MachineConfig, p *spec.Process, l *ledger) {
	if r := c.Rootfs; r != nil {
		if r.Persist == "always" || r.Persist == "restart" {
			l.undecided(advise(report.RuleHardware, "move what must stay into a volume"), "rootfs.persist", "", "a container's own files are gone when it restarts")
		}
		l.carried("rootfs.persist", "")
		if r.SizeGB > 0 {
			p.Resources.EphemeralLimit = int(r.SizeGB) * 1024
		}
		l.carried("rootfs.size_gb", "resources.memory")
	}
	if d := c.CacheDrive; d != nil {
		p.Scratch = append(p.Scratch, spec.Scratch{Name: "cache", Path: "/cache", MiB: int(d.SizeMB)})
		l.changed(advise(report.RuleHardware, "check the path: Fly's page does not name one"), "cache_drive", "scratch.cache", "a scratch disk of the node stands in, mounted at /cache")
	}
	for i, vol := range c.Volumes {
		field := at("volumes", i)
		if vol.TempDir == nil {
			l.undecided(report.RuleContainers, field, "scratch."+label(vol.Name), "a volume made from an image has no equal in a pod")
			continue
		}
		l.dropped(report.RuleContainers, field+".image", "the volume is a temporary folder, which starts empty")
		p.Scratch = append(p.Scratch, spec.Scratch{Name: label(vol.Name), MiB: int(vol.TempDir.SizeMB), Memory: vol.TempDir.StorageType == "memory"})
		l.carried(field+".name", "scratch."+label(vol.Name))
		l.carried(field+".temp_dir", "scratch."+label(vol.Name))
	}
}

// inner are several processes in one machine: they share a pod as containers do.
// They run in place of the image's command, so the first is the main
// container where no other is.
func inner(c *inventory.MachineConfig, p *spec.Process, l *ledger) {
	for i, proc := range c.Processes {
		if i == 0 && len(c.Containers) == 0 {
			firstProcess(proc, p, l)
			continue
		}
		name := "process-" + itoa(i+1)
		box := spec.Container{Name: name, Image: c.Image, Entrypoint: proc.Entrypoint, Args: proc.Cmd, User: proc.User}
		if len(proc.Exec) > 0 {
			box.Entrypoint, box.Args = proc.Exec, nil
		}
		for _, v := range sorted(proc.Env) {
			box.Env = append(box.Env, spec.Var{Name: v, Value: proc.Env[v]})
		}
		field, to := at("processes", i), "sidecars."+name
		box.Secrets = secretUse(proc.Secrets, field, func(string) string { return to }, l)
		box.Secrets.Only = box.Secrets.Only || proc.IgnoreAppSecrets
		unhidden(&box, field, l)
		box.Runtime = machineFields(proc.EnvFrom, field, func(string) string { return to }, l)
		p.Sidecars = append(p.Sidecars, box)
		own := []string{".exec", ".entrypoint", ".cmd", ".user"}
		for _, v := range box.Env {
			own = append(own, ".env."+v.Name)
		}
		for _, f := range own {
			l.changed(report.RuleContainers, field+f, to, "each process of the machine becomes a container of the pod")
		}
		l.carried(field+".ignore_app_secrets", to)
	}
}

func firstProcess(proc inventory.Process, p *spec.Process, l *ledger) {
	const field = "processes[0]"
	own := func(path string) string { return path }
	p.Entrypoint, p.Args = proc.Entrypoint, proc.Cmd
	if len(proc.Exec) > 0 {
		p.Entrypoint, p.Args = proc.Exec, nil
	}
	for _, f := range []string{".exec", ".entrypoint"} {
		l.carried(field+f, "entrypoint")
	}
	l.carried(field+".cmd", "args")
	p.Secrets = secretUse(proc.Secrets, field, own, l)
	p.Secrets.Only = p.Secrets.Only || proc.IgnoreAppSecrets
	p.Runtime = append(p.Runtime, machineFields(proc.EnvFrom, field, own, l)...)
	slices.SortFunc(p.Runtime, func(a, b spec.Runtime) int { return strings.Compare(a.Name, b.Name) })
	l.carried(field+".ignore_app_secrets", "")
	mainUser(proc.User, field+".user", p, l)
}
