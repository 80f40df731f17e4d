package flytest

import (
	"encoding/json"
	"net/http"
)

// Fly's errors differ by the service behind the one host name: machines,
// volumes and secrets say "error", apps, certificates and addresses "message".

type service string

const (
	flaps service = "error"
	apps  service = "message"
)

func (s service) fail(w http.ResponseWriter, status int, reason string) {
	writeJSON(w, status, object{string(s): reason})
}

// unauthorized is how each of the services refuses a token.
func (s service) unauthorized(w http.ResponseWriter) {
	w.Header().Set("www-authenticate", `Basic realm="api.machines.dev"`)
	if s == apps {
		s.fail(w, http.StatusUnauthorized, "Unauthorized")
		return
	}
	s.fail(w, http.StatusUnauthorized, "Authenticate: token validation error")
}

// notRouted is what an unknown path, a wrong method and a missing required
// parameter get, before any token is looked at.
func notRouted(w http.ResponseWriter) {
	w.Header().Set("content-type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	write(w, []byte("404 page not found\n"))
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	raw, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("content-type", "application/json")
	w.WriteHeader(status)
	write(w, raw)
}

// write ignores a client that went away.
func write(w http.ResponseWriter, raw []byte) { _, _ = w.Write(raw) }

// without copies an object and leaves keys out.
func without(o object, keys ...string) object {
	copied := make(object, len(o))
	for k, v := range o {
		copied[k] = v
	}
	for _, k := range keys {
		delete(copied, k)
	}
	return copied
}

// with copies an object and adds to it.
func with(o object, more object) object {
	copied := without(o)
	for k, v := range more {
		copied[k] = v
	}
	return copied
}

// list never is null: an empty one is [].
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
