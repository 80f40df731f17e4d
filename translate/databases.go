package translate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// databases are the company's Postgres clusters: those that run as Fly apps and
// those that Fly manages.
func (c *company) databases(s *inventory.Snapshot) {
	for _, cluster := range s.Clusters {
		c.unmanaged(s, cluster)
	}
	for _, m := range s.Managed.Items {
		c.managed(m)
	}
	c.uses()
	slices.SortFunc(c.out.Databases, func(a, b spec.Database) int { return cmp.Compare(a.Name, b.Name) })
}

func (c *company) unmanaged(s *inventory.Snapshot, cluster inventory.PostgresCluster) {
	db := spec.Database{
		Name: label(cluster.App), FlyApp: cluster.App, Kind: spec.Flex, Image: cluster.Image,
		Region: cluster.PrimaryRegion, Major: majorVersion(cluster.Version),
	}
	if cluster.Manager == "stolon" {
		db.Kind = spec.Stolon
	}
	if app := s.App(cluster.App); app != nil {
		measure(&db, app)
	}
	for _, a := range cluster.Attachments.Items {
		db.Databases = append(db.Databases, spec.DatabaseUse{
			App: c.nameOf(a.App), FlyApp: a.App, Database: a.DatabaseName, User: a.DatabaseUser, Variable: a.EnvironmentVariableName,
		})
	}
	from := c.org("postgres_clusters." + cluster.App)
	c.incomplete(cluster.Attachments.Section, from.Key+".attachments", "which apps write to it is not known")
	c.place(db, cluster.App, from)
}

// measure takes the cluster's size from its machines and volumes: the biggest
// of each, since every node must be able to lead.
func measure(db *spec.Database, app *inventory.App) {
	for i := range app.Machines.Items {
		m := &app.Machines.Items[i]
		if m.Kind() != inventory.MachineService {
			continue
		}
		db.Nodes++
		if g := m.Effective().Guest; g != nil && g.MemoryMB > db.MemoryMiB {
			db.CPUs, db.CPUKind, db.MemoryMiB = g.CPUs, g.CPUKind, g.MemoryMB
		}
	}
	for i := range app.Volumes.Items {
		v := &app.Volumes.Items[i]
		db.DiskGB = max(db.DiskGB, v.SizeGB)
		db.UsedMiB = max(db.UsedMiB, int(v.BytesUsed()>>20))
	}
}

func (c *company) managed(m inventory.ManagedCluster) {
	db := spec.Database{
		Name: label(m.Name), FlyApp: m.ID, Kind: spec.Managed, Region: m.Region, Major: majorVersion(m.MajorVersion),
		Nodes: 1 + m.Replicas, CPUs: m.CPUs, CPUKind: m.CPUKind, MemoryMiB: m.MemoryMB, DiskGB: m.DiskSizeGB,
	}
	if m.Observed != nil {
		db.UsedMiB = int(m.Observed.StorageUsedBytes >> 20)
	}
	for _, a := range m.AttachedApps {
		db.Databases = append(db.Databases, spec.DatabaseUse{App: c.nameOf(a.Name), FlyApp: a.Name, Variable: "DATABASE_URL"})
	}
	from := c.org("managed_postgres." + m.Name)
	c.incomplete(m.Detail, from.Key, "its size and endpoints are not known")
	c.incomplete(m.Databases.Section, from.Key+".databases", "its databases are not known")
	c.place(db, m.Name, from)
}

// tiers are Cloud SQL's custom shapes: one vCPU or an even number, 0.9 to 6.5 GB
// for each, 3.75 GB at least (cloud.google.com/sql/docs/postgres/create-instance).
func tier(cpus, memoryMiB int) string {
	memoryMiB = max(memoryMiB, 3840)
	memoryMiB = (memoryMiB + 255) / 256 * 256
	cpus = max(cpus, 1)
	for cpus*6656 < memoryMiB || (cpus > 1 && cpus%2 == 1) {
		cpus++
	}
	memoryMiB = max(memoryMiB, (cpus*922+255)/256*256)
	return "db-custom-" + strconv.Itoa(cpus) + "-" + strconv.Itoa(memoryMiB)
}

// dedicated is what a database's CPUs are worth: a shared vCPU is a sixteenth.
func dedicated(db spec.Database) int {
	if db.CPUKind == "shared" {
		return 1
	}
	return db.CPUs
}

func majorVersion(version string) int {
	major, _, _ := strings.Cut(version, ".")
	n, err := strconv.Atoi(major)
	if err != nil {
		return 0
	}
	return n
}

// databaseDecision is what a person decided about a database, by Fly's name of it
// or the label that the spec makes of that.
func databaseDecision(d decisions.Decisions, name string) decisions.Database {
	for _, x := range d.Databases {
		if x.Name == name || label(x.Name) == name {
			return x
		}
	}
	return decisions.Database{Name: name, Target: "cloud-sql"}
}
