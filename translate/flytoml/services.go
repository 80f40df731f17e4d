package flytoml

// Service is one of [[services]]. In Group.Services the first can come from
// [http_service]; its Field says so.
type Service struct {
	Field        string
	Protocol     string // tcp or udp; "" is tcp to the platform
	InternalPort int    // 0 when unset

	AutoStop           *AutoStop
	AutoStart          *bool
	MinMachinesRunning *int
	Concurrency        *Concurrency
	Ports              []Port
	// Checks has the tcp_checks first, then the http_checks, as in a machine.
	Checks        []ServiceCheck
	MachineChecks []MachineCheck
	Processes     []string // empty: the default group
}

// Port is one outside port, or a range of them, of a service.
type Port struct {
	Field     string
	Port      *int
	StartPort *int
	EndPort   *int
	// Handlers are http, tls, pg_tls, proxy_proto; none is raw TCP or UDP.
	Handlers          []string
	ForceHTTPS        bool
	TLSOptions        *TLSOptions
	HTTPOptions       *HTTPOptions
	ProxyProtoVersion string // v1 or v2; "" is v1
}

func (c *Config) groupServices(is membership) []Service {
	var all []Service
	if c.HTTPService != nil {
		all = append(all, c.HTTPService.service())
	}
	all = append(all, c.Services...)
	return only(all, is, func(s Service) []string { return s.Processes })
}

// services takes an array or one table, and drops those that are empty.
func (r *reader) services(t table) []Service {
	var all []Service
	if t.exact("services") == nil {
		for _, s := range t.tables("services") {
			all = append(all, r.service(s))
		}
		return all
	}
	for _, s := range t.anyTables("services", "services", 0) {
		if s.emptyService() {
			r.quirk(s.n, ServiceEmpty, "flyctl drops a service that says nothing")
			s.n.forget()
			continue
		}
		all = append(all, r.service(t.item("services", len(all), s.n)))
	}
	return all
}

// emptyService looks at a service as flyctl's patches leave it: without empty
// lists of checks.
func (t table) emptyService() bool {
	for _, c := range t.n.children {
		checks := c.key == "tcp_checks" || c.key == "http_checks"
		if !checks || c.shape != list || len(c.children) > 0 {
			return false
		}
	}
	return true
}

func (r *reader) service(t table) Service {
	s := Service{
		Field:              t.field,
		Protocol:           t.string("protocol"),
		AutoStop:           t.autoStop(),
		AutoStart:          t.optBool("auto_start_machines"),
		MinMachinesRunning: t.optInt("min_machines_running"),
		Concurrency:        t.anyConcurrency(),
		MachineChecks:      r.machineChecks(t),
		Processes:          t.strings("processes"),
	}
	if port := t.anyPort("internal_port"); port != nil {
		s.InternalPort = *port
	}
	for _, p := range t.anyOrTables("ports") {
		s.Ports = append(s.Ports, r.port(p))
	}
	for _, kind := range []string{"tcp", "http"} {
		for _, c := range t.anyOrTables(kind + "_checks") {
			s.Checks = append(s.Checks, ServiceCheck{Field: c.field, Type: kind, Probe: c.probe(kind)})
		}
	}
	return s
}

func (r *reader) port(t table) Port {
	p := Port{
		Field:       t.field,
		Port:        t.anyPort("port"),
		StartPort:   t.optInt("start_port"),
		EndPort:     t.optInt("end_port"),
		Handlers:    t.strings("handlers"),
		ForceHTTPS:  t.bool("force_https"),
		TLSOptions:  t.tlsOptions(),
		HTTPOptions: t.httpOptions(),
	}
	if o, ok := t.sub("proxy_proto_options"); ok {
		p.ProxyProtoVersion = o.string("version")
	}
	return p
}
