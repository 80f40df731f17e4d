package flytest

// organization has its fields worked out only when a query asks for them:
// an app leads to its organisation and back.
func (s *Server) organization() object {
	file := s.company.org
	org := with(object{
		"billable": true, "paidPlan": true, "type": "SHARED", "viewerRole": "admin",
		"remoteBuilderImage": "flyio/rchab:sha-9346699", "provisionsBetaExtensions": false,
		"billingStatus": "CURRENT", "creditBalance": 0, "isCreditCardSaved": true, "highRisk": false, "trust": "HIGH",
	}, file.Organization)
	return with(org, object{
		"__typename":                  "Organization",
		"internalNumericId":           text(file.Organization["internalNumericId"]),
		"members":                     members(file.Members),
		"invitations":                 nodes(withInviter(file.Invitations)),
		"limitedAccessTokens":         nodes(withUser(file.Tokens)),
		"wireGuardPeers":              nodes(file.WireGuardPeers),
		"wireGuardPeer":               field(s.peerField),
		"delegatedWireGuardTokens":    nodes(file.DelegatedTokens),
		"allowedReplaySourceOrgSlugs": list(file.ReplaySources),
		"allowAllCrossNetworkReplays": file.CrossNetworkReplays,
		"addOns":                      field(s.addOnsField),
		"apps":                        field(s.appsField),
		"remoteBuilderApp":            field(s.builderField),
		"agreedToProviderTos":         true,
		"healthCheckHandlers":         connection{},
		"loggedCertificates":          connection{},
	})
}

// organizations are all that the tokens see, the served one first.
func (s *Server) organizations() []object {
	all := []object{s.organization()}
	for _, o := range s.company.org.Others {
		all = append(all, with(all[0], with(o, object{"apps": connection{}, "members": connection{}})))
	}
	return all
}

// members puts the role and the date on the edge, where Fly has them.
func members(people []object) connection {
	c := connection{}
	for _, p := range people {
		c = append(c, edge{node: with(object{"__typename": "User"}, without(p, "role", "joinedAt")),
			more: object{"role": p["role"], "joinedAt": p["joinedAt"], "alertsEnabled": "DEFAULT"}})
	}
	return c
}

// withInviter lets a folder write a person as an address.
func withInviter(invitations []object) []object {
	var out []object
	for _, i := range invitations {
		out = append(out, with(object{"redeemed": false}, with(i, object{"inviter": person(i["inviter"])})))
	}
	return out
}

func withUser(tokens []object) []object {
	var out []object
	for _, t := range tokens {
		// A live token is what fly-go's own query asks for. Whoever selects it
		// gets something that the scan for credentials knows.
		out = append(out, with(object{"token": "fm2_lJPE" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "revokedAt": nil},
			with(t, object{"user": person(t["user"])})))
	}
	return out
}

func person(email any) object {
	if o, ok := email.(object); ok {
		return o
	}
	return object{"__typename": "User", "id": "usr_" + text(email), "email": email, "name": email}
}

func (s *Server) peerField(args map[string]any) (any, *problem) {
	for _, p := range s.company.org.WireGuardPeers {
		if p["name"] == args["name"] {
			return p, nil
		}
	}
	return nil, &problem{"Could not find WireGuardPeer", "NOT_FOUND"}
}

func (s *Server) builderField(map[string]any) (any, *problem) {
	for _, a := range s.liveApps() {
		if text(a.App["app_role"]) == "remote-docker-builder" {
			return s.gqlApp(a), nil
		}
	}
	return nil, nil
}

// addOn answers for what an add-on is. The fields that open a connection are
// there, too, so that a test can show that nobody asks for them.
func (s *Server) addOn(a object) object {
	var attached []object
	for _, name := range texts(a["apps"]) {
		if app := s.app(name); app != nil {
			attached = append(attached, s.gqlApp(app))
		}
	}
	first := any(nil)
	if len(attached) > 0 {
		first = attached[0]
	}
	return with(object{"environment": object{}, "password": "never-ask-for-this-1", "publicUrl": "redis://default:never-ask-for-this-1@x.upstash.io:6379", "stats": nil, "errorMessage": nil},
		with(a, object{"__typename": "AddOn", "apps": nodes(attached), "app": first, "organization": field(func(map[string]any) (any, *problem) { return s.organization(), nil })}))
}

func texts(v any) []string {
	items, _ := v.([]any)
	var out []string
	for _, item := range items {
		out = append(out, text(item))
	}
	return out
}
