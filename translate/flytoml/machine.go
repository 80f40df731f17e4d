package flytoml

import (
	"encoding/base64"
	"time"

	"github.com/docker/go-units"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// Machine is the config that flyctl would send for a machine of the group,
// without image and without the metadata that names flyctl and the release. A
// file with a local path has neither content nor secret.
func (g *Group) Machine() inventory.MachineConfig {
	return g.MachineOver(&inventory.MachineConfig{})
}

// MachineOver is Machine for a config that comes with File.Base: what fly.toml
// can say replaces what the base says, but for the guest and the metadata.
func (g *Group) MachineOver(base *inventory.MachineConfig) inventory.MachineConfig {
	m := *base
	m.Env = map[string]string{}
	for _, v := range g.Env {
		m.Env[v.Name] = v.Value
	}
	m.Init.Exec, m.Init.Entrypoint, m.Init.Cmd, m.Init.SwapSizeMB = g.Exec, g.Entrypoint, g.Command, g.SwapSizeMB
	if g.Guest != nil {
		m.Guest = g.Guest.machine()
	}
	m.StopConfig = stopConfig(g.KillSignal, g.KillTimeout)
	m.Files = machineFiles(g.Files)
	m.Metrics = g.Metrics.machine()
	m.Restart = g.Restart.machine()
	m.Mounts = converted(g.Mounts, Mount.machine)
	m.Services = converted(g.Services, Service.machine)
	m.Statics = converted(g.Statics, Static.machine)
	m.Checks = nil
	for _, c := range g.Checks {
		if m.Checks == nil {
			m.Checks = map[string]inventory.MachineCheck{}
		}
		m.Checks[c.Name] = c.machine()
	}
	return m
}

func converted[A, B any](all []A, convert func(A) B) []B {
	var out []B
	for _, one := range all {
		out = append(out, convert(one))
	}
	return out
}

func (s Static) machine() inventory.Static {
	return inventory.Static{GuestPath: s.GuestPath, URLPrefix: s.URLPrefix, TigrisBucket: s.TigrisBucket, IndexDocument: s.IndexDocument}
}

func (g *Guest) machine() *inventory.Guest {
	if g == nil {
		return nil
	}
	return &inventory.Guest{
		CPUKind: g.CPUKind, CPUs: g.CPUs, MemoryMB: g.MemoryMB, MaxMemoryMB: g.MaxMemoryMB,
		GPUs: g.GPUs, GPUKind: g.GPUKind, HostDedicationID: g.HostDedicationID,
		PersistRootfs: inventory.PersistRootfs(g.PersistRootfs), KernelArgs: g.KernelArgs,
	}
}

// machine leaves out sizes that do not parse: flyctl does, too.
func (m Mount) machine() inventory.Mount {
	increment, _ := sizeIn(m.AutoExtendIncrement, units.FromHumanSize, units.GB)
	limit, _ := sizeIn(m.AutoExtendLimit, units.FromHumanSize, units.GB)
	return inventory.Mount{
		Name: m.Source, Path: m.Destination,
		ExtendThresholdPercent: m.AutoExtendThreshold, AddSizeGB: increment, SizeGBLimit: limit,
	}
}

func (m *Metrics) machine() *inventory.Metrics {
	if m == nil {
		return nil
	}
	return &inventory.Metrics{Port: m.Port, Path: m.Path, HTTPS: m.HTTPS}
}

func (r *Restart) machine() *inventory.Restart {
	if r == nil {
		return nil
	}
	// Group has refused every other policy.
	policy, _ := r.MachinePolicy()
	return &inventory.Restart{Policy: policy, MaxRetries: r.Retries}
}

func stopConfig(signal *string, timeout *time.Duration) *inventory.StopConfig {
	if signal == nil && timeout == nil {
		return nil
	}
	return &inventory.StopConfig{Signal: signal, Timeout: (*inventory.Duration)(timeout)}
}

func machineFiles(files []FileSpec) []inventory.File {
	var all []inventory.File
	for _, f := range files {
		m := inventory.File{GuestPath: f.GuestPath}
		switch {
		case f.LocalPath != "":
		case f.SecretName != "":
			m.SecretName = &f.SecretName
		case f.RawValue != "":
			encoded := base64.StdEncoding.EncodeToString([]byte(f.RawValue))
			m.RawValue = &encoded
		}
		all = append(all, m)
	}
	return all
}
