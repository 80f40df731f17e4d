package flytest

import "strings"

// root is where a query starts: the fields of Queries that are served.
func (s *Server) root() object {
	return object{
		"__typename":    "Queries",
		"organization":  field(s.organizationField),
		"organizations": nodes(s.organizations()),
		"app":           field(s.appField),
		"apps":          field(s.appsField),
		"addOn":         field(s.addOnField),
		"addOns":        field(s.addOnsField),
		"volume":        field(s.volumeField),
		"viewer":        s.viewer(),
		"currentUser":   s.viewer(),
		"platform":      object{"regions": s.gqlRegions(), "requestRegion": "fra", "vmSizes": []object{}},
		"nearestRegion": object{"code": "iad", "name": "Ashburn, Virginia (US)"},

		"personalOrganization": s.organization(),
		"postgresAttachments":  field(s.attachmentsField),
		"latestImageDetails":   object{"registry": "registry-1.docker.io", "repository": "flyio/postgres-flex", "tag": "16.4", "digest": "sha256:0", "version": "v0.0.66"},
	}
}

var notFoundApp = &problem{"Could not find App", "NOT_FOUND"}

func (s *Server) organizationField(args map[string]any) (any, *problem) {
	org := s.company.org.Organization
	for _, given := range []string{text(args["slug"]), text(args["id"]), text(args["name"])} {
		if given != "" && (s.company.hasSlug(given) || given == text(org["id"]) || given == text(org["name"])) {
			return s.organization(), nil
		}
	}
	return nil, &problem{"Could not find Organization", "NOT_FOUND"}
}

func (s *Server) appField(args map[string]any) (any, *problem) {
	name := text(args["name"])
	if name == "" {
		name = text(args["id"])
	}
	a := s.app(name)
	if a == nil {
		return nil, notFoundApp
	}
	return s.gqlApp(a), nil
}

// appsField: roles are asked for by the short name and stored by it.
func (s *Server) appsField(args map[string]any) (any, *problem) {
	var found []object
	role := text(args["role"])
	org := text(args["organizationId"])
	for _, a := range s.liveApps() {
		if (role == "" || role == text(a.App["app_role"])) && (org == "" || org == text(s.company.org.Organization["id"])) {
			found = append(found, s.gqlApp(a))
		}
	}
	return nodes(found), nil
}

func (s *Server) addOnField(args map[string]any) (any, *problem) {
	for _, a := range s.company.org.AddOns {
		provider := text(args["provider"])
		if (text(args["name"]) == a["name"] || text(args["id"]) == a["id"]) && (provider == "" || provider == addOnType(a)) {
			return s.addOn(a), nil
		}
	}
	return nil, &problem{"Could not find AddOn", "NOT_FOUND"}
}

func addOnType(a object) string {
	provider, _ := a["addOnProvider"].(object)
	return text(provider["name"])
}

func (s *Server) addOnsField(args map[string]any) (any, *problem) {
	var found []object
	want := text(args["type"])
	for _, a := range s.company.org.AddOns {
		// redis is the older name of upstash_redis
		if want == "" || want == addOnType(a) || (want == "redis" && addOnType(a) == "upstash_redis") {
			found = append(found, s.addOn(a))
		}
	}
	return nodes(found), nil
}

func (s *Server) volumeField(args map[string]any) (any, *problem) {
	for _, a := range s.liveApps() {
		for _, v := range a.Volumes {
			if v["id"] == args["id"] {
				return object{"id": v["id"], "name": v["name"], "region": v["region"], "sizeGb": v["size_gb"], "state": v["state"],
					"encrypted": v["encrypted"], "app": s.gqlApp(a)}, nil
			}
		}
	}
	return nil, &problem{"Could not find Volume", "NOT_FOUND"}
}

func (s *Server) viewer() object {
	user := object{"__typename": "User", "id": "usr_1", "email": "ops@" + strings.ToLower(s.company.slug()) + ".example", "name": "Ops", "enablePaidHobby": true, "featureFlags": []string{}}
	if len(s.company.org.Members) > 0 {
		user = with(user, s.company.org.Members[0])
		delete(user, "role")
		delete(user, "joinedAt")
	}
	return user
}

func (s *Server) attachmentsField(args map[string]any) (any, *problem) {
	cluster := text(args["postgresAppName"])
	if s.app(cluster) == nil {
		return nil, notFoundApp
	}
	app, oneApp := args["appName"]
	if oneApp && s.app(text(app)) == nil {
		return nil, notFoundApp
	}
	var found []object
	for _, at := range s.company.org.Attachments {
		if at.Cluster == cluster && (!oneApp || at.App == app) {
			found = append(found, at.Node)
		}
	}
	return nodes(found), nil
}

func (s *Server) gqlRegions() []object {
	regions := []object{}
	for _, r := range s.company.org.Regions {
		regions = append(regions, object{"code": r["code"], "name": r["name"], "latitude": r["latitude"], "longitude": r["longitude"],
			"gatewayAvailable": r["gateway_available"], "requiresPaidPlan": r["requires_paid_plan"]})
	}
	return regions
}
