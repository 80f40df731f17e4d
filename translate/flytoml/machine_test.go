package flytoml

import (
	"encoding/base64"
	"encoding/json"
	"testing"
	"time"

	"github.com/docker/go-units"
	"github.com/google/shlex"
)

// machine is the config of a machine as the Machines API has it, as far as
// fly.toml decides it: what a Group comes to. It exists to be compared with
// flyctl's own.
type machine struct {
	Env     map[string]string       `json:"env,omitempty"`
	Init    machineInit             `json:"init"`
	Guest   *machineGuest           `json:"guest,omitempty"`
	Mounts  []machineMount          `json:"mounts,omitempty"`
	Service []machineService        `json:"services,omitempty"`
	Metrics *machineMetrics         `json:"metrics,omitempty"`
	Checks  map[string]machineProbe `json:"checks,omitempty"`
	Statics []machineStatic         `json:"statics,omitempty"`
	Files   []machineFile           `json:"files,omitempty"`
	Restart *machineRestart         `json:"restart,omitempty"`
	Stop    *machineStop            `json:"stop_config,omitempty"`
	Destroy bool                    `json:"auto_destroy,omitempty"`
	DNS     map[string]bool         `json:"dns,omitempty"`
}

type machineInit struct {
	Exec       []string `json:"exec,omitempty"`
	Entrypoint []string `json:"entrypoint,omitempty"`
	Cmd        []string `json:"cmd,omitempty"`
	SwapSizeMB *int     `json:"swap_size_mb,omitempty"`
}

type machineGuest struct {
	CPUKind          string   `json:"cpu_kind,omitempty"`
	CPUs             int      `json:"cpus,omitempty"`
	MemoryMB         int      `json:"memory_mb,omitempty"`
	MaxMemoryMB      int      `json:"max_memory_mb,omitempty"`
	GPUs             int      `json:"gpus,omitempty"`
	GPUKind          string   `json:"gpu_kind,omitempty"`
	HostDedicationID string   `json:"host_dedication_id,omitempty"`
	PersistRootfs    string   `json:"persist_rootfs,omitempty"`
	KernelArgs       []string `json:"kernel_args,omitempty"`
}

type machineMount struct {
	Name            string `json:"name,omitempty"`
	Path            string `json:"path,omitempty"`
	ExtendThreshold int    `json:"extend_threshold_percent,omitempty"`
	AddSizeGB       int    `json:"add_size_gb,omitempty"`
	SizeGBLimit     int    `json:"size_gb_limit,omitempty"`
}

type machineService struct {
	Protocol     string              `json:"protocol,omitempty"`
	InternalPort int                 `json:"internal_port,omitempty"`
	Autostop     any                 `json:"autostop,omitempty"`
	Autostart    *bool               `json:"autostart,omitempty"`
	MinRunning   *int                `json:"min_machines_running,omitempty"`
	Ports        []machinePort       `json:"ports,omitempty"`
	Checks       []machineProbe      `json:"checks,omitempty"`
	Concurrency  *machineConcurrency `json:"concurrency,omitempty"`
	ForceKey     *string             `json:"force_instance_key"`
}

type machineConcurrency struct {
	Type      string `json:"type,omitempty"`
	HardLimit int    `json:"hard_limit,omitempty"`
	SoftLimit int    `json:"soft_limit,omitempty"`
}

type machinePort struct {
	Port       *int              `json:"port,omitempty"`
	StartPort  *int              `json:"start_port,omitempty"`
	EndPort    *int              `json:"end_port,omitempty"`
	Handlers   []string          `json:"handlers,omitempty"`
	ForceHTTPS bool              `json:"force_https,omitempty"`
	TLS        *machineTLS       `json:"tls_options,omitempty"`
	HTTP       *machineHTTP      `json:"http_options,omitempty"`
	ProxyProto map[string]string `json:"proxy_proto_options,omitempty"`
}

type machineTLS struct {
	ALPN              []string `json:"alpn,omitempty"`
	Versions          []string `json:"versions,omitempty"`
	DefaultSelfSigned *bool    `json:"default_self_signed,omitempty"`
}

type machineHTTP struct {
	Compress           *bool            `json:"compress,omitempty"`
	Response           *machineResponse `json:"response,omitempty"`
	H2Backend          *bool            `json:"h2_backend,omitempty"`
	IdleTimeout        *uint32          `json:"idle_timeout,omitempty"`
	HeadersReadTimeout *uint32          `json:"headers_read_timeout,omitempty"`
	ReplayCache        []machineReplay  `json:"replay_cache,omitempty"`
}

type machineResponse struct {
	Headers  map[string]any `json:"headers,omitempty"`
	Pristine *bool          `json:"pristine,omitempty"`
}

type machineReplay struct {
	PathPrefix  string `json:"path_prefix"`
	TTLSeconds  int    `json:"ttl_seconds"`
	Type        string `json:"type"`
	Name        string `json:"name"`
	AllowBypass bool   `json:"allow_bypass,omitempty"`
}

type machineProbe struct {
	Port          *int            `json:"port,omitempty"`
	Type          string          `json:"type,omitempty"`
	Interval      string          `json:"interval,omitempty"`
	Timeout       string          `json:"timeout,omitempty"`
	GracePeriod   string          `json:"grace_period,omitempty"`
	Method        *string         `json:"method,omitempty"`
	Path          *string         `json:"path,omitempty"`
	Protocol      *string         `json:"protocol,omitempty"`
	TLSSkipVerify *bool           `json:"tls_skip_verify,omitempty"`
	TLSServerName *string         `json:"tls_server_name,omitempty"`
	Headers       []machineHeader `json:"headers,omitempty"`
}

type machineHeader struct {
	Name   string   `json:"name,omitempty"`
	Values []string `json:"values,omitempty"`
}

type machineMetrics struct {
	Port  int    `json:"port,omitempty"`
	Path  string `json:"path,omitempty"`
	HTTPS bool   `json:"https,omitempty"`
}

type machineStatic struct {
	GuestPath     string `json:"guest_path"`
	URLPrefix     string `json:"url_prefix"`
	TigrisBucket  string `json:"tigris_bucket"`
	IndexDocument string `json:"index_document"`
}

type machineFile struct {
	GuestPath  string  `json:"guest_path,omitempty"`
	RawValue   *string `json:"raw_value,omitempty"`
	SecretName *string `json:"secret_name,omitempty"`
}

type machineRestart struct {
	Policy     string `json:"policy,omitempty"`
	MaxRetries int    `json:"max_retries,omitempty"`
}

type machineStop struct {
	Timeout string  `json:"timeout,omitempty"`
	Signal  *string `json:"signal,omitempty"`
}

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
