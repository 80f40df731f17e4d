package translate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// place decides a database's new home and reports it. name is what Fly calls it.
func (c *company) place(db spec.Database, name string, from report.Source) {
	var users []string
	for _, u := range db.Databases {
		users = append(users, u.FlyApp)
	}
	decided := databaseDecision(c.decided, name)
	for i := range db.Databases {
		db.Databases[i].Reader = slices.Contains(decided.Readers, db.Databases[i].FlyApp)
	}
	db.Env = c.envOf(db.Name, users)
	db.Target = spec.DatabaseTarget(decided.Target)
	db.HA = db.Nodes > 1
	db.Instance = db.Name
	db.Tier = cmp.Or(decided.Tier, tier(dedicated(db), db.MemoryMiB))
	db.Store = databaseStore(db)
	c.out.Databases = append(c.out.Databases, db)
	c.add(report.Of(report.RuleDatabase, report.Changed, from, databaseReason(db)))
	if db.Major == 0 && db.Target != spec.Keep {
		c.add(report.Of(report.RuleInventoryGap, report.Undecided, from, "its PostgreSQL version is not known, so the new instance's can't be set"))
	}
}

func databaseReason(db spec.Database) string {
	switch db.Target {
	case spec.Keep:
		return fmt.Sprintf("%s stays on Fly; apps reach it over the bridge", db.Name)
	case spec.CNPG:
		return fmt.Sprintf("%s (%s, PostgreSQL %d) becomes a CloudNativePG cluster of %d, at %s; daily disk snapshots, no point-in-time recovery",
			db.Name, db.Kind, db.Major, db.Store.Process.Replicas.Min, storeAddress(db.Name, db.Name+"-rw"))
	}
	ha := "without a standby"
	if db.HA {
		ha = "with a standby in another zone"
	}
	return fmt.Sprintf("%s (%s, PostgreSQL %d) becomes Cloud SQL %s %s", db.Name, db.Kind, db.Major, db.Tier, ha)
}

// addOns settles what the organisation rents through Fly.
func (c *company) addOns(s *inventory.Snapshot) {
	c.incomplete(s.AddOns.Section, "add_ons", "Redis, buckets and other add-ons may be missing")
	c.incomplete(s.Managed.Section, "managed_postgres", "Managed Postgres clusters may be missing")
	for _, a := range s.AddOns.Items {
		from := c.org("add_ons." + a.Name)
		switch a.Provider {
		case upstashRedis, "redis":
			c.cache(a, from)
		case tigris:
			c.bucket(a, from)
		default:
			c.add(report.Of(report.RuleExtensions, report.Undecided, from,
				fmt.Sprintf("%s is rented through Fly and ends with the organisation there; it needs an account of its own", a.Provider)))
		}
	}
	slices.SortFunc(c.out.Caches, func(a, b spec.Cache) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(c.out.Buckets, func(a, b spec.Bucket) int { return cmp.Compare(a.Name, b.Name) })
}

func (c *company) cache(a inventory.AddOn, from report.Source) {
	cache := spec.Cache{
		Name: label(a.Name), Provider: a.Provider, Plan: a.Plan.Name, Region: a.PrimaryRegion,
		MaxMiB: sizeMiB(a.Plan.MaxDataSize), Eviction: strings.Contains(string(a.Options), `"eviction":true`),
		Variable: "REDIS_URL", Target: spec.Memorystore, State: "cache",
	}
	for _, d := range c.decided.Caches {
		if d.Name == a.Name {
			cache.Target, cache.State = d.Target, d.State
		}
	}
	users := c.usersOf(a, "REDIS_URL")
	cache.Env = c.envOf(a.Name, users)
	for _, u := range users {
		cache.Apps = append(cache.Apps, c.nameOf(u))
	}
	cache.Store = cacheStore(cache)
	c.out.Caches = append(c.out.Caches, cache)
	c.add(report.Of(report.RuleRedis, report.Changed, from, cacheReason(a.Name, cache)))
}

func cacheReason(name string, cache spec.Cache) string {
	becomes := "Memorystore for Valkey"
	switch cache.Target {
	case spec.NoCache:
		return name + " is given up: whatever reads it must do without"
	case spec.InCluster:
		becomes = fmt.Sprintf("one Valkey in the cluster, at %s, without a password: the network policy says who reaches it", storeAddress(cache.Name, cache.Name))
	}
	return fmt.Sprintf("%s becomes %s, and is treated as %s", name, becomes, cache.State)
}

func (c *company) bucket(a inventory.AddOn, from report.Source) {
	b := spec.Bucket{Name: a.Name, Target: label(c.out.Org + "-" + a.Name), Public: strings.Contains(string(a.Options), `"public":true`)}
	for _, d := range c.decided.Buckets {
		if d.Name == a.Name {
			b.Target = d.Target
		}
	}
	users := c.usersOf(a, "BUCKET_NAME")
	b.Env = c.envOf(a.Name, users)
	for _, u := range users {
		b.Apps = append(b.Apps, c.nameOf(u))
	}
	c.out.Buckets = append(c.out.Buckets, b)
	c.add(report.Of(report.RuleBucket, report.Changed, from, fmt.Sprintf("%s becomes the GCS bucket %s", a.Name, b.Target)))
}

// usersOf are the Fly apps that use an add-on: those that Fly says are
// attached, else those that carry its variable when there is only one add-on
// of the kind.
func (c *company) usersOf(a inventory.AddOn, variable string) []string {
	if len(a.Apps) > 0 {
		return a.Apps
	}
	var users []string
	for _, m := range c.candidates {
		if m.live == nil {
			continue
		}
		if slices.ContainsFunc(m.live.Secrets.Items, func(s inventory.Secret) bool { return s.Name == variable }) {
			users = append(users, m.flyApp)
		}
	}
	return users
}

// sizeMiB reads a size as Fly words it: 256 MB, 3 GB; 0 when it can't be read.
func sizeMiB(s string) int {
	var n float64
	var unit string
	if _, err := fmt.Sscanf(strings.ToUpper(s), "%f%s", &n, &unit); err != nil {
		return 0
	}
	switch unit {
	case "GB", "GIB":
		return int(n * 1024)
	case "MB", "MIB":
		return int(n)
	}
	return 0
}

// planned is the decision about a secret of an app, if a person made one.
func planned(plan decisions.App, name string) (spec.SecretClass, bool) {
	for _, s := range plan.SecretPlans {
		if s.Name == name {
			return spec.SecretClass(s.Class), true
		}
	}
	return "", false
}
