package flyapi

import (
	"encoding/json"
	"net/http"

	"github.com/fly2k8s/fly2k8s/inventory"
)

var appRoot = root{name: "AppParts", field: "app", variable: "name"}

// appPartList is what only GraphQL knows of an app. fly-go's own query for
// tokens asks for their text; this one does not.
func appPartList() []part {
	return []part{
		{name: "config", fields: []string{"currentReleaseUnprocessed", "hostname", "platformVersion"},
			selection: `hostname platformVersion currentReleaseUnprocessed { id version configDefinition }`},
		{name: "releases", fields: []string{"releasesUnprocessed"},
			selection: `releasesUnprocessed(first: 10) { nodes { id version status description reason imageRef stable createdAt deploymentStrategy user { email } } }`},
		{name: "addresses", paged: true, fields: []string{"ipAddresses"},
			selection: `ipAddresses(first: 100, after: $addresses)` + pageInfo + `nodes { address type network { name organization { slug } } } }`},
		{name: "egress", paged: true, fields: []string{"egressIpAddresses"},
			selection: `egressIpAddresses(first: 100, after: $egress)` + pageInfo + `nodes { id ip version region } }`},
		{name: "machineEgress", paged: true, fields: []string{"machines"},
			selection: `machines(first: 100, after: $machineEgress)` + pageInfo + `nodes { id egressIpAddresses(first: 20) { nodes { id ip version region } } } }`},
		{name: "issues", paged: true, fields: []string{"hostIssues"},
			selection: `hostIssues(first: 100, after: $issues)` + pageInfo + `nodes { internalId message createdAt resolvedAt } }`},
		{name: "tokens", paged: true, fields: []string{"limitedAccessTokens"},
			selection: `limitedAccessTokens(first: 100, after: $tokens)` + pageInfo + tokenNodes},
	}
}

func (r *appReader) parts() {
	found := r.client.ask(r.ctx, appRoot, r.app.Name, appPartList())
	for _, p := range appPartList() {
		if r.note(found[p.name].err); r.fatal != nil {
			return
		}
	}
	r.config(found["config"])
	r.app.Releases = releases(found["releases"])
	r.addressTypes(found["addresses"])
	r.app.Egress = egress(found["egress"], found["machineEgress"])
	r.app.HostIssues = listOf(found["issues"], "hostIssues", issueNode.value, func(i inventory.HostIssue) string { return i.ID })
	r.app.Tokens = listOf(found["tokens"], "limitedAccessTokens", tokenNode.value, tokenKey)
}

// config: an app that was never deployed has no release, which is complete; a
// release without a definition was not made by fly deploy.
func (r *appReader) config(p pages) {
	if p.err != nil {
		r.app.Config.Section = section(p.err)
		return
	}
	var release *struct {
		ConfigDefinition json.RawMessage
	}
	for _, one := range p.all {
		// both are text or null; null leaves them empty, which says the same
		_ = json.Unmarshal(one["hostname"], &r.app.Hostname)
		_ = json.Unmarshal(one["platformVersion"], &r.app.PlatformVersion)
		if err := json.Unmarshal(one["currentReleaseUnprocessed"], &release); err != nil {
			r.app.Config.Section = section(&CallError{Call: "read released config of " + r.app.Name, Status: http.StatusOK, Reason: err.Error()})
			return
		}
	}
	r.app.Config = inventory.CompleteOne[json.RawMessage](nil)
	if release != nil && notNull(release.ConfigDefinition) != nil {
		r.app.Config.Value = &release.ConfigDefinition
	}
}

// releases stay newest first, as Fly sends them.
func releases(p pages) inventory.List[inventory.Release] {
	list := inventory.List[inventory.Release]{Section: section(p.err)}
	for _, one := range p.all {
		var found page[releaseNode]
		if err := json.Unmarshal(one["releasesUnprocessed"], &found); err != nil {
			return failedList[inventory.Release](called("read releases", err))
		}
		for _, n := range found.Nodes {
			list.Items = append(list.Items, n.value())
		}
	}
	return list
}
