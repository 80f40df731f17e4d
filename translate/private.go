package translate

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// private: other apps reach a machine on every port that it listens on. Known
// are the ports of its services and, for the default group, those that the
// image exposes; callers through Flycast use the outside port.
func private(v view, in *AppInput, p *spec.Process, l *ledger) {
	exposed(v, in, p)
	if in.Live == nil || !slices.ContainsFunc(in.Live.Addresses.Items, inventory.Address.Flycast) {
		return
	}
	for _, s := range v.Services {
		name := portOf(s.InternalPort, p)
		for _, out := range s.Ports {
			first, last := portRange(out)
			for n := first; n <= last && last-first < maxRange; n++ {
				p.Private = append(p.Private, spec.Private{Port: name, Public: n, Flycast: true})
			}
			l.remark(report.RuleFlycast, report.Changed, out.Field, "private."+name, "callers of "+in.Live.Name+".flycast reach a Service of that name in the cluster")
		}
	}
}

func exposed(v view, in *AppInput, p *spec.Process) {
	if in.Dockerfile == nil || !v.Default && len(v.Services) == 0 {
		return
	}
	for _, e := range in.Dockerfile.Ports {
		if e.Protocol == "sctp" || portOf(e.Number, p) != "" {
			continue
		}
		port := spec.Port{Name: e.Protocol + "-" + itoa(e.Number), Number: e.Number, Protocol: "TCP"}
		if e.Protocol == "udp" {
			port.Protocol = "UDP"
		}
		p.Ports = append(p.Ports, port)
		p.Private = append(p.Private, spec.Private{Port: port.Name, Public: port.Number})
	}
}

func portOf(number int, p *spec.Process) string {
	for _, port := range p.Ports {
		if port.Number == number {
			return port.Name
		}
	}
	return ""
}

// serviceField is the service that stands behind a port.
func serviceField(v view, port string, p *spec.Process) string {
	for _, s := range v.Services {
		if portOf(s.InternalPort, p) == port {
			return s.Field
		}
	}
	return "services"
}

// insideOnly says that the internet can't reach the app: it has addresses, and
// all of them are private. An app without any, or whose list could not be read,
// may get public ones at its next deploy, so it counts as public.
func insideOnly(app *inventory.App) bool {
	if app == nil || !app.Addresses.Complete() {
		return false
	}
	private := false
	for _, a := range app.Addresses.Items {
		switch {
		case a.Flycast():
			private = true
		case !a.Egress:
			return false
		}
	}
	return private
}

// keepInside settles an outside port of an app that has no public address.
func keepInside(out flytoml.Port, name string, l *ledger) {
	for _, f := range []string{".http_options", ".tls_options", ".proxy_proto_options", ".force_https"} {
		l.dropped(report.RuleFlycast, out.Field+f, "callers inside the cluster reach the pod without a proxy between")
	}
	for _, f := range []string{".port", ".start_port", ".end_port", ".handlers"} {
		l.carried(out.Field+f, "private."+name)
	}
}
