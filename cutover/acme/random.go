package acme

import (
	"fmt"
	"math/rand/v2"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Random is a company of n apps with everything that a planner must get right
// in random combination: shared databases of every kind, queues, volumes,
// circles of calls, hosts of every provider, early movers. The same seed gives
// the same company.
func Random(seed uint64, n int) (spec.Company, decisions.Decisions, spec.Facts) {
	r := rand.New(rand.NewPCG(seed, 1))
	c := spec.Company{Org: "random", Environments: []spec.Environment{environment("production")}}
	d := decisions.Decisions{Cutover: decisions.Cutover{Webhooks: []string{"stripe.example"}}}
	var f spec.Facts
	for i := range n {
		c.Apps = append(c.Apps, randomApp(r, fmt.Sprintf("app-%03d", i)))
	}
	calls(r, c.Apps)
	for i := range 1 + n/4 {
		db, fact := randomDatabase(r, fmt.Sprintf("db-%03d", i), c.Apps)
		c.Databases, f.Databases = append(c.Databases, db), append(f.Databases, fact)
	}
	for i := range n / 5 {
		c.Caches = append(c.Caches, spec.Cache{Name: fmt.Sprintf("redis-%03d", i), Env: "production", Apps: some(r, c.Apps, 2), Target: spec.Memorystore, State: pick(r, "cache", "sessions", "queue", "")})
	}
	for i := range n / 8 {
		c.Buckets = append(c.Buckets, spec.Bucket{Name: fmt.Sprintf("bucket-%03d", i), Env: "production", Apps: some(r, c.Apps, 2), Target: fmt.Sprintf("gcs-%03d", i)})
	}
	for _, a := range c.Apps {
		c.Hosts = append(c.Hosts, randomHosts(r, a)...)
		if r.IntN(6) == 0 {
			c.Egress = append(c.Egress, spec.Egress{IP: "198.51.100.9", App: a.FlyApp})
		}
		if r.IntN(8) == 0 && len(a.Processes[0].Volumes) == 0 {
			d.Cutover.Early = append(d.Cutover.Early, a.Name)
		}
	}
	if seed%2 == 0 {
		d.DNS.Canary = []int{10, 50}
	}
	for i, z := range []string{"cloud-dns", "cloudflare", "route53", "by-hand"} {
		d.DNS.Zones = append(d.DNS.Zones, decisions.Zone{Name: fmt.Sprintf("zone%d.example", i), Provider: z, ID: "id" + z})
	}
	return c, d, f
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func some(r *rand.Rand, apps []spec.App, most int) []string {
	var names []string
	for range 1 + r.IntN(most) {
		names = append(names, pick(r, apps...).Name)
	}
	return names
}

func randomApp(r *rand.Rand, name string) spec.App {
	p := group("web", 1+r.IntN(3))
	switch r.IntN(4) {
	case 0, 1:
		p.Edges = edge("/up", name+".example")
	case 2:
		p.Private = []spec.Private{{Port: "http", Public: 80}}
	}
	a := app(name, "production", name, p)
	if r.IntN(2) == 0 {
		a.Processes = append(a.Processes, group("worker", 1))
	}
	if r.IntN(3) == 0 {
		a.Schedules = []spec.Schedule{{Name: "hourly", Fly: "hourly", Machine: "148e21ea7d0e89", Process: group("hourly", 1)}}
	}
	if r.IntN(4) == 0 {
		a.Jobs = []spec.Job{{Process: group("seed", 1), Suspended: true}}
	}
	if r.IntN(6) == 0 {
		a.Processes[0].Volumes = []spec.Volume{{Name: "data", Path: "/data", GiB: 3, Fly: []spec.FlyVolume{{ID: "vol_1", Machine: "e82d4a1c5b7f08", SizeGB: 3}}}}
	}
	return a
}

func calls(r *rand.Rand, apps []spec.App) {
	for i := range apps {
		for range r.IntN(3) {
			apps[i].Talks = append(apps[i].Talks, spec.Talk{To: pick(r, apps...).Name, Kind: "app", Why: "env"})
		}
	}
}

func randomDatabase(r *rand.Rand, name string, apps []spec.App) (spec.Database, spec.DatabaseFacts) {
	db := spec.Database{Name: name, Env: "production", FlyApp: name, Kind: pick(r, spec.Flex, spec.Stolon, spec.Managed), Major: 12 + r.IntN(6), UsedMiB: r.IntN(90000), DiskGB: 100, Target: pick(r, spec.CloudSQL, spec.CloudSQL, spec.CNPG, spec.Keep), HA: r.IntN(2) == 0}
	for _, a := range some(r, apps, 3) {
		use := spec.DatabaseUse{App: a, FlyApp: a, Database: "main", Reader: r.IntN(5) == 0}
		if r.IntN(4) == 0 {
			use.Process = []string{"worker"}
		}
		db.Databases = append(db.Databases, use)
	}
	return db, spec.DatabaseFacts{Name: name, SizeMiB: db.UsedMiB, WALLevel: pick(r, "replica", "logical"), Superuser: r.IntN(3) > 0, Replication: r.IntN(3) > 0, DumpMiBps: float64(r.IntN(2) * 20), LargeObjects: r.IntN(2)}
}

func randomHosts(r *rand.Rand, a spec.App) []spec.Host {
	var out []spec.Host
	for i := range r.IntN(3) {
		zone := r.IntN(4)
		name := fmt.Sprintf("h%d.%s.zone%d.example", i, a.Name, zone)
		h := spec.Host{Name: name, Env: "production", App: a.Name, FlyApp: a.FlyApp, Zone: fmt.Sprintf("zone%d.example", zone), Proxied: zone == 1 && r.IntN(2) == 0}
		switch r.IntN(3) {
		case 0:
			h.Records = []spec.Record{{Name: name, Type: "CNAME", TTL: 300, Values: []string{a.FlyApp + ".fly.dev"}}}
		case 1:
			h.Records = []spec.Record{{Name: name, Type: "A", TTL: 3600, Values: []string{"203.0.113.4"}}, {Name: name, Type: "CAA", TTL: 60, Values: []string{`0 issue "letsencrypt.org"`}}}
		}
		out = append(out, h)
	}
	return out
}
