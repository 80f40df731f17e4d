package translate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// inferPlatform fills in what holds for all environments.
func inferPlatform(d *decisions.Decisions, in Input, say func(path, why string)) {
	set := func(field *string, value, path, why string) {
		if *field == "" {
			*field = value
			say(path, why)
		}
	}
	set(&d.Deploy, "kubectl", "deploy", "needs nothing in the cluster; argocd and flux are the others")
	if d.Deploy != "kubectl" {
		set(&d.CI.Repo, "https://github.com/"+cmp.Or(d.CI.Owner, d.Org, "OWNER")+"/platform", "ci.repository", "where Argo CD or Flux finds this repository")
	}
	if name := dopplerSecret(in.Snapshot); name != "" {
		set(&d.Secrets.Source, "doppler", "secrets.source", "apps carry "+name)
	}
	set(&d.Secrets.Source, "secret-manager", "secrets.source", "no other store was seen")
	set(&d.Network.Policy, "fly-network", "network.policy", "apps reach each other as on Fly; strict allows only what was seen")
	if d.Edge.LogPercent == nil {
		d.Edge.LogPercent = new(usualLogPercent)
		say("edge.logPercent", "one request in ten shows errors and latency at a tenth of the log's bill")
	}
	set(&d.Scaling.ToZero, "keep-one", "scaling.toZero", "nothing on GKE holds a request while a copy starts")
	set(&d.NodePools.Owner, "terraform", "nodepools.owner", "one owner for all of the infrastructure")
	set(&d.NodePools.Mode, "standard", "nodepools.mode", "small machines share nodes; autopilot bills each at its minimum")
	set(&d.DNS.Provider, "by-hand", "dns.provider", "the Fly API doesn't say who answers; cloud-dns, cloudflare or route53 give exact commands")
	if d.Scaling.Floor == 0 {
		d.Scaling.Floor = 2
		say("scaling.floor", "one copy may go away at any time")
	}
	if d.NodePools.Headroom == 0 {
		d.NodePools.Headroom = 20
		say("nodepools.headroom", "percent of a pool that a rollout or a peak may take")
	}
	if d.Inventory.RequestsPerSecond == 0 {
		d.Inventory.RequestsPerSecond = 20
	}
	if d.CI.Preview == 0 {
		d.CI.Preview = 7
		say("ci.previewDays", "a weekly clean-up, as before")
	}
	if domain := peopleDomain(in.Snapshot); domain != "" {
		set(&d.Access.Domain, domain, "access.domain", "the domain of most members' addresses; groups live there")
	}
	set(&d.Cutover.Window, "2h", "cutover.window", "from the freeze to the last check; the plan is refused when it does not fit")
}

// dopplerSecret is the name of a secret that says that values live in Doppler.
func dopplerSecret(s *inventory.Snapshot) string {
	if s == nil {
		return ""
	}
	for _, app := range s.Apps.Items {
		for _, secret := range app.Secrets.Items {
			if strings.HasPrefix(secret.Name, "DOPPLER_") {
				return secret.Name
			}
		}
	}
	return ""
}

// environments are the decided environments in the spec's words. What one
// leaves out is the first one's; one with a cluster of its own also gets
// a network of its own.
func environments(d decisions.Decisions) ([]spec.Environment, error) {
	places := machines.EmbeddedMap()
	var out []spec.Environment
	for i, e := range d.Environments {
		e = inherit(e, d.Environments[0], i)
		region, err := places.Region(e.Region)
		if err != nil {
			return nil, fmt.Errorf("environment %s: %w", e.Name, err)
		}
		out = append(out, spec.Environment{
			Name: e.Name, Project: e.Project, Cluster: e.Cluster, Region: e.Region, Zones: region.Zones(),
			Network: placement(*e.Network), Deploy: d.Deploy, Policy: d.Network.Policy,
			Autopilot: d.NodePools.Mode == "autopilot", Domain: e.Domain, Registry: e.Registry,
			Bridge: d.Network.Bridge, IPv6: d.Edge.IPv6,
			SecurityPolicy: d.Edge.SecurityPolicy, LogPercent: logPercent(d.Edge), GRPCRoutes: d.Edge.GRPCRoutes,
			Secrets: secretStore(d.Secrets, e),
		})
	}
	slices.SortStableFunc(out, func(a, b spec.Environment) int { return compareEnvironments(a.Name, b.Name) })
	return out, nil
}

func inherit(e, first decisions.Environment, i int) decisions.Environment {
	own := e.Cluster != "" || e.Project != ""
	e.Project = cmp.Or(e.Project, first.Project)
	e.Cluster = cmp.Or(e.Cluster, first.Cluster)
	e.Region = cmp.Or(e.Region, first.Region)
	e.Domain = cmp.Or(e.Domain, first.Domain)
	e.Registry = cmp.Or(e.Registry, first.Registry)
	if e.Network == nil && own {
		e.Network = inferNetwork(e.Cluster, i)
	}
	if e.Network == nil {
		e.Network = first.Network
	}
	return e
}

func placement(v decisions.VPC) spec.Placement {
	return spec.Placement{Name: v.Name, Existing: v.Existing, Nodes: v.Nodes, Pods: v.Pods, Services: v.Services, Private: v.Private, Peers: v.Peers}
}

func secretStore(s decisions.Secrets, e decisions.Environment) spec.SecretStore {
	if s.Source != "doppler" {
		return spec.SecretStore{Kind: s.Source, Project: e.Project}
	}
	store := spec.SecretStore{Kind: s.Source, Project: s.Project, Config: e.Name}
	if e.Name == production {
		store.Config = cmp.Or(s.Config, "prd") // Doppler's own name for production
	}
	return store
}
