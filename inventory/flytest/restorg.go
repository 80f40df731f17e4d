package flytest

import (
	"net/http"
	"strings"
)

// orgMachines sends summaries, some pages short: a reader has to go on as long
// as there is a cursor.
func (s *Server) orgMachines(w http.ResponseWriter, r *http.Request, g grant) {
	var all []object
	for _, a := range s.liveApps() {
		for _, m := range a.Machines {
			if g.sees(a.name()) && text(m["state"]) != "destroyed" {
				all = append(all, machineSummary(a.name(), m))
			}
		}
	}
	page, next := slicePage(all, r, s.opts.PageSize, 1000)
	answer := object{"machines": list(page), "error_regions": list(s.faults.errorRegions())}
	if next != "" {
		answer["next_cursor"] = next
	}
	writeJSON(w, http.StatusOK, answer)
}

func machineSummary(app string, m object) object {
	summary := object{"app_name": app}
	for _, key := range []string{"id", "name", "state", "region", "private_ip", "instance_id", "created_at", "updated_at"} {
		summary[key] = m[key]
	}
	if config, ok := m["config"].(object); ok {
		summary["config"] = object{"image": config["image"], "guest": config["guest"], "metadata": config["metadata"]}
	}
	return summary
}

func (s *Server) orgVolumes(w http.ResponseWriter, r *http.Request, g grant) {
	var all []object
	for _, a := range s.liveApps() {
		for _, v := range a.Volumes {
			if g.sees(a.name()) {
				all = append(all, with(wireVolume(v), object{"app_name": a.name()}))
			}
		}
	}
	page, next := slicePage(all, r, s.opts.PageSize, 1000)
	answer := object{"volumes": list(page)}
	if next != "" {
		answer["next_cursor"] = next
	}
	writeJSON(w, http.StatusOK, answer)
}

// managedParts have calls of their own.
var managedParts = []string{"databases", "users", "backups"}

// managedDetail is sent for one cluster only, not in the list.
var managedDetail = []string{"cpus", "cpu_kind", "memory_mb", "disk_size_gb", "replicas", "pg_major_version",
	"postgis_enabled", "storage_used_bytes", "storage_provisioned_bytes", "endpoints"}

func (s *Server) listManaged(w http.ResponseWriter, r *http.Request, _ grant) {
	slug := r.URL.Query().Get("org_slug")
	if slug == "" {
		flaps.fail(w, http.StatusBadRequest, "org_slug is required")
		return
	}
	if !s.company.hasSlug(slug) {
		flaps.fail(w, http.StatusNotFound, "Organization not found")
		return
	}
	clusters := []object{}
	for _, c := range s.company.org.Managed {
		clusters = append(clusters, without(c, append(managedDetail, managedParts...)...))
	}
	writeJSON(w, http.StatusOK, object{"data": clusters})
}

func (s *Server) managed(w http.ResponseWriter, r *http.Request) object {
	for _, c := range s.company.org.Managed {
		if c["id"] == r.PathValue("id") {
			return c
		}
	}
	flaps.fail(w, http.StatusNotFound, "Cluster not found")
	return nil
}

func (s *Server) getManaged(w http.ResponseWriter, r *http.Request, _ grant) {
	if c := s.managed(w, r); c != nil {
		org := s.company.org.Organization
		writeJSON(w, http.StatusOK, object{"data": with(without(c, managedParts...),
			object{"organization": object{"name": org["name"], "slug": org["slug"]}})})
	}
}

func (s *Server) managedDatabases(w http.ResponseWriter, r *http.Request, _ grant) {
	c := s.managed(w, r)
	if c == nil {
		return
	}
	names := []object{}
	for _, db := range objects(c["databases"]) {
		names = append(names, object{"name": db["name"]})
	}
	writeJSON(w, http.StatusOK, object{"data": names})
}

func (s *Server) managedExtensions(w http.ResponseWriter, r *http.Request, _ grant) {
	c := s.managed(w, r)
	if c == nil {
		return
	}
	for _, db := range objects(c["databases"]) {
		if db["name"] == r.PathValue("db") {
			writeJSON(w, http.StatusOK, object{"data": list(objects(db["extensions"]))})
			return
		}
	}
	flaps.fail(w, http.StatusNotFound, "Database not found")
}

func (s *Server) managedUsers(w http.ResponseWriter, r *http.Request, _ grant) {
	if c := s.managed(w, r); c != nil {
		writeJSON(w, http.StatusOK, object{"data": list(objects(c["users"]))})
	}
}

func (s *Server) managedBackups(w http.ResponseWriter, r *http.Request, _ grant) {
	if c := s.managed(w, r); c != nil {
		writeJSON(w, http.StatusOK, object{"data": list(objects(c["backups"]))})
	}
}

func objects(v any) []object {
	items, _ := v.([]any)
	var found []object
	for _, item := range items {
		if o, ok := item.(object); ok {
			found = append(found, o)
		}
	}
	return found
}

// currentToken says what a token covers, never whether it may write.
func (s *Server) currentToken(w http.ResponseWriter, r *http.Request, g grant) {
	org := s.company.org.Organization
	user := g.User
	if user == "" {
		user = "ops@" + strings.ToLower(s.company.slug()) + ".example"
	}
	writeJSON(w, http.StatusOK, object{"tokens": []object{{
		"token_id": "tok_1", "org_slug": org["slug"], "organization": org["name"],
		"apps": list(g.Apps), "user": user, "restricted_to_machine": nil, "source_machine_id": nil,
	}}})
}
