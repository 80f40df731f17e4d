package translate

import (
	"slices"
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// publish opens one outside port, or a range of them.
func publish(out flytoml.Port, name string, p *spec.Process, l *ledger) {
	web := has(out.Handlers, "http") || http2Only(out)
	first, last := portRange(out)
	switch {
	case first < 1 || last > lastPort:
		noPort(out, l)
	case web && first == last && (first == 80 || first == 443):
		route(out, name, p, l)
	case web:
		oddRoute(out, name, l)
	default:
		raw(out, first, last, name, p, l)
	}
	httpOptions(out, name, p, l)
	tlsOptions(out, name, p, l)
	l.dropped(report.RuleProxyProtocol, out.Field+".proxy_proto_options", "the load balancer adds no PROXY protocol")
}

// lastPort is the highest there is.
const lastPort = 65535

// noPort: Fly's API refuses such a port, and Kubernetes does.
func noPort(out flytoml.Port, l *ledger) {
	r := advise(report.RuleRawPorts, "give a port from 1 to 65535, or take the entry out")
	why := "no port from 1 to 65535 is given, so nothing is opened"
	for _, f := range []string{".port", ".start_port", ".end_port", ".handlers", ".force_https", ".tls_options.alpn"} {
		l.undecided(r, out.Field+f, "", why)
	}
	if !l.set(out.Field) {
		l.remark(r, report.Undecided, out.Field+".port", "", why)
	}
}

func portRange(out flytoml.Port) (first, last int) {
	if out.Port != nil {
		return *out.Port, *out.Port
	}
	if out.StartPort != nil {
		first = *out.StartPort
	}
	if out.EndPort != nil {
		last = *out.EndPort
	}
	return first, max(first, last)
}

// route: port 80 and 443 of the shared gateway.
func route(out flytoml.Port, name string, p *spec.Process, l *ledger) {
	edge(name, p)
	if http2Only(out) {
		speakH2C(name, p)
		l.changed(report.RuleH2, out.Field+".tls_options.alpn", "ports."+name, "TLS for HTTP/2 alone: the gateway ends it, and speaks HTTP/2 without TLS to the app, as Fly does")
	}
	l.carried(out.Field+".port", "edge."+name+".hosts")
	l.carried(out.Field+".handlers", "edge."+name+".hosts")
	l.carried(out.Field+".start_port", "edge."+name+".hosts")
	l.carried(out.Field+".end_port", "edge."+name+".hosts")
	l.carried(out.Field+".force_https", "edge."+name+".https")
	if has(out.Handlers, "proxy_proto") {
		l.changed(report.RuleProxyProtocol, out.Field+".handlers", "edge."+name+".hosts", "the gateway sends plain HTTP without a PROXY header")
	}
}

// http2Only says that Fly ends TLS in front of a server of HTTP/2, which is how
// its documentation serves gRPC (fly.io/docs/app-guides/grpc-and-grpc-web-services).
func http2Only(out flytoml.Port) bool {
	t := out.TLSOptions
	return slices.Equal(out.Handlers, []string{"tls"}) && t != nil && slices.Equal(t.ALPN, []string{"h2"})
}

// speakH2C says that the app speaks HTTP/2 without TLS on a port.
func speakH2C(name string, p *spec.Process) {
	for i := range p.Ports {
		if p.Ports[i].Name == name {
			p.Ports[i].H2C = true
		}
	}
}

// edge is the route to a port, made when it is first asked for.
func edge(name string, p *spec.Process) *spec.Edge {
	for i := range p.Edges {
		if p.Edges[i].Port == name {
			return &p.Edges[i]
		}
	}
	p.Edges = append(p.Edges, spec.Edge{Port: name})
	return &p.Edges[len(p.Edges)-1]
}

// oddRoute: the gateway listens on 80 and 443 for all apps.
func oddRoute(out flytoml.Port, name string, l *ledger) {
	r := advise(report.RuleRawPorts, "give it a host name of its own on port 443, or reach it inside the cluster only")
	fields := []string{".port", ".start_port", ".end_port", ".handlers", ".force_https"}
	if http2Only(out) {
		fields = append(fields, ".tls_options.alpn")
	}
	for _, f := range fields {
		l.undecided(r, out.Field+f, "private."+name, "the gateway serves HTTP on ports 80 and 443 only")
	}
}

// maxRange is how many ports of a range one load balancer gets.
const maxRange = 100

// raw: TCP and UDP get an address of their own.
func raw(out flytoml.Port, first, last int, name string, p *spec.Process, l *ledger) {
	number := out.Field + ".port"
	if out.Port == nil {
		number = out.Field + ".start_port"
	}
	if last-first >= maxRange {
		l.undecided(advise(report.RuleRawPorts, "narrow the range"), number, "l4."+name, "a load balancer can't take a range of "+strconv.Itoa(last-first+1)+" ports")
		l.undecided(advise(report.RuleRawPorts, "narrow the range"), out.Field+".end_port", "l4."+name, "a load balancer can't take a range of "+strconv.Itoa(last-first+1)+" ports")
	} else {
		for n := first; n <= last; n++ {
			p.L4 = append(p.L4, spec.L4{Port: name, Public: n, Protocol: protocolOf(name, p)})
		}
		l.changed(report.RuleRawPorts, number, "l4."+name, "a raw port gets an address of its own; host names do not matter to it")
		l.changed(report.RuleRawPorts, out.Field+".end_port", "l4."+name, "each port of the range gets its own entry")
	}
	if out.Port != nil {
		l.dropped(report.RuleRawPorts, out.Field+".start_port", "a single port is given beside the range, and holds")
	}
	handlers(out, name, l)
	l.dropped(report.RuleRawPorts, out.Field+".force_https", "there is no HTTP on this port")
}

func protocolOf(name string, p *spec.Process) string {
	for _, port := range p.Ports {
		if port.Name == name {
			return port.Protocol
		}
	}
	return "TCP"
}

// handlers of a port without HTTP.
func handlers(out flytoml.Port, name string, l *ledger) {
	field, to := out.Field+".handlers", "l4."+name
	switch {
	case has(out.Handlers, "tls"), has(out.Handlers, "pg_tls"):
		l.undecided(advise(report.RuleRawPorts, "let the app speak TLS itself, or put a TLS proxy beside it"), field, to,
			"Fly ends TLS in front of this port; the load balancer passes bytes through")
	case has(out.Handlers, "proxy_proto"):
		l.changed(report.RuleProxyProtocol, field, to, "the load balancer keeps the client's address and adds no PROXY header")
	default:
		l.carried(field, to)
	}
}
