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
