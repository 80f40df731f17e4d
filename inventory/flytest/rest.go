package flytest

import (
	"net/http"
	"time"
)

// route is one path of the Machines API, in net/http's pattern language.
type route struct {
	pattern string
	service service
	// section is what a token may be forbidden, and what faults are named by.
	section string
	answer  func(*Server, http.ResponseWriter, *http.Request, grant)
}

func machinesRoutes() []route {
	return []route{
		{"GET /v1/apps", apps, "apps", (*Server).listApps},
		{"GET /v1/apps/{app}", apps, "app", (*Server).getApp},
		{"GET /v1/apps/{app}/machines", flaps, "machines", (*Server).listMachines},
		{"GET /v1/apps/{app}/machines/{id}", flaps, "machine", (*Server).getMachine},
		{"GET /v1/apps/{app}/volumes", flaps, "volumes", (*Server).listVolumes},
		{"GET /v1/apps/{app}/volumes/{id}", flaps, "volumes", (*Server).getVolume},
		{"GET /v1/apps/{app}/volumes/{id}/snapshots", flaps, "snapshots", (*Server).listSnapshots},
		{"GET /v1/apps/{app}/secrets", flaps, "secrets", (*Server).listSecrets},
		{"GET /v1/apps/{app}/secretkeys", flaps, "secretkeys", (*Server).listSecretKeys},
		{"GET /v1/apps/{app}/ip_assignments", apps, "ip_assignments", (*Server).listIPs},
		{"GET /v1/apps/{app}/certificates", apps, "certificates", (*Server).listCertificates},
		{"GET /v1/apps/{app}/certificates/{host}", apps, "certificate", (*Server).getCertificate},
		{"POST /v1/apps/{app}/certificates/{host}/check", apps, "certificate", (*Server).getCertificate},
		{"GET /v1/orgs/{org}/machines", flaps, "orgmachines", (*Server).orgMachines},
		{"GET /v1/orgs/{org}/volumes", flaps, "orgvolumes", (*Server).orgVolumes},
		{"GET /v1/postgres", flaps, "postgres", (*Server).listManaged},
		{"GET /v1/postgres/{id}", flaps, "postgres", (*Server).getManaged},
		{"GET /v1/postgres/{id}/databases", flaps, "databases", (*Server).managedDatabases},
		{"GET /v1/postgres/{id}/databases/{db}/extensions", flaps, "extensions", (*Server).managedExtensions},
		{"GET /v1/postgres/{id}/users", flaps, "users", (*Server).managedUsers},
		{"GET /v1/postgres/{id}/backups", flaps, "backups", (*Server).managedBackups},
		{"GET /v1/tokens/current", flaps, "tokens", (*Server).currentToken},
	}
}

func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range machinesRoutes() {
		mux.HandleFunc(r.pattern, s.machines(r))
	}
	for _, r := range webRoutes() {
		mux.HandleFunc(r.pattern, s.web(r))
	}
	mux.HandleFunc("GET /v1/platform/regions", s.regions)
	mux.HandleFunc("POST /graphql", s.graphql)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { notRouted(w) })
	return s.around(mux)
}

// around is what every answer has: an id, latency, limits, faults.
func (s *Server) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		if s.opts.OnRequest != nil {
			s.opts.OnRequest(r)
		}
		w.Header().Set("fly-request-id", requestID())
		if s.opts.Latency > 0 {
			time.Sleep(s.opts.Latency)
		}
		if !s.limiter.allow(r) {
			tooMany(w, s.limiter.retryAfter())
			return
		}
		s.faults.serve(w, r, next)
	})
}

// machines checks the token and the app of a route before it is answered.
func (s *Server) machines(route route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if route.section == "apps" && r.URL.Query().Get("org_slug") == "" {
			notRouted(w)
			return
		}
		g, ok := s.machinesGrant(r)
		switch {
		case !ok:
			route.service.unauthorized(w)
		case !g.may(route.section):
			route.service.fail(w, http.StatusForbidden, "this token is not allowed to do that")
		case s.refused(w, r, route.service, g):
		default:
			route.answer(s, w, r, g)
		}
	}
}

// refused answers for apps and organisations that are not there, or out of
// the token's reach. Machines answers 400, not 404, for an app that is gone.
func (s *Server) refused(w http.ResponseWriter, r *http.Request, service service, g grant) bool {
	if org := r.PathValue("org"); org != "" && !s.company.hasSlug(org) {
		service.fail(w, http.StatusNotFound, "Organization not found")
		return true
	}
	name := r.PathValue("app")
	switch {
	case name == "":
		return false
	case s.app(name) == nil && service == flaps:
		service.fail(w, http.StatusBadRequest, "could not find app \""+name+"\"")
		return true
	case s.app(name) == nil:
		service.fail(w, http.StatusNotFound, "Could not find App \""+name+"\"")
		return true
	case !g.sees(name):
		service.fail(w, http.StatusForbidden, "unauthorized to access app \""+name+"\"")
		return true
	}
	return false
}

func (s *Server) regions(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, object{"Regions": list(s.company.org.Regions), "Nearest": "iad"})
}
