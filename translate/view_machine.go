package translate

import (
	"encoding/base64"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// machineView is a group of live machines, seen through the first of them.
func machineView(name string, all []*inventory.Machine) view {
	c := all[0].Effective()
	g := &flytoml.Group{
		Name: name, Command: c.Init.Cmd, Entrypoint: c.Init.Entrypoint, Exec: c.Init.Exec,
		SwapSizeMB: c.Init.SwapSizeMB, Guest: sizeOf(c), Env: containerEnv(c, machineEnv(c.Env)),
		Services: machineServices(c.Services), Checks: machineChecks(c.Checks), Mounts: machineMounts(c.Mounts),
		Statics: machineStatics(c.Statics), Files: machineFiles(c.Files),
	}
	if c.Metrics != nil {
		g.Metrics = &flytoml.Metrics{Field: "metrics", Port: c.Metrics.Port, Path: c.Metrics.Path, HTTPS: c.Metrics.HTTPS}
	}
	if c.Restart != nil {
		g.Restart = &flytoml.Restart{Field: "restart", Policy: filePolicy(c.Restart.Policy), Retries: c.Restart.MaxRetries}
	}
	if c.StopConfig != nil {
		g.KillSignal, g.KillTimeout = c.StopConfig.Signal, std(c.StopConfig.Timeout)
	}
	return view{Group: g, command: "init.cmd", entry: "init.entrypoint", exec: "init.exec", machines: all, live: c}
}

// filePolicy is fly.toml's word for the Machines API's.
func filePolicy(p string) string {
	if p == "no" {
		return "never"
	}
	return p
}

func std(d *inventory.Duration) *time.Duration { return (*time.Duration)(d) }

// sizeOf is the guest, or the preset that older machines have in its place.
func sizeOf(c *inventory.MachineConfig) *flytoml.Guest {
	if c.Guest == nil && c.Size != "" {
		if g, known := flytoml.Preset(c.Size); known {
			return &g
		}
	}
	return machineGuest(c.Guest)
}

func machineGuest(g *inventory.Guest) *flytoml.Guest {
	if g == nil {
		return nil
	}
	return &flytoml.Guest{
		CPUKind: g.CPUKind, CPUs: g.CPUs, MemoryMB: g.MemoryMB, MaxMemoryMB: g.MaxMemoryMB, GPUs: g.GPUs, GPUKind: g.GPUKind,
		HostDedicationID: g.HostDedicationID, PersistRootfs: string(g.PersistRootfs), KernelArgs: g.KernelArgs,
	}
}

func machineEnv(env map[string]string) []flytoml.EnvVar {
	vars := make([]flytoml.EnvVar, 0, len(env))
	for _, name := range slices.Sorted(maps.Keys(env)) {
		vars = append(vars, flytoml.EnvVar{Field: "env." + name, Name: name, Value: env[name]})
	}
	return vars
}

func machineMounts(mounts []inventory.Mount) []flytoml.Mount {
	out := make([]flytoml.Mount, len(mounts))
	for i, m := range mounts {
		out[i] = flytoml.Mount{
			Field: at("mounts", i), Source: m.Name, Destination: m.Path, AutoExtendThreshold: m.ExtendThresholdPercent,
		}
		if m.AddSizeGB > 0 {
			out[i].AutoExtendIncrement = strconv.Itoa(m.AddSizeGB) + "GB"
		}
		if m.SizeGBLimit > 0 {
			out[i].AutoExtendLimit = strconv.Itoa(m.SizeGBLimit) + "GB"
		}
	}
	return out
}

func machineStatics(statics []inventory.Static) []flytoml.Static {
	out := make([]flytoml.Static, len(statics))
	for i, s := range statics {
		out[i] = flytoml.Static{
			Field: at("statics", i), GuestPath: s.GuestPath, URLPrefix: s.URLPrefix,
			TigrisBucket: s.TigrisBucket, IndexDocument: s.IndexDocument,
		}
	}
	return out
}

// machineFiles decodes the base64 that a machine's files are kept in. Text that
// is no base64 can't be a file on Fly either and stays as it is.
func machineFiles(files []inventory.File) []flytoml.FileSpec {
	out := make([]flytoml.FileSpec, len(files))
	for i, f := range files {
		out[i] = flytoml.FileSpec{Field: at("files", i), GuestPath: f.GuestPath}
		if f.SecretName != nil {
			out[i].SecretName = *f.SecretName
		}
		if f.RawValue != nil {
			out[i].RawValue = *f.RawValue
			if raw, err := base64.StdEncoding.DecodeString(*f.RawValue); err == nil {
				out[i].RawValue = string(raw)
			}
		}
	}
	return out
}

func at(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }
