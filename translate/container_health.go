package translate

import (
	"cmp"
	"slices"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// mainHealth: the main container's own checks, one for each kind of probe. A
// liveness probe is asked for here, so it is written.
func mainHealth(one *inventory.Container, field string, p *spec.Process, l *ledger) {
	for i, check := range one.Healthchecks {
		place, to := &p.Readiness, "readiness"
		if check.Kind == "liveness" {
			place, to = &p.Liveness, "liveness"
		}
		probeOnce(place, check, at(field+".healthchecks", i), to, l)
		if p.Startup == nil { // nothing may kill it before it had the time that it has on Fly
			grace := time.Duration(check.GracePeriod) * time.Second
			p.Startup = startup(**place, &grace, usualWait)
		}
	}
}

// boxHealth: the first check of another container is its probe.
func boxHealth(one *inventory.Container, field, to string, l *ledger) {
	var probe *spec.Probe
	for i, check := range one.Healthchecks {
		at := at(field+".healthchecks", i)
		l.changed(noteOf(report.RuleContainers), at+".grace_period", to, "the probe of a container beside the main one asks from the start")
		probeOnce(&probe, check, at, to, l)
	}
}

func probeOnce(place **spec.Probe, check inventory.Healthcheck, field, to string, l *ledger) {
	if *place != nil {
		l.dropped(advise(report.RuleContainers, "let one check look at everything"), field, "a container has one probe of a kind, and another check is it")
		return
	}
	*place = boxProbe(check)
	if check.Unhealthy == "stop" {
		l.changed(report.RuleContainers, field+".unhealthy", to, "a container that fails its check is taken out of routing, or restarted alone; the others go on")
	}
	if check.HTTP != nil {
		l.dropped(report.RuleContainers, field+".http.tls_server_name", "the kubelet does not verify certificates")
		if check.HTTP.Method != "" && check.HTTP.Method != "GET" {
			l.changed(report.RuleContainers, field+".http.method", to, "a probe asks with GET")
		}
	}
	l.others(field, to)
}

func boxProbe(h inventory.Healthcheck) *spec.Probe {
	p := &spec.Probe{
		Period: cmp.Or(int(h.Interval), usualPeriod), Timeout: cmp.Or(int(h.Timeout), usualTimeout),
		Failures: int(h.FailureThreshold), Successes: int(h.SuccessThreshold),
	}
	switch {
	case h.HTTP != nil:
		p.Type, p.Number, p.Path, p.HTTPS = "http", int(h.HTTP.Port), h.HTTP.Path, h.HTTP.Scheme == "https"
		for _, header := range h.HTTP.Headers {
			for _, v := range header.Values {
				p.Headers = append(p.Headers, spec.Header{Name: header.Name, Value: v})
			}
		}
	case h.TCP != nil:
		p.Type, p.Number = "tcp", int(h.TCP.Port)
	case h.Exec != nil:
		p.Type, p.Command = "exec", h.Exec.Command
	}
	return p
}

// checked says whether a service or [checks] asks the group.
func checked(v view) bool {
	return len(v.Checks) > 0 || slices.ContainsFunc(v.Services, func(s flytoml.Service) bool { return len(s.Checks) > 0 })
}

func asksReady(one inventory.Container) bool {
	return slices.ContainsFunc(one.Healthchecks, func(h inventory.Healthcheck) bool { return h.Kind != "liveness" })
}
