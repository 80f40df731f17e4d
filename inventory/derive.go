package inventory

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
)

// DefaultNetwork is the name of the network that apps are on unless told.
const DefaultNetwork = "default"

// deriveNetworks finds the private networks in what is on them.
func deriveNetworks(s *Snapshot) {
	byName := map[string]*Network{DefaultNetwork: {Name: DefaultNetwork}}
	at := func(name string) *Network {
		name = cmp.Or(name, DefaultNetwork)
		if byName[name] == nil {
			byName[name] = &Network{Name: name}
		}
		return byName[name]
	}
	for _, app := range s.Apps.Items {
		n := at(app.Network)
		n.Apps = append(n.Apps, app.Name)
		for _, a := range app.Addresses.Items {
			if a.Network != nil && cmp.Or(a.Network.Name, DefaultNetwork) != n.Name {
				other := at(a.Network.Name)
				other.Flycast = append(other.Flycast, app.Name)
			}
		}
	}
	for _, p := range s.WireGuard.Items {
		n := at(p.Network)
		n.Peers = append(n.Peers, p.Name)
	}
	s.Networks = nil
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		s.Networks = append(s.Networks, *byName[name])
	}
}

// strays keeps of the organisation-wide list what no app's own list has.
func strays(s *Snapshot) {
	known := map[string]bool{}
	for _, app := range s.Apps.Items {
		for _, m := range app.Machines.Items {
			known[m.ID] = true
		}
	}
	s.Strays.Items = slices.DeleteFunc(s.Strays.Items, func(m MachineSummary) bool { return known[m.ID] })
	if len(s.Strays.Items) == 0 {
		s.Strays.Items = nil
	}
}

// attachments describes each unmanaged Postgres cluster and asks who uses it.
func (c *collector) attachments(ctx context.Context) error {
	c.report("attachments")
	c.snapshot.Clusters = nil
	for i := range c.snapshot.Apps.Items {
		app := &c.snapshot.Apps.Items[i]
		if app.Kind() != AppPostgres {
			continue
		}
		cluster := clusterOf(app)
		var err error
		if cluster.Attachments, err = c.source.Attachments(ctx, app.Name, c.snapshot.Apps.Items); err != nil {
			return err
		}
		c.snapshot.Clusters = append(c.snapshot.Clusters, cluster)
	}
	return nil
}

// clusterOf reads what the machines of a Postgres app say. Flex images carry
// the label fly.pg-manager=repmgr; the older ones run stolon.
func clusterOf(app *App) PostgresCluster {
	cluster := PostgresCluster{App: app.Name, Manager: "stolon"}
	for _, m := range live(app) {
		ref := m.ImageRef
		if ref.Labels["fly.pg-manager"] == "repmgr" || strings.Contains(ref.Repository, "postgres-flex") {
			cluster.Manager = "flex"
		}
		cluster.Image = cmp.Or(cluster.Image, ref.String())
		cluster.Version = cmp.Or(cluster.Version, imageVersion(ref))
		cluster.PrimaryRegion = cmp.Or(cluster.PrimaryRegion, m.Effective().Env["PRIMARY_REGION"])
	}
	return cluster
}

// imageVersion prefers the tag: the label fly.version counts Fly's builds.
func imageVersion(ref ImageRef) string {
	if ref.Tag != "" && ref.Tag[0] >= '0' && ref.Tag[0] <= '9' {
		return ref.Tag
	}
	return ref.Labels["fly.pg-version"]
}
