package flytoml

import "github.com/fly2k8s/fly2k8s/inventory"

func (s Service) machine() inventory.Service {
	m := inventory.Service{
		Protocol: s.Protocol, InternalPort: s.InternalPort,
		Autostart: s.AutoStart, MinMachinesRunning: s.MinMachinesRunning,
	}
	if s.AutoStop != nil {
		m.Autostop = inventory.Autostop(*s.AutoStop)
	}
	if c := s.Concurrency; c != nil {
		m.Concurrency = &inventory.Concurrency{Type: c.Type, SoftLimit: c.SoftLimit, HardLimit: c.HardLimit}
	}
	for _, p := range s.Ports {
		m.Ports = append(m.Ports, p.machine())
	}
	for _, c := range s.Checks {
		m.Checks = append(m.Checks, c.machine())
	}
	return m
}

func (p Port) machine() inventory.Port {
	m := inventory.Port{
		Port: p.Port, StartPort: p.StartPort, EndPort: p.EndPort,
		Handlers: p.Handlers, ForceHTTPS: p.ForceHTTPS, HTTPOptions: p.HTTPOptions.machine(),
	}
	if o := p.TLSOptions; o != nil {
		m.TLSOptions = &inventory.TLSOptions{ALPN: o.ALPN, Versions: o.Versions, DefaultSelfSigned: o.DefaultSelfSigned}
	}
	if p.ProxyProtoVersion != "" {
		m.ProxyProtoOptions = &inventory.ProxyProtoOptions{Version: p.ProxyProtoVersion}
	}
	return m
}

func (o *HTTPOptions) machine() *inventory.HTTPOptions {
	if o == nil {
		return nil
	}
	m := &inventory.HTTPOptions{
		Compress: o.Compress, H2Backend: o.H2Backend,
		IdleTimeout: o.IdleTimeout, HeadersReadTimeout: o.HeadersReadTimeout,
	}
	for _, c := range o.ReplayCache {
		m.ReplayCache = append(m.ReplayCache, inventory.ReplayCache{
			PathPrefix: c.PathPrefix, TTLSeconds: c.TTLSeconds, Type: c.Type, Name: c.Name, AllowBypass: c.AllowBypass,
		})
	}
	if r := o.Response; r != nil {
		m.Response = &inventory.HTTPResponse{Pristine: r.Pristine, Headers: responseHeaders(r.Headers)}
	}
	return m
}

// responseHeaders are in the API's three forms: a text, a list, or false.
func responseHeaders(headers []ResponseHeader) map[string]any {
	if len(headers) == 0 {
		return nil
	}
	all := map[string]any{}
	for _, h := range headers {
		switch {
		case h.Remove:
			all[h.Name] = false
		case len(h.Values) == 1:
			all[h.Name] = h.Values[0]
		default:
			list := make([]any, len(h.Values))
			for i, v := range h.Values {
				list[i] = v
			}
			all[h.Name] = list
		}
	}
	return all
}

func (c ServiceCheck) machine() inventory.ServiceCheck {
	return inventory.ServiceCheck{
		Type: &c.Type, Interval: (*inventory.Duration)(c.Interval), Timeout: (*inventory.Duration)(c.Timeout),
		GracePeriod: (*inventory.Duration)(c.GracePeriod), Method: c.Method, Path: c.Path, Protocol: c.Protocol,
		TLSSkipVerify: c.TLSSkipVerify, TLSServerName: c.TLSServerName, Headers: machineHeaders(c.Headers),
	}
}

func (c Check) machine() inventory.MachineCheck {
	return inventory.MachineCheck{
		Port: c.Port, Type: c.Type, Interval: (*inventory.Duration)(c.Interval), Timeout: (*inventory.Duration)(c.Timeout),
		GracePeriod: (*inventory.Duration)(c.GracePeriod), Method: c.Method, Path: c.Path, Protocol: c.Protocol,
		TLSSkipVerify: c.TLSSkipVerify, TLSServerName: c.TLSServerName, Headers: machineHeaders(c.Headers),
	}
}

func machineHeaders(headers []Header) []inventory.HTTPHeader {
	var all []inventory.HTTPHeader
	for _, h := range headers {
		all = append(all, inventory.HTTPHeader{Name: h.Name, Values: []string{h.Value}})
	}
	return all
}
