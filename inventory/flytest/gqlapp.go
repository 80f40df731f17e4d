package flytest

import "strings"

// gqlApp is an app as GraphQL shows it, worked out of what REST serves.
func (s *Server) gqlApp(a *appFile) object {
	name := a.name()
	app := object{
		"__typename": "App", "id": name, "name": name, "internalId": text(a.App["id"]),
		"internalNumericId": number(a.App["internal_numeric_id"]),
		"status":            a.App["status"], "deployed": len(a.Releases) > 0, "state": "DEPLOYED",
		"hostname": name + ".fly.dev", "appUrl": "https://" + name + ".fly.dev",
		"cnameTarget": a.App["cname_target"], "network": a.App["network"], "platformVersion": "machines",
		"createdAt": a.App["createdAt"], "version": len(a.Releases), "key": name,
		"role":                gqlRole(text(a.App["app_role"])),
		"organization":        field(func(map[string]any) (any, *problem) { return s.organization(), nil }),
		"limitedAccessTokens": nodes(withUser(a.Tokens)), "hostIssues": nodes(a.HostIssues),
		"ipAddresses": nodes(gqlIPs(a.IPs)), "sharedIpAddress": sharedIP(a.IPs),
		"egressIpAddresses": nodes(appEgress(a.Egress)),
		"machines":          nodes(s.gqlMachines(a)),
		"addOns":            nodes(s.addOnsOf(name)),
		"config":            object{"definition": a.Config}, "services": []object{}, "regions": []object{},
		"taskGroupCounts": []object{}, "processGroups": []object{}, "currentPlacement": []object{}, "backupRegions": []object{},
		"vmSize": object{"name": "shared-cpu-1x", "cpuCores": 1, "memoryGb": 0.25, "memoryMb": 256},
	}
	s.addReleases(app, a)
	for _, key := range graphqlOnly {
		if v, ok := a.App[key]; ok {
			app[key] = v
		}
	}
	return app
}

// gqlRole: GraphQL names roles by type, REST by a short name.
func gqlRole(role string) object {
	typename := map[string]string{"postgres_cluster": "PostgresClusterAppRole", "remote-docker-builder": "RemoteDockerBuilderAppRole"}[role]
	if typename == "" {
		typename = "EmptyAppRole"
	}
	return object{"__typename": typename, "name": role}
}

func (s *Server) addReleases(app object, a *appFile) {
	var releases []object
	for i, r := range a.Releases {
		r = with(object{"inProgress": false, "stable": true, "evaluationId": "", "reason": "", "description": "", "deploymentStrategy": "ROLLING", "user": nil, "updatedAt": r["createdAt"]}, r)
		if email := text(r["user"]); email != "" {
			r["user"] = person(email)
		}
		if i == 0 && a.Config != nil {
			r["configDefinition"] = a.Config
		}
		releases = append(releases, r)
	}
	all := nodes(releases)
	app["releasesUnprocessed"], app["releases"] = all, all
	if len(releases) > 0 {
		app["currentReleaseUnprocessed"], app["currentRelease"] = releases[0], releases[0]
	}
}

// gqlIPs leaves shared addresses out: GraphQL has one field for them.
func gqlIPs(ips []object) []object {
	var out []object
	for _, ip := range ips {
		if ip["shared"] == true || ip["egress"] == true {
			continue
		}
		one := object{"id": ip["id"], "address": ip["ip"], "type": gqlIPType(ip), "region": ip["region"], "createdAt": ip["created_at"], "serviceName": ip["service_name"]}
		if n, ok := ip["network"].(object); ok {
			one["network"] = object{"id": text(n["name"]), "name": n["name"], "organization": object{"slug": n["org_slug"]}}
		}
		out = append(out, one)
	}
	return out
}

func gqlIPType(ip object) string {
	address := text(ip["ip"])
	switch {
	case text(ip["type"]) != "":
		return text(ip["type"])
	case strings.HasPrefix(address, "fdaa:"):
		return "private_v6"
	case strings.Contains(address, ":"):
		return "v6"
	}
	return "v4"
}

func sharedIP(ips []object) any {
	for _, ip := range ips {
		if ip["shared"] == true {
			return ip["ip"]
		}
	}
	return nil
}

func appEgress(all []object) []object {
	var out []object
	for _, e := range all {
		if e["machine"] == nil {
			out = append(out, e)
		}
	}
	return out
}

func (s *Server) gqlMachines(a *appFile) []object {
	var out []object
	for _, m := range a.Machines {
		if text(m["state"]) == "destroyed" {
			continue
		}
		var egress []object
		for _, e := range a.Egress {
			if e["machine"] == m["id"] {
				egress = append(egress, without(e, "machine"))
			}
		}
		out = append(out, object{"__typename": "Machine", "id": m["id"], "name": m["name"], "state": m["state"], "region": m["region"],
			"config": m["config"], "createdAt": m["created_at"], "updatedAt": m["updated_at"], "instanceId": m["instance_id"],
			"app": object{"name": a.name()}, "host": object{"id": "host"}, "egressIpAddresses": nodes(egress),
			"ips": nodes([]object{{"family": "v6", "kind": "privatenet", "ip": m["private_ip"], "maskSize": 112}})})
	}
	return out
}

func (s *Server) addOnsOf(app string) []object {
	var out []object
	for _, a := range s.company.org.AddOns {
		for _, name := range texts(a["apps"]) {
			if name == app {
				out = append(out, a)
			}
		}
	}
	return out
}
