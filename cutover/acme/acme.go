// Package acme is the sample company in the words of the spec, with what was
// decided about it and the facts that probes brought back. The cutover's tests
// share it.
package acme

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Company is acme: a web app, an API with a worker, a Python service with a
// volume, an authorization service, a database, a Redis, a bucket; staging
// variants; a fixed outbound address.
func Company() spec.Company {
	c := spec.Company{
		Org:          "acme",
		Environments: []spec.Environment{environment("production"), environment("staging")},
		Apps: []spec.App{
			api("production", "acme-api"), api("staging", "acme-api-staging"), cerbos(), ml(),
			web("production", "acme-web"), web("staging", "acme-web-staging"),
		},
		Databases: []spec.Database{database("production", "acme-db"), database("staging", "acme-db-staging")},
		Caches: []spec.Cache{{
			Name: "acme-redis", Env: "production", Provider: "upstash_redis", Region: "fra", Apps: []string{"acme-api"}, Variable: "REDIS_URL",
			Target: spec.Memorystore, Host: "10.0.0.5", State: "sessions",
		}},
		Buckets: []spec.Bucket{{Name: "acme-uploads", Env: "production", Apps: []string{"acme-api"}, Target: "acme-prod-uploads"}},
		Hosts:   hosts(),
		People:  []spec.Person{{Name: "Ada", Email: "ada@acme.example", Role: "ADMIN"}, {Name: "Bo", Email: "bo@acme.example", Role: "MEMBER"}},
		Tokens:  []spec.Token{{Name: "github-deploy", Kind: "deploy", App: "acme-api"}},
		Egress:  []spec.Egress{{IP: "198.51.100.7", App: "acme-api", Region: "fra"}},
		Left: []spec.Left{
			{Name: "fly-builder-quiet-moon-1", Kind: "builder", Reason: "Fly's remote builder"},
			{Name: "pr-41-acme-web", Kind: "preview", Reason: "a pull request"},
			{Name: "acme-bastion", Kind: "bastion", Reason: "joins Fly and Google Cloud, which the move makes one"},
		},
	}
	return c
}

func environment(name string) spec.Environment {
	return spec.Environment{
		Name: name, Project: "acme-" + name, Cluster: "acme", Region: "europe-west3", Zones: []string{"europe-west3-a", "europe-west3-b"},
		Network: spec.Placement{Name: "acme"}, Registry: "europe-west3-docker.pkg.dev/acme-" + name + "/apps", Domain: "acme.example",
	}
}

func edge(path string, hosts ...string) []spec.Edge {
	return []spec.Edge{{Port: "http", Hosts: hosts, ForceHTTPS: true, Health: spec.Health{Type: "HTTP", Path: path}}}
}

func app(name, env, fly string, processes ...spec.Process) spec.App {
	return spec.App{
		Name: name, Env: env, FlyApp: fly, Namespace: fly, Region: "fra", Network: "default", Processes: processes,
		Image: spec.Image{Name: name, Built: true, Digest: fmt.Sprintf("sha256:%064d", len(fly))},
	}
}

func group(name string, n int) spec.Process {
	return spec.Process{Name: name, Replicas: spec.Replicas{Min: n, Max: n, Live: n}}
}

func web(env, fly string) spec.App {
	p := group("app", 2)
	p.Edges = edge("/", "www.acme.example")
	a := app("acme-web", env, fly, p)
	a.Talks = []spec.Talk{{To: "acme-api", Kind: "app", Why: "env API_URL", Port: 8080}}
	return a
}

func api(env, fly string) spec.App {
	p, w := group("web", 2), group("worker", 1)
	p.Edges = edge("/healthz", "api.acme.example")
	a := app("acme-api", env, fly, p, w)
	a.Release = &spec.Release{Args: []string{"npx", "prisma", "migrate", "deploy"}, Timeout: 300}
	a.Secrets = []spec.Secret{{Name: "DATABASE_URL", Class: spec.Rewrite}, {Name: "FLY_API_TOKEN", Class: spec.DropSecret}}
	if env == "production" {
		a.Talks = []spec.Talk{{To: "acme-cerbos", Kind: "app", Why: "env CERBOS_URL", Port: 3593}}
		a.Schedules = []spec.Schedule{{Name: "nightly", Cron: "17 3 * * *", Fly: "daily", Machine: "148e21ea7d0e89", Process: group("nightly", 1), Suspended: true}}
	}
	return a
}

