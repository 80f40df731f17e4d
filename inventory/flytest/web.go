package flytest

import (
	"net/http"
	"strconv"
)

// The web API under /api/v1, which flyctl asks for releases, organisations and
// Managed Postgres. It takes any token under Bearer.

type webRoute struct {
	pattern string
	answer  func(*Server, http.ResponseWriter, *http.Request)
}

func webRoutes() []webRoute {
	return []webRoute{
		{"GET /api/v1/apps/{app}/releases", (*Server).webReleases},
		{"GET /api/v1/apps/{app}/releases/current", (*Server).webCurrentRelease},
		{"GET /api/v1/apps/{app}/logs", (*Server).webLogs},
		{"GET /api/v1/releases/all_current", (*Server).webAllCurrent},
		{"GET /api/v1/organizations", (*Server).webOrgs},
		{"GET /api/v1/organizations/{org}", (*Server).webOrg},
		{"GET /api/v1/organizations/{org}/postgres", (*Server).webManaged},
		{"GET /api/v1/postgres/{id}", (*Server).webCluster},
		{"GET /api/v1/postgres/{id}/users", webPart("users")},
		{"GET /api/v1/postgres/{id}/databases", webPart("databases")},
		{"GET /api/v1/postgres/{id}/backups", webPart("backups")},
		{"GET /api/v1/postgresv2/{id}", (*Server).webCluster},
	}
}

func (s *Server) web(route webRoute) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, ok := s.webGrant(r); !ok {
			flaps.fail(w, http.StatusUnauthorized, "unauthorized")
			return
		}
		if app := r.PathValue("app"); app != "" && s.app(app) == nil {
			flaps.fail(w, http.StatusNotFound, "Could not find App")
			return
		}
		if org := r.PathValue("org"); org != "" && !s.company.hasSlug(org) {
			flaps.fail(w, http.StatusNotFound, "Organization not found")
			return
		}
		route.answer(s, w, r)
	}
}

func webRelease(r object) object {
	return object{"id": r["id"], "version": r["version"], "status": r["status"], "description": r["description"], "reason": r["reason"],
		"image_ref": r["imageRef"], "stable": r["stable"], "created_at": r["createdAt"], "user": person(r["user"])}
}

func (s *Server) webReleases(w http.ResponseWriter, r *http.Request) {
	limit, err := strconv.Atoi(r.URL.Query().Get("limit"))
	if err != nil || limit < 1 {
		limit = 25
	}
	found := []object{}
	for _, one := range s.app(r.PathValue("app")).Releases {
		if len(found) < limit {
			found = append(found, webRelease(one))
		}
	}
	writeJSON(w, http.StatusOK, object{"releases": found, "data": found})
}

func (s *Server) webCurrentRelease(w http.ResponseWriter, r *http.Request) {
	releases := s.app(r.PathValue("app")).Releases
	if len(releases) == 0 {
		flaps.fail(w, http.StatusNotFound, "no release")
		return
	}
	writeJSON(w, http.StatusOK, webRelease(releases[0]))
}

func (s *Server) webAllCurrent(w http.ResponseWriter, _ *http.Request) {
	found := []object{}
	for _, a := range s.liveApps() {
		if len(a.Releases) > 0 {
			found = append(found, with(webRelease(a.Releases[0]), object{"app_name": a.name()}))
		}
	}
	writeJSON(w, http.StatusOK, object{"releases": found, "data": found})
}

func (s *Server) webLogs(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, object{"data": []any{}, "meta": object{"next_token": ""}})
}

func (s *Server) webOrgObject() object {
	org := s.company.org.Organization
	return object{"id": org["id"], "internal_numeric_id": org["internalNumericId"], "slug": org["slug"], "raw_slug": org["rawSlug"], "name": org["name"], "type": org["type"], "billable": true}
}

func (s *Server) webOrgs(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, object{"organizations": []object{s.webOrgObject()}})
}

func (s *Server) webOrg(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, object{"organization": s.webOrgObject()})
}

func (s *Server) webManaged(w http.ResponseWriter, _ *http.Request) {
	clusters := []object{}
	for _, c := range s.company.org.Managed {
		clusters = append(clusters, s.webClusterObject(c))
	}
	writeJSON(w, http.StatusOK, object{"data": clusters})
}

func (s *Server) webClusterObject(c object) object {
	return object{"id": c["id"], "mpgd_cluster_id": c["id"], "version": 1, "name": c["name"], "region": c["region"], "status": c["status"], "plan": c["plan"],
		"disk": c["disk_size_gb"], "replicas": c["replicas"], "organization": s.webOrgObject(), "ip_assignments": object{"direct": ""}, "attached_apps": list(objects(c["attached_apps"]))}
}

func (s *Server) webCluster(w http.ResponseWriter, r *http.Request) {
	if c := s.managed(w, r); c != nil {
		writeJSON(w, http.StatusOK, object{"data": s.webClusterObject(c), "credentials": object{"status": "ready", "user": "fly-user", "password": "", "dbname": "fly-db", "pgbouncer_uri": ""}})
	}
}

func webPart(part string) func(*Server, http.ResponseWriter, *http.Request) {
	return func(s *Server, w http.ResponseWriter, r *http.Request) {
		c := s.managed(w, r)
		if c == nil {
			return
		}
		items := []object{}
		for _, one := range objects(c[part]) {
			items = append(items, with(without(one, "extensions"), object{"name": first(one["name"], one["username"])}))
		}
		writeJSON(w, http.StatusOK, object{"data": items})
	}
}

func first(values ...any) any {
	for _, v := range values {
		if v != nil {
			return v
		}
	}
	return nil
}
