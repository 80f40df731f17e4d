package translate

import (
	"net/textproto"
	"regexp"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// responses: headers that Fly's proxy sets on or takes off every answer.
func responses(o *flytoml.HTTPOptions, name string, p *spec.Process, l *ledger) {
	r := o.Response
	if r == nil {
		return
	}
	l.dropped(advise(report.RuleEdgeTLS, "check who reads the headers Via and Server"), r.Field+".pristine", "the gateway adds its own Via header to every answer")
	e := edgeOf(name, p)
	if e == nil {
		l.dropped(advise(report.RuleEdgeTLS, "set them in the app"), r.Field+".headers", "only answers that pass the gateway get headers")
		return
	}
	for _, h := range r.Headers {
		responseHeader(e, h, l)
	}
}

func responseHeader(e *spec.Edge, h flytoml.ResponseHeader, l *ledger) {
	header := spec.Header{Name: h.Name, Remove: h.Remove}
	if !h.Remove {
		header.Value = strings.Join(h.Values, ", ")
	}
	to, inApp := "edge."+e.Port+".headers", advise(report.RuleEdgeTLS, "set it in the app")
	switch why := refused(e, header, h.Values); {
	case why != "":
		l.dropped(inApp, h.Field, why)
	case addHeader(e, header):
		l.carried(h.Field, to)
	default:
		l.dropped(inApp, h.Field, "another port of the service gives the header another value, and all share one route")
	}
}

// What the Gateway API takes: a header filter has each name once, and up to 16
// to set and 16 to take off; names are tokens, values are not empty.
// https://gateway-api.sigs.k8s.io/reference/api-spec/main/spec/#httpheaderfilter
const (
	mostHeaders  = 16
	longestValue = 4096
)

var headerName = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}$")

// refused is why a header can't be set at the gateway; empty when it can.
func refused(e *spec.Edge, h spec.Header, values []string) string {
	same := 0
	for _, have := range e.Headers {
		if have.Remove == h.Remove && !strings.EqualFold(have.Name, h.Name) {
			same++
		}
	}
	switch {
	case !headerName.MatchString(h.Name):
		return "it is no header name, and the gateway refuses the whole route"
	case google(h.Name):
		return "Google's load balancer keeps the header for itself"
	case h.Remove && same < mostHeaders:
		return ""
	case same == mostHeaders:
		return "a route sets 16 headers and takes off 16, not more"
	case h.Value == "" || len(h.Value) > longestValue:
		return "the gateway takes values of 1 to 4096 bytes"
	case len(values) > 1 && strings.EqualFold(h.Name, "Set-Cookie"):
		return "cookies can't be joined into one header, and a route sets each header once"
	}
	return ""
}

// google says that a custom header may not have the name.
// https://docs.cloud.google.com/load-balancing/docs/https/custom-headers-global
func google(name string) bool {
	name = strings.ToLower(name)
	for _, start := range []string{"x-google", "x-goog-", "x-gfe", "x-amz-"} {
		if strings.HasPrefix(name, start) {
			return true
		}
	}
	return slices.Contains([]string{
		"host", "authority", "x-user-ip", "cdn-loop",
		"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
	}, name)
}

// addHeader once: [http_service] has the same options on both of its ports. It is
// false where the header is there already, and says something else.
func addHeader(e *spec.Edge, h spec.Header) bool {
	key := textproto.CanonicalMIMEHeaderKey(h.Name)
	for _, have := range e.Headers {
		if textproto.CanonicalMIMEHeaderKey(have.Name) == key {
			return have.Value == h.Value && have.Remove == h.Remove
		}
	}
	e.Headers = append(e.Headers, h)
	return true
}
