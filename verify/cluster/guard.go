package cluster

import (
	"fmt"
	"net/http"
	"strings"

	"k8s.io/client-go/rest"
)

// reviews is the one kind of object that is created to ask a question. The
// server answers it and keeps nothing.
const reviews = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"

// guarded is a configuration whose requests can't change the cluster.
func guarded(config *rest.Config) *rest.Config {
	config = rest.CopyConfig(config)
	config.Wrap(func(next http.RoundTripper) http.RoundTripper { return guard{next} })
	return config
}

// guard refuses requests that write.
type guard struct{ next http.RoundTripper }

func (g guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if !harmless(r) {
		return nil, fmt.Errorf("refuse to send %s %s: it would write", r.Method, r.URL.Path)
	}
	return g.next.RoundTrip(r)
}

func harmless(r *http.Request) bool {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return true
	case http.MethodPost:
		return strings.HasSuffix(r.URL.Path, reviews)
	case http.MethodPatch:
		return r.URL.Query().Get("dryRun") == "All"
	}
	return false
}
