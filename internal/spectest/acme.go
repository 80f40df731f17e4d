// Package spectest holds specs for tests: a company that is written by hand,
// and apps made by chance that say everything a spec can say.
package spectest

import "github.com/fly2k8s/fly2k8s/internal/spec"

// Acme is a small company with two environments: acme-api in both, with a web
// and a worker group and a release command, and acme-ml with a disk in
// production alone.
func Acme() spec.Company {
	return spec.Company{
		Org:          "acme",
		Environments: []spec.Environment{Production(), Staging()},
		Apps:         []spec.App{API("production"), API("staging"), ML()},
		Networks:     []spec.Network{{Name: "default", Apps: []string{"acme-api", "acme-api-staging", "acme-ml"}}},
		People: []spec.Person{
			{Name: "Ada", Email: "ada@acme.example", Role: "ADMIN"},
			{Name: "Ben", Email: "ben@acme.example", Role: "MEMBER"},
		},
	}
}

// Production keeps its secrets in Secret Manager.
func Production() spec.Environment {
	return spec.Environment{
		Name: "production", Project: "acme-prod", Cluster: "prod", Region: "europe-west3",
		Zones:   []string{"europe-west3-a", "europe-west3-b", "europe-west3-c"},
		Network: spec.Placement{Name: "prod", Nodes: "10.0.0.0/20", Pods: "10.4.0.0/14", Services: "10.8.0.0/20", Private: "10.9.0.0/20"},
		Deploy:  "kubectl", Secrets: spec.SecretStore{Kind: "secret-manager", Project: "acme-prod"}, Policy: "fly-network",
		Domain: "acme.example", Registry: "europe-west3-docker.pkg.dev/acme-prod/apps",
	}
}

// Staging keeps its secrets in Doppler.
func Staging() spec.Environment {
	e := Production()
	e.Name, e.Project, e.Cluster = "staging", "acme-staging", "staging"
	e.Secrets = spec.SecretStore{Kind: "doppler", Project: "api", Config: "stg"}
	return e
}

// API is the tRPC backend.
func API(env string) spec.App {
	a := spec.App{
		Name: "acme-api", Env: env, FlyApp: "acme-api", Namespace: "acme-api", Network: "default", Region: "fra",
		Image: spec.Image{
			Name: "acme-api", Repo: "europe-west3-docker.pkg.dev/acme-prod/apps/acme-api", Built: true,
			Digest: "sha256:4b825dc642cb6eb9a060e54bf8d69288fbee4904f1a2b3c4d5e6f708192a3b4c",
		},
		Config: []spec.Var{{Name: "LOG_LEVEL", Value: "info"}, {Name: "NODE_ENV", Value: "production"}, {Name: "PORT", Value: "8080"}},
		Secrets: []spec.Secret{
			{Name: "DATABASE_URL", Key: "acme-api-DATABASE_URL", Class: spec.Rewrite},
			{Name: "FLY_API_TOKEN", Key: "acme-api-FLY_API_TOKEN", Class: spec.DropSecret},
			{Name: "SESSION_SECRET", Key: "acme-api-SESSION_SECRET", Class: spec.Copy},
		},
		Release: &spec.Release{Args: []string{"npx", "prisma", "migrate", "deploy"}, Timeout: 300, Resources: small()},
		Talks:   []spec.Talk{{To: "acme-db", Kind: "database", Why: "attachment", Port: 5432}, {To: "acme-ml", Kind: "app", Why: "env ML_URL"}},
	}
	a.Processes = []spec.Process{web(), worker()}
	if env == "staging" {
		stage(&a)
	}
	return a
}

func stage(a *spec.App) {
	a.FlyApp, a.Namespace = "acme-api-staging", "acme-api-staging"
	a.Image.Repo = "europe-west3-docker.pkg.dev/acme-staging/apps/acme-api"
	a.Config[0].Value = "debug"
	for i := range a.Secrets {
		a.Secrets[i].Key = a.Secrets[i].Name
	}
	web := &a.Processes[0]
	web.Edges[0].Hosts = []string{"api.staging.acme.example"}
	web.Edges[0].Health.Host = "api.staging.acme.example"
	web.Replicas = spec.Replicas{Min: 1, Max: 1, Live: 1}
	web.Rollout.MaxUnavailable = "0"
}

