package translate

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// Fly's words for the add-ons that hold data.
const (
	upstashRedis = "upstash_redis"
	tigris       = "tigris"
)

// inferData fills in what becomes of each database, Redis and bucket.
func inferData(d *decisions.Decisions, in Input, say func(path, why string)) {
	if in.Snapshot == nil {
		return
	}
	for _, name := range databaseNames(in.Snapshot) {
		if slices.ContainsFunc(d.Databases, func(x decisions.Database) bool { return x.Name == name }) {
			continue
		}
		say(fmt.Sprintf("databases[%d].target", len(d.Databases)), "managed, with backups and a standby; cnpg runs it in the cluster, keep leaves it on Fly")
		d.Databases = append(d.Databases, decisions.Database{Name: name, Target: "cloud-sql"})
	}
	for _, a := range in.Snapshot.AddOns.Items {
		switch a.Provider {
		case upstashRedis, "redis":
			inferCache(d, a, say)
		case tigris:
			inferBucket(d, a, say)
		}
	}
}

func databaseNames(s *inventory.Snapshot) []string {
	var names []string
	for _, c := range s.Clusters {
		names = append(names, c.App)
	}
	for _, m := range s.Managed.Items {
		names = append(names, m.Name)
	}
	return names
}

func inferCache(d *decisions.Decisions, a inventory.AddOn, say func(path, why string)) {
	if slices.ContainsFunc(d.Caches, func(x decisions.Cache) bool { return x.Name == a.Name }) {
		return
	}
	at := fmt.Sprintf("caches[%d].", len(d.Caches))
	say(at+"target", "managed Valkey; in-cluster is enough for previews")
	say(at+"state", "starts cold; say sessions to copy it, or queue to drain it")
	d.Caches = append(d.Caches, decisions.Cache{Name: a.Name, Target: "memorystore", State: "cache"})
}

func inferBucket(d *decisions.Decisions, a inventory.AddOn, say func(path, why string)) {
	if slices.ContainsFunc(d.Buckets, func(x decisions.Bucket) bool { return x.Name == a.Name }) {
		return
	}
	target := label(d.Org + "-" + a.Name)
	say(fmt.Sprintf("buckets[%d].target", len(d.Buckets)), "bucket names are global: the organisation's name in front")
	d.Buckets = append(d.Buckets, decisions.Bucket{Name: a.Name, Target: target})
}
