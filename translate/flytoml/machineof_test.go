package flytoml

import (
	"encoding/base64"
	"encoding/json"
	"testing"
	"time"

	"github.com/docker/go-units"
	"github.com/google/shlex"
)

func machineOf(t *testing.T, g *Group, local func(string) []byte) any {
	m := machine{
		Env:   environment(g.Env),
		Init:  machineInit{Exec: g.Exec, Entrypoint: g.Entrypoint, Cmd: g.Command, SwapSizeMB: g.SwapSizeMB},
		Guest: (*machineGuest)(g.Guest),
		Stop:  stopOf(g.KillSignal, g.KillTimeout),
		Files: filesOf(g.Files, local),
	}
	for _, o := range g.Mounts {
		m.Mounts = append(m.Mounts, machineMount{o.Source, o.Destination, o.AutoExtendThreshold, gigabytes(o.AutoExtendIncrement), gigabytes(o.AutoExtendLimit)})
	}
	for _, s := range g.Services {
		m.Service = append(m.Service, serviceOf(s))
	}
	for _, c := range g.Checks {
		if m.Checks == nil {
			m.Checks = map[string]machineProbe{}
		}
		p := probeOf(*c.Type, c.Probe)
		p.Port = c.Port
		m.Checks[c.Name] = p
	}
	if g.Metrics != nil {
		m.Metrics = &machineMetrics{g.Metrics.Port, g.Metrics.Path, g.Metrics.HTTPS}
	}
	for _, s := range g.Statics {
		m.Statics = append(m.Statics, machineStatic{s.GuestPath, s.URLPrefix, s.TigrisBucket, s.IndexDocument})
	}
	if g.Restart != nil {
		policy, err := g.Restart.MachinePolicy()
		if err != nil {
			t.Fatal(err)
		}
		m.Restart = &machineRestart{policy, g.Restart.Retries}
	}
	return plain(t, m)
}

// releaseOf is the one-off machine of the release command.
func releaseOf(t *testing.T, f *File, local func(string) []byte) any {
	c := f.Config
	words, err := shlex.Split(c.Deploy.ReleaseCommand)
	if err != nil {
		t.Fatal(err)
	}
	m := machine{
		Env:     environment(setEnv(c.groupEnv("fly_app_release_command"), EnvVar{Name: "RELEASE_COMMAND", Value: "1"})),
		Init:    machineInit{Cmd: words, SwapSizeMB: c.SwapSizeMB},
		Stop:    stopOf(c.KillSignal, c.KillTimeout),
		Files:   filesOf(c.groupFiles(), local),
		Restart: &machineRestart{Policy: "no"},
		Destroy: true,
		DNS:     map[string]bool{"skip_registration": true},
	}
	if c.Experimental != nil {
		m.Init.Entrypoint = c.Experimental.Entrypoint
	}
	return plain(t, m)
}

func plain(t *testing.T, m machine) any {
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func environment(vars []EnvVar) map[string]string {
	env := map[string]string{}
	for _, v := range vars {
		env[v.Name] = v.Value
	}
	return env
}

func gigabytes(size string) int {
	gb, _ := sizeIn(size, units.FromHumanSize, units.GB)
	return gb
}

func stopOf(signal *string, timeout *time.Duration) *machineStop {
	if signal == nil && timeout == nil {
		return nil
	}
	return &machineStop{Timeout: durationOf(timeout), Signal: signal}
}

func durationOf(d *time.Duration) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func filesOf(files []FileSpec, local func(string) []byte) []machineFile {
	var all []machineFile
	for _, f := range files {
		m := machineFile{GuestPath: f.GuestPath}
		switch {
		case f.LocalPath != "":
			encoded := base64.StdEncoding.EncodeToString(local(f.LocalPath))
			m.RawValue = &encoded
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

func serviceOf(s Service) machineService {
	m := machineService{Protocol: s.Protocol, InternalPort: s.InternalPort, Autostart: s.AutoStart, MinRunning: s.MinMachinesRunning}
	if s.AutoStop != nil {
		m.Autostop = map[AutoStop]any{AutoStopOff: false, AutoStopStop: true, AutoStopSuspend: "suspend"}[*s.AutoStop]
	}
	if c := s.Concurrency; c != nil {
		m.Concurrency = &machineConcurrency{c.Type, c.HardLimit, c.SoftLimit}
	}
	for _, p := range s.Ports {
		m.Ports = append(m.Ports, portOf(p))
	}
	for _, c := range s.Checks {
		m.Checks = append(m.Checks, probeOf(c.Type, c.Probe))
	}
	return m
}

func portOf(p Port) machinePort {
	m := machinePort{Port: p.Port, StartPort: p.StartPort, EndPort: p.EndPort, Handlers: p.Handlers, ForceHTTPS: p.ForceHTTPS}
	if o := p.TLSOptions; o != nil {
		m.TLS = &machineTLS{o.ALPN, o.Versions, o.DefaultSelfSigned}
	}
	if p.ProxyProtoVersion != "" {
		m.ProxyProto = map[string]string{"version": p.ProxyProtoVersion}
	}
	o := p.HTTPOptions
	if o == nil {
		return m
	}
	m.HTTP = &machineHTTP{Compress: o.Compress, H2Backend: o.H2Backend, IdleTimeout: o.IdleTimeout, HeadersReadTimeout: o.HeadersReadTimeout}
	for _, c := range o.ReplayCache {
		m.HTTP.ReplayCache = append(m.HTTP.ReplayCache, machineReplay{c.PathPrefix, c.TTLSeconds, c.Type, c.Name, c.AllowBypass})
	}
	if r := o.Response; r != nil {
		m.HTTP.Response = &machineResponse{Headers: map[string]any{}, Pristine: r.Pristine}
		for _, h := range r.Headers {
			var value any = h.Values
			if h.Remove {
				value = false
			} else if len(h.Values) == 1 {
				value = h.Values[0]
			}
			m.HTTP.Response.Headers[h.Name] = value
		}
	}
	return m
}

func probeOf(kind string, p Probe) machineProbe {
	m := machineProbe{
		Type: kind, Interval: durationOf(p.Interval), Timeout: durationOf(p.Timeout), GracePeriod: durationOf(p.GracePeriod),
		Method: p.Method, Path: p.Path, Protocol: p.Protocol, TLSSkipVerify: p.TLSSkipVerify, TLSServerName: p.TLSServerName,
	}
	for _, h := range p.Headers {
		m.Headers = append(m.Headers, machineHeader{h.Name, []string{h.Value}})
	}
	return m
}
