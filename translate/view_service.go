package translate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

func machineServices(services []inventory.Service) []flytoml.Service {
	out := make([]flytoml.Service, len(services))
	for i, s := range services {
		field := at("services", i)
		out[i] = flytoml.Service{
			Field: field, Protocol: s.Protocol, InternalPort: s.InternalPort,
			AutoStart: s.Autostart, MinMachinesRunning: s.MinMachinesRunning,
			Ports: machinePorts(s.Ports, field), Checks: serviceChecks(s.Checks, field),
		}
		if s.Autostop != "" {
			out[i].AutoStop = (*flytoml.AutoStop)(&s.Autostop)
		}
		if c := s.Concurrency; c != nil {
			out[i].Concurrency = &flytoml.Concurrency{Field: field + ".concurrency", Type: c.Type, SoftLimit: c.SoftLimit, HardLimit: c.HardLimit}
		}
	}
	return out
}

func machinePorts(ports []inventory.Port, service string) []flytoml.Port {
	out := make([]flytoml.Port, len(ports))
	for i, p := range ports {
		field := at(service+".ports", i)
		out[i] = flytoml.Port{
			Field: field, Port: p.Port, StartPort: p.StartPort, EndPort: p.EndPort, Handlers: p.Handlers, ForceHTTPS: p.ForceHTTPS,
			HTTPOptions: machineHTTP(p.HTTPOptions, field+".http_options"),
		}
		if t := p.TLSOptions; t != nil {
			out[i].TLSOptions = &flytoml.TLSOptions{Field: field + ".tls_options", ALPN: t.ALPN, Versions: t.Versions, DefaultSelfSigned: t.DefaultSelfSigned}
		}
		if o := p.ProxyProtoOptions; o != nil {
			out[i].ProxyProtoVersion = o.Version
		}
	}
	return out
}

func machineHTTP(o *inventory.HTTPOptions, field string) *flytoml.HTTPOptions {
	if o == nil {
		return nil
	}
	out := &flytoml.HTTPOptions{
		Field: field, Compress: o.Compress, H2Backend: o.H2Backend,
		IdleTimeout: o.IdleTimeout, HeadersReadTimeout: o.HeadersReadTimeout,
	}
	if r := o.Response; r != nil {
		out.Response = &flytoml.HTTPResponse{Field: field + ".response", Pristine: r.Pristine, Headers: responseHeaders(r.Headers, field)}
	}
	for i, c := range o.ReplayCache {
		out.ReplayCache = append(out.ReplayCache, flytoml.ReplayCache{
			Field: at(field+".replay_cache", i), PathPrefix: c.PathPrefix, TTLSeconds: c.TTLSeconds,
			Type: c.Type, Name: c.Name, AllowBypass: c.AllowBypass,
		})
	}
	return out
}

// responseHeaders reads a string, a list of strings, or false, which removes.
func responseHeaders(headers map[string]any, field string) []flytoml.ResponseHeader {
	var out []flytoml.ResponseHeader
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		h := flytoml.ResponseHeader{Field: field + ".response.headers." + name, Name: name}
		switch v := headers[name].(type) {
		case bool:
			h.Remove = !v
		case []any:
			for _, one := range v {
				h.Values = append(h.Values, fmt.Sprint(one))
			}
		default:
			h.Values = []string{fmt.Sprint(v)}
		}
		out = append(out, h)
	}
	return out
}

func serviceChecks(checks []inventory.ServiceCheck, service string) []flytoml.ServiceCheck {
	out := make([]flytoml.ServiceCheck, len(checks))
	for i, c := range checks {
		field := at(service+".checks", i)
		out[i] = flytoml.ServiceCheck{Field: field, Probe: flytoml.Probe{
			Interval: std(c.Interval), Timeout: std(c.Timeout), GracePeriod: std(c.GracePeriod),
			Method: c.Method, Path: c.Path, Protocol: c.Protocol,
			TLSSkipVerify: c.TLSSkipVerify, TLSServerName: c.TLSServerName, Headers: checkHeaders(c.Headers, field),
		}}
		if c.Type != nil {
			out[i].Type = *c.Type
		}
	}
	return out
}

func machineChecks(checks map[string]inventory.MachineCheck) []flytoml.Check {
	out := make([]flytoml.Check, 0, len(checks))
	for _, name := range slices.Sorted(maps.Keys(checks)) {
		c, field := checks[name], "checks."+name
		out = append(out, flytoml.Check{Field: field, Name: name, Type: c.Type, Port: c.Port, Probe: flytoml.Probe{
			Interval: std(c.Interval), Timeout: std(c.Timeout), GracePeriod: std(c.GracePeriod),
			Method: c.Method, Path: c.Path, Protocol: c.Protocol,
			TLSSkipVerify: c.TLSSkipVerify, TLSServerName: c.TLSServerName, Headers: checkHeaders(c.Headers, field),
		}})
	}
	return out
}

func checkHeaders(headers []inventory.HTTPHeader, check string) []flytoml.Header {
	out := make([]flytoml.Header, len(headers))
	for i, h := range headers {
		out[i] = flytoml.Header{Field: at(check+".headers", i), Name: h.Name, Value: strings.Join(h.Values, ", ")}
	}
	return out
}