func ml() spec.App {
	p := group("app", 1)
	p.Private = []spec.Private{{Port: "http", Public: 8000}}
	p.Volumes = []spec.Volume{{Name: "models", Path: "/data", GiB: 20, Fly: []spec.FlyVolume{{ID: "vol_vz5o6k7l8m9n0p1q", Region: "fra", SizeGB: 20, UsedMiB: 6144, Machine: "e82d4a1c5b7f08"}}}}
	return app("acme-ml", "production", "acme-ml", p)
}

func cerbos() spec.App {
	p := group("app", 2)
	p.Private = []spec.Private{{Port: "http", Public: 3592}, {Port: "grpc", Public: 3593}}
	return app("acme-cerbos", "production", "acme-cerbos", p)
}

func database(env, fly string) spec.Database {
	d := spec.Database{
		Name: "acme-db", Env: env, FlyApp: fly, Kind: spec.Flex, Region: "fra", Major: 16, Nodes: 2, DiskGB: 40, UsedMiB: 18432,
		Target: spec.CloudSQL, Instance: "acme-db", Tier: "db-custom-2-8192", HA: true, Host: "10.0.0.3",
		Databases: []spec.DatabaseUse{{App: "acme-api", FlyApp: "acme-api", Database: "acme_api", User: "acme_api", Variable: "DATABASE_URL"}},
	}
	if env == "production" {
		d.Databases = append(d.Databases, spec.DatabaseUse{App: "acme-ml", FlyApp: "acme-ml", Database: "acme_ml", User: "acme_ml", Variable: "DATABASE_URL"})
	}
	return d
}

func hosts() []spec.Host {
	host := func(name, env, app, fly string, records ...spec.Record) spec.Host {
		return spec.Host{Name: name, Env: env, App: app, FlyApp: fly, Status: "active", Zone: "acme.example", Provider: "cloud-dns", Records: records}
	}
	rec := func(name, kind string, ttl int, values ...string) spec.Record {
		return spec.Record{Name: name, Type: kind, TTL: ttl, Values: values}
	}
	apex := host("acme.example", "production", "acme-web", "acme-web",
		rec("acme.example", "A", 3600, "203.0.113.10"), rec("acme.example", "AAAA", 3600, "2001:db8::10"), rec("acme.example", "CAA", 3600, `0 issue "letsencrypt.org"`))
	apex.Apex = true
	return []spec.Host{
		apex,
		host("api.acme.example", "production", "acme-api", "acme-api", rec("api.acme.example", "A", 3600, "203.0.113.11"), rec("api.acme.example", "AAAA", 3600, "2001:db8::11")),
		host("staging.acme.example", "staging", "acme-web", "acme-web-staging", rec("staging.acme.example", "CNAME", 300, "acme-web-staging.fly.dev")),
		host("www.acme.example", "production", "acme-web", "acme-web", rec("www.acme.example", "CNAME", 3600, "acme-web.fly.dev")),
		{Name: "acme-web.fly.dev", Env: "production", App: "acme-web", FlyApp: "acme-web", FlyDev: true},
	}
}

// Decisions is what acme decided.
func Decisions() decisions.Decisions {
	return decisions.Decisions{
		Version: 1, Org: "acme",
		Apps: []decisions.App{{Name: "acme-ml", Volumes: []decisions.VolumePlan{{Name: "models", Data: "copy"}}}},
		DNS:  decisions.DNS{Provider: "cloud-dns", Zones: []decisions.Zone{{Name: "acme.example", ID: "acme-example"}}},
		Cutover: decisions.Cutover{
			Window: "4h", Downtime: "1h", Day: "2026-03-01", Rehearsal: "rehearsal.acme.example",
			Windows:  []decisions.Window{{Env: "staging", Window: "4h"}},
			Owners:   []decisions.Owner{{Role: "lead", Name: "Ada"}, {Role: "database", Name: "Dan"}, {Role: "apps", Name: "Bo"}, {Role: "dns", Name: "Cy"}, {Role: "comms", Name: "Eve"}},
			Partners: []string{"Bank of Example"}, Webhooks: []string{"stripe.example/acme"}, Quiet: []decisions.Value{{Name: "MAIL", Value: "off"}},
		},
	}
}

// Facts is what the probes brought back.
func Facts() spec.Facts {
	db := spec.DatabaseFacts{SizeMiB: 18432, WALLevel: "replica", Superuser: true, Replication: true, Keyless: []string{"public.audit_log"}, Extensions: []string{"pg_trgm", "plpgsql"}, Roles: []string{"acme_api", "acme_ml"}, Collation: "en_US.utf8"}
	prod, staging := db, db
	prod.Name, staging.Name = "acme-db", "acme-db-staging"
	return spec.Facts{Databases: []spec.DatabaseFacts{prod, staging}}
}
