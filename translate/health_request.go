package translate

import (
	"fmt"
	"net"
	"regexp"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// What a HealthCheckPolicy takes as path and host
// (networking.gke.io_healthcheckpolicies.yaml of GKE's Gateway API).
const (
	longestPath = 2048
	pathSigns   = "/-._~%!?$&'()*+,;=:"
)

var hostName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

// healthPath starts with a slash, and has what is no plain sign as %XX.
func healthPath(path string) string {
	var out strings.Builder
	if !strings.HasPrefix(path, "/") {
		out.WriteByte('/')
	}
	for _, c := range []byte(path) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(pathSigns, c) >= 0 {
			out.WriteByte(c)
			continue
		}
		fmt.Fprintf(&out, "%%%02X", c)
	}
	return out.String()
}

// healthHost is the Host header that a check asks with, without its port.
func healthHost(e *spec.Edge, c found, value string, l *ledger) {
	host := strings.ToLower(strings.TrimSpace(value))
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if !hostName.MatchString(host) {
		l.remark(advise(report.RuleHealthCheck, "let the path answer 200 for any Host"), report.Changed, c.field+".headers", "edge."+e.Port+".health",
			"the load balancer's check can't ask for the host "+shown("Host", value))
		return
	}
	e.Health.Host = host
}
