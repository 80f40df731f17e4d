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
	m := inventory.MachineConfig{
		Env: map[string]string{},
		Init: inventory.Init{
			Exec: g.Exec, Entrypoint: g.Entrypoint, Cmd: g.Command, SwapSizeMB: g.SwapSizeMB,
		},
		Guest:      g.Guest.machine(),
		StopConfig: stopConfig(g.KillSignal, g.KillTimeout),
		Files:      machineFiles(g.Files),
		Metrics:    g.Metrics.machine(),
		Restart:    g.Restart.machine(),
	}
	for _, v := range g.Env {
		m.Env[v.Name] = v.Value
	}
	for _, mount := range g.Mounts {
		m.Mounts = append(m.Mounts, mount.machine())
	}
	for _, s := range g.Services {
		m.Services = append(m.Services, s.machine())
	}
	for _, c := range g.Checks {
		if m.Checks == nil {
			m.Checks = map[string]inventory.MachineCheck{}
		}
		m.Checks[c.Name] = c.machine()
	}
	for _, s := range g.Statics {
		m.Statics = append(m.Statics, inventory.Static{
			GuestPath: s.GuestPath, URLPrefix: s.URLPrefix, TigrisBucket: s.TigrisBucket, IndexDocument: s.IndexDocument,
		})
	}
	return m
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
