package flytoml

// HTTPService is [http_service], the short form of one TCP service on ports 80
// and 443. Group.Services has it in the long form.
type HTTPService struct {
	Field string
	// InternalPort is 0 when unset: flyctl has no default for it.
	InternalPort       int
	ForceHTTPS         bool
	AutoStop           *AutoStop
	AutoStart          *bool
	MinMachinesRunning *int
	Concurrency        *Concurrency
	TLSOptions         *TLSOptions
	HTTPOptions        *HTTPOptions
	Checks             []ServiceCheck
	MachineChecks      []MachineCheck
	Processes          []string // empty: the default group
}

// AutoStop is what the proxy does with machines that nobody asks for.
type AutoStop string

// The three values of auto_stop_machines.
const (
	AutoStopOff     AutoStop = "off"
	AutoStopStop    AutoStop = "stop"
	AutoStopSuspend AutoStop = "suspend"
)

// service is the long form: HTTP on 80, HTTPS on 443, options on both, TLS
// options on the second alone. Every part keeps the Field of the short form.
func (h *HTTPService) service() Service {
	plain, secure := 80, 443
	return Service{
		Field: h.Field, Protocol: "tcp", InternalPort: h.InternalPort,
		AutoStop: h.AutoStop, AutoStart: h.AutoStart, MinMachinesRunning: h.MinMachinesRunning,
		Concurrency: h.Concurrency,
		Ports: []Port{
			{Field: h.Field, Port: &plain, Handlers: []string{"http"}, ForceHTTPS: h.ForceHTTPS, HTTPOptions: h.HTTPOptions},
			{Field: h.Field, Port: &secure, Handlers: []string{"http", "tls"}, TLSOptions: h.TLSOptions, HTTPOptions: h.HTTPOptions},
		},
		Checks: h.Checks, MachineChecks: h.MachineChecks, Processes: h.Processes,
	}
}

func (r *reader) httpService(t table) *HTTPService {
	h, ok := t.sub("http_service")
	if !ok {
		return nil
	}
	service := &HTTPService{
		Field:              h.field,
		InternalPort:       h.int("internal_port"),
		ForceHTTPS:         h.bool("force_https"),
		AutoStop:           h.autoStop(),
		AutoStart:          h.optBool("auto_start_machines"),
		MinMachinesRunning: h.optInt("min_machines_running"),
		Concurrency:        h.concurrency(),
		TLSOptions:         h.tlsOptions(),
		HTTPOptions:        h.httpOptions(),
		MachineChecks:      r.machineChecks(h),
		Processes:          h.strings("processes"),
	}
	for _, c := range h.tables("checks") {
		// flyctl patches no check in here.
		c.strict = true
		service.Checks = append(service.Checks, ServiceCheck{Field: c.field, Type: "http", Probe: c.probe("http")})
	}
	return service
}

func (t table) autoStop() *AutoStop {
	n := t.read("auto_stop_machines")
	if empty(n) {
		return nil
	}
	var stop AutoStop
	switch n.value {
	case true, "stop":
		stop = AutoStopStop
	case false, "off":
		stop = AutoStopOff
	case "suspend":
		stop = AutoStopSuspend
	default:
		t.r.problem(n, `true, false, "off", "stop" or "suspend"`)
		return nil
	}
	return &stop
}
