package facts

import (
	"cmp"
	"slices"
	"strings"
)

// Cluster is every probed database of one PostgreSQL: facts/databases/APP.yaml.
type Cluster struct {
	Version int `json:"version"`
	// App is the Fly app, or the name of a Managed Postgres cluster.
	App       string     `json:"app"`
	Databases []Database `json:"databases"`
}

// zoneFile is facts/dns/ZONE.yaml.
type zoneFile struct {
	Version int `json:"version"`
	Zone
}

// clusters joins single databases; of two probes of one the later counts.
func clusters(probed map[string][]Database) []Cluster {
	var out []Cluster
	for app, databases := range probed {
		slices.SortFunc(databases, func(a, b Database) int {
			return cmp.Or(strings.Compare(a.Database, b.Database), strings.Compare(b.Taken, a.Taken))
		})
		databases = slices.CompactFunc(databases, func(a, b Database) bool { return a.Database == b.Database })
		out = append(out, Cluster{Version: 1, App: app, Databases: databases})
	}
	slices.SortFunc(out, func(a, b Cluster) int { return strings.Compare(a.App, b.App) })
	return out
}
