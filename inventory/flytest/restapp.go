package flytest

import (
	"net/http"
	"strings"
)

// graphqlOnly are the keys of an app's file that only GraphQL sends.
var graphqlOnly = []string{"hostname", "platformVersion", "createdAt", "appUrl", "vmSize"}

func (s *Server) restApp(a *appFile) object {
	org := s.company.org.Organization
	app := without(a.App, graphqlOnly...)
	app["machine_count"] = len(a.Machines)
	app["volume_count"] = len(a.Volumes)
	app["organization"] = object{"name": org["name"], "slug": org["slug"], "internal_numeric_id": number(org["internalNumericId"])}
	return app
}

// listApps: the role filter takes the word that the app itself shows.
func (s *Server) listApps(w http.ResponseWriter, r *http.Request, g grant) {
	if !s.company.hasSlug(r.URL.Query().Get("org_slug")) {
		apps.fail(w, http.StatusNotFound, "Organization not found")
		return
	}
	if !g.all {
		apps.fail(w, http.StatusForbidden, "unauthorized to list apps")
		return
	}
	found := []object{}
	role := r.URL.Query().Get("app_role")
	for _, a := range s.liveApps() {
		if role == "" || role == text(a.App["app_role"]) {
			found = append(found, s.restApp(a))
		}
	}
	writeJSON(w, http.StatusOK, object{"total_apps": len(found), "apps": found})
}

func (s *Server) getApp(w http.ResponseWriter, r *http.Request, _ grant) {
	writeJSON(w, http.StatusOK, s.restApp(s.app(r.PathValue("app"))))
}

func (s *Server) listMachines(w http.ResponseWriter, r *http.Request, _ grant) {
	q := r.URL.Query()
	found := []object{}
	for _, m := range s.app(r.PathValue("app")).Machines {
		if text(m["state"]) == "destroyed" && q.Get("include_deleted") != "true" {
			continue
		}
		if wants(q.Get("region"), text(m["region"])) && wants(q.Get("state"), text(m["state"])) {
			found = append(found, wireMachine(m))
		}
	}
	writeJSON(w, http.StatusOK, found)
}

func wants(list, value string) bool {
	if list == "" {
		return true
	}
	for _, one := range strings.Split(list, ",") {
		if one == value {
			return true
		}
	}
	return false
}

// wireMachine adds what Fly sends and nobody writes by hand: a nonce that is
// empty, services with a null force_instance_key.
func wireMachine(m object) object {
	wired := with(m, object{"nonce": ""})
	config, ok := m["config"].(object)
	if !ok {
		return wired
	}
	services, ok := config["services"].([]any)
	if !ok {
		return wired
	}
	var marked []any
	for _, one := range services {
		service, ok := one.(object)
		if !ok {
			marked = append(marked, one)
			continue
		}
		marked = append(marked, with(object{"force_instance_key": nil}, service))
	}
	wired["config"] = with(config, object{"services": marked})
	return wired
}

func (s *Server) getMachine(w http.ResponseWriter, r *http.Request, _ grant) {
	for _, m := range s.app(r.PathValue("app")).Machines {
		if m["id"] == r.PathValue("id") {
			writeJSON(w, http.StatusOK, wireMachine(m))
			return
		}
	}
	flaps.fail(w, http.StatusNotFound, "machine not found")
}

// wireVolume leaves the snapshots out, which have a call of their own.
func wireVolume(v object) object {
	return with(object{"attached_alloc_id": nil, "attached_machine_id": nil}, without(v, "snapshots"))
}

func (s *Server) listVolumes(w http.ResponseWriter, r *http.Request, _ grant) {
	found := []object{}
	for _, v := range s.app(r.PathValue("app")).Volumes {
		found = append(found, wireVolume(v))
	}
	writeJSON(w, http.StatusOK, found)
}

func (s *Server) volume(r *http.Request) object {
	for _, v := range s.app(r.PathValue("app")).Volumes {
		if v["id"] == r.PathValue("id") {
			return v
		}
	}
	return nil
}

func (s *Server) getVolume(w http.ResponseWriter, r *http.Request, _ grant) {
	v := s.volume(r)
	if v == nil {
		flaps.fail(w, http.StatusNotFound, "volume not found")
		return
	}
	writeJSON(w, http.StatusOK, wireVolume(v))
}

func (s *Server) listSnapshots(w http.ResponseWriter, r *http.Request, _ grant) {
	v := s.volume(r)
	if v == nil {
		flaps.fail(w, http.StatusNotFound, "volume not found")
		return
	}
	snapshots, _ := v["snapshots"].([]any)
	writeJSON(w, http.StatusOK, list(snapshots))
}

func (s *Server) listSecrets(w http.ResponseWriter, r *http.Request, _ grant) {
	writeJSON(w, http.StatusOK, object{"secrets": list(s.app(r.PathValue("app")).Secrets)})
}

func (s *Server) listSecretKeys(w http.ResponseWriter, r *http.Request, _ grant) {
	writeJSON(w, http.StatusOK, object{"secret_keys": list(s.app(r.PathValue("app")).SecretKeys)})
}

// listIPs leaves out the type, which only GraphQL sends.
func (s *Server) listIPs(w http.ResponseWriter, r *http.Request, _ grant) {
	found := []object{}
	for _, ip := range s.app(r.PathValue("app")).IPs {
		found = append(found, without(ip, "type", "id"))
	}
	writeJSON(w, http.StatusOK, object{"ips": found})
}
