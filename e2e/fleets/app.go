package fleets

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// An app is one Fly app.
type app struct {
	name    string
	region  string // of all its machines; empty: fra
	release string // the release command; empty: none
	groups  []group
}

// inventory is the app as the Fly API tells of it.
func (a app) inventory(org string) inventory.App {
	known := inventory.Section{Status: inventory.Complete}
	out := inventory.App{ID: a.name, Name: a.name, Org: org, Status: "deployed", PlatformVersion: "machines"}
	for _, each := range []*inventory.Section{
		&out.Secrets.Section, &out.SecretKeys.Section, &out.Addresses.Section, &out.Egress.Section,
		&out.Certificates.Section, &out.Config.Section, &out.Releases.Section, &out.HostIssues.Section, &out.Tokens.Section,
	} {
		*each = known
	}
	var machines []inventory.Machine
	var volumes []inventory.Volume
	for _, g := range a.groups {
		for i := range g.count {
			machine, volume := a.machine(g, i)
			machines, volumes = append(machines, machine), append(volumes, volume...)
		}
	}
	out.Machines, out.Volumes = inventory.CompleteList(machines), inventory.CompleteList(volumes)
	out.Config.Value = a.config()
	return out
}

// config is the last release's fly.toml; nil for an app whose machines say
// everything.
func (a app) config() *json.RawMessage {
	if a.release == "" {
		return nil
	}
	text := json.RawMessage(fmt.Sprintf(`{"app": %q, "primary_region": %q, "deploy": {"release_command": %q}}`, a.name, a.home(), a.release))
	return &text
}

func (a app) home() string { return cmp.Or(a.region, "fra") }
