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

// Concurrency is a service's limits per machine.
type Concurrency struct {
	Field     string
	Type      string // connections or requests; "" is connections
	SoftLimit int    // 0 when unset: 20 on the platform
	HardLimit int    // 0 when unset: none
}

func (c *Config) groupServices(is membership) []Service {
	var all []Service
	if c.HTTPService != nil {
		all = append(all, c.HTTPService.service())
	}
	all = append(all, c.Services...)
	return only(all, is, func(s Service) []string { return s.Processes })
}
