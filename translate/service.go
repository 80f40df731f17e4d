package translate

import (
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// services: what Fly's proxy listens on becomes routes at the shared gateway
// (HTTP on 80 and 443) or addresses of its own (everything else). [http_service]
// is the first of them.
// Where Fly has given the app private addresses alone (inside), nothing is.
func services(v view, image *dockerfile.File, own decisions.App, inside bool, p *spec.Process, l *ledger) {
	for i := range v.Services {
		s := &v.Services[i]
		port := servicePort(s, guessPort(s, image, l), p, l)
		for _, out := range s.Ports {
			if inside {
				keepInside(out, port, l)
				continue
			}
			publish(out, port, p, l)
		}
		autostop(s, v, own.Scaling, l)
		concurrency(s, port, own.Latency, p, l)
		l.carried(s.Field+".processes", "ports."+port)
		for _, f := range []string{".force_instance_key", ".force_instance_description"} {
			l.dropped(report.RuleReplay, s.Field+f, "no request can ask for one pod by its key")
		}
	}
	plainHTTP(v, p, l)
}

// servicePort adds the container's port, once for all services on it, and
// returns its name. A port that was guessed is a person's to confirm.
func servicePort(s *flytoml.Service, guessed string, p *spec.Process, l *ledger) string {
	protocol := "TCP"
	if s.Protocol == "udp" {
		protocol = "UDP"
	}
	name := portName(s, protocol, p)
	settlePort(s.Field+".internal_port", "ports."+name, guessed, l)
	l.carried(s.Field+".protocol", "ports."+name)
	return name
}

func portName(s *flytoml.Service, protocol string, p *spec.Process) string {
	for _, port := range p.Ports {
		if port.Number == s.InternalPort && port.Protocol == protocol {
			return port.Name
		}
	}
	name := newPortName(s, protocol, p)
	p.Ports = append(p.Ports, spec.Port{Name: name, Number: s.InternalPort, Protocol: protocol})
	p.Private = append(p.Private, spec.Private{Port: name, Public: s.InternalPort})
	return name
}

func newPortName(s *flytoml.Service, protocol string, p *spec.Process) string {
	number := strconv.Itoa(s.InternalPort)
	switch {
	case protocol == "UDP":
		return "udp-" + number
	case !speaksHTTP(s):
		return "tcp-" + number
	}
	for _, port := range p.Ports {
		if port.Name == "http" {
			return "http-" + number
		}
	}
	return "http"
}

func speaksHTTP(s *flytoml.Service) bool {
	for _, port := range s.Ports {
		if has(port.Handlers, "http") || http2Only(port) {
			return true
		}
	}
	return false
}

func has(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}

// autostop: Fly stops idle machines and starts them with the next request. A
// Service can't hold a request until a pod runs, so one copy always does.
func autostop(s *flytoml.Service, v view, d *decisions.Scaling, l *ledger) {
	stops := s.AutoStop != nil && *s.AutoStop != flytoml.AutoStopOff
	stop, start := s.Field+".auto_stop_machines", s.Field+".auto_start_machines"
	r := report.RuleScaleToZero
	if d != nil && d.ToZero == "cloud-run" {
		r = advise(r, "a candidate for Cloud Run, which stops idle copies: move it there by hand after the switch")
	}
	switch {
	case !stops:
		l.carried(stop, "replicas.min")
		l.carried(start, "replicas.min")
	case *s.AutoStop == flytoml.AutoStopSuspend:
		l.changed(r, stop, "replicas.min", "nothing can suspend a pod: idle copies keep running, down to the floor")
		l.changed(r, start, "replicas.min", "copies are added by CPU load, not by a waiting request")
	default:
		l.changed(r, stop, "replicas.min", "nothing stops idle pods below the floor")
		l.changed(r, start, "replicas.min", "copies are added by CPU load, not by a waiting request")
	}
	l.carried(s.Field+".min_machines_running", "replicas.min")
	if v.live != nil {
		l.carried("disable_machine_autostart", "replicas.min")
	}
}