func small() spec.Resources {
	return spec.Resources{CPUMilli: 125, MemoryMiB: 512, MemoryLimitMiB: 512}
}

func node() *int64 { id := int64(1000); return &id }

func nonRoot() spec.Security {
	return spec.Security{NonRoot: true, UID: node(), GID: node(), Restricted: true}
}

func web() spec.Process {
	return spec.Process{
		Name: "web", Args: []string{"node", "dist/server.js"},
		Ports: []spec.Port{{Name: "http", Number: 8080, Protocol: "TCP"}},
		Edges: []spec.Edge{{
			Port: "http", Hosts: []string{"api.acme.example"}, ForceHTTPS: true, Timeout: 86400, Drain: 60, MaxRate: 400, Soft: 100, Websockets: true,
			Health: spec.Health{Type: "HTTP", Path: "/healthz", Host: "api.acme.example", Interval: 15, Timeout: 5, Healthy: 1, Unhealthy: 3},
		}},
		Private:   []spec.Private{{Port: "http", Public: 8080}},
		Readiness: &spec.Probe{Type: "http", Port: "http", Path: "/healthz", Period: 15, Timeout: 5},
		Startup:   &spec.Probe{Type: "http", Port: "http", Path: "/healthz", Period: 2, Timeout: 5, Failures: 15},
		Resources: small(),
		Replicas:  spec.Replicas{Min: 2, Max: 4, Autoscale: true, CPUTarget: 75, Live: 2},
		Stop:      spec.Stop{PreStopSleep: 15, Grace: 25},
		Security:  nonRoot(),
		Rollout:   spec.Rollout{Strategy: "rolling", MaxUnavailable: "0", MaxSurge: "1", Deadline: 360},
		Place:     spec.Place{Pool: "general"},
		Metrics:   &spec.Metrics{Port: 9091, Path: "/metrics"},
	}
}

func worker() spec.Process {
	return spec.Process{
		Name: "worker", Args: []string{"node", "dist/worker.js"},
		Resources: small(), Replicas: spec.Replicas{Min: 1, Max: 1, Live: 1},
		Stop:     spec.Stop{Grace: 30},
		Security: nonRoot(),
		Rollout:  spec.Rollout{Strategy: "rolling", MaxUnavailable: "1", MaxSurge: "0", Deadline: 360},
		Place:    spec.Place{Pool: "general"},
	}
}

// ML is a Python service that keeps models on a disk.
func ML() spec.App {
	return spec.App{
		Name: "acme-ml", Env: "production", FlyApp: "acme-ml", Namespace: "acme-ml", Network: "default", Region: "fra",
		Image:  spec.Image{Name: "acme-ml", Repo: "europe-west3-docker.pkg.dev/acme-prod/apps/acme-ml", Tag: "v1", Built: true},
		Config: []spec.Var{{Name: "MODELS", Value: "/data/models"}},
		Processes: []spec.Process{{
			Name:      "app",
			Ports:     []spec.Port{{Name: "http", Number: 8000, Protocol: "TCP"}},
			Private:   []spec.Private{{Port: "http", Public: 80, Flycast: true}},
			Resources: spec.Resources{CPUMilli: 1900, MemoryMiB: 4096, MemoryLimitMiB: 4096},
			Replicas:  spec.Replicas{Min: 2, Max: 2, Live: 2},
			Volumes: []spec.Volume{{Name: "models", Path: "/data", GiB: 20, Class: "fly-pd-balanced", Fly: []spec.FlyVolume{
				{ID: "vol_1", Region: "fra", SizeGB: 20}, {ID: "vol_2", Region: "fra", SizeGB: 20},
			}}},
			Scratch: []spec.Scratch{{Name: "tmp", Path: "/tmp"}},
			Stop:    spec.Stop{Grace: 10},
			Place:   spec.Place{Pool: "perf"},
		}},
		Schedules: []spec.Schedule{{Name: "nightly", Cron: "12 3 * * *", Fly: "daily", Suspended: true, Process: spec.Process{
			Args: []string{"python", "-m", "train"}, Resources: spec.Resources{CPUMilli: 1900, MemoryMiB: 4096, MemoryLimitMiB: 4096},
		}}},
	}
}
