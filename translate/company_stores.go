package translate

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Images of what runs in the cluster. CloudNativePG's are tagged with the major
// version, and Valkey 8 speaks the protocol of Redis 7.2, which Upstash serves.
const (
	postgresImages = "ghcr.io/cloudnative-pg/postgresql"
	valkeyImage    = "docker.io/valkey/valkey:8.1.4-alpine"
	valkeyUser     = 999 // the image's own
	smallestDisk   = 10  // GiB; Google's balanced disks start there
	mostCopies     = 3   // of a database: one primary and one standby in each other zone
)

// databaseStore is a PostgreSQL in the cluster, as large as the one on Fly.
func databaseStore(db spec.Database) spec.Store {
	if db.Target != spec.CNPG {
		return spec.Store{}
	}
	copies := min(max(db.Nodes, 1), mostCopies)
	return spec.Store{
		Image: postgresImages + ":" + strconv.Itoa(db.Major),
		Process: spec.Process{
			Name: "postgres", Ports: []spec.Port{{Name: "postgres", Number: 5432, Protocol: "TCP"}},
			Resources: resources(machines.Guest{Kind: cmp.Or(db.CPUKind, "shared"), CPUs: max(db.CPUs, 1), MemoryMiB: max(db.MemoryMiB, 1024)}),
			Size:      spec.Size{Kind: db.CPUKind, CPUs: db.CPUs, MemoryMiB: db.MemoryMiB},
			Replicas:  spec.Replicas{Min: copies, Max: copies},
			Volumes:   []spec.Volume{{Name: "data", GiB: max(db.DiskGB, smallestDisk)}},
			Place:     spec.Place{Priority: priority(db.Env, spec.Serving)},
		},
	}
}

// cacheStore is a Valkey in the cluster. What may be lost stays in memory; the
// rest is on a disk, too, so that a restart loses a second at most.
func cacheStore(c spec.Cache) spec.Store {
	if c.Target != spec.InCluster {
		return spec.Store{}
	}
	memory := cacheMemory(c)
	policy := "noeviction"
	if c.Eviction || c.State == "cache" {
		policy = "allkeys-lru"
	}
	user := int64(valkeyUser)
	p := spec.Process{
		Name: "valkey", Ports: []spec.Port{{Name: "redis", Number: 6379, Protocol: "TCP"}},
		Args:      []string{"valkey-server", "--dir", "/data", "--maxmemory", fmt.Sprintf("%dmb", memory), "--maxmemory-policy", policy, "--save", ""},
		Resources: resources(machines.Guest{Kind: "shared", CPUs: 1, MemoryMiB: memory * 4 / 3}),
		Replicas:  spec.Replicas{Min: 1, Max: 1},
		Readiness: &spec.Probe{Type: "tcp", Port: "redis", Period: 5, Timeout: 2},
		Stop:      spec.Stop{Grace: 30},
		Security:  spec.Security{NonRoot: true, UID: &user, GID: &user, FSGroup: &user, Restricted: true},
		Place:     spec.Place{Priority: priority(c.Env, spec.Serving)},
	}
	if c.State == "cache" {
		p.Scratch = []spec.Scratch{{Name: "data", Path: "/data"}}
	} else {
		p.Args = append(p.Args, "--appendonly", "yes")
		p.Volumes = []spec.Volume{{Name: "data", Path: "/data", GiB: smallestDisk}}
	}
	return spec.Store{Image: valkeyImage, Process: p}
}

// cacheMemory is what the plan allows, in MiB. One that is billed by use allows
// more than anybody has; 192 MiB fit into the smallest machine's 256.
func cacheMemory(c spec.Cache) int {
	if c.MaxMiB == 0 || c.Plan == "pay_as_you_go" {
		return 192
	}
	return c.MaxMiB
}

// storeAddress is what apps say to reach a store in the cluster.
func storeAddress(namespace, service string) string {
	return service + "." + namespace + ".svc.cluster.local"
}
