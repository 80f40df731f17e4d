package fleets

import (
	"fmt"
	"hash/fnv"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// A group is a process group: count machines of one size.
type group struct {
	name     string
	count    int
	size     string // a preset of Fly's: shared-cpu-1x, performance-4x, a10 …
	memory   int    // MiB; 0: the preset's
	port     int    // behind Fly's proxy; 0: no service
	disk     int    // GB of the volume of each machine; 0: none
	schedule string // hourly, daily …; empty: always on
	spot     bool
	sidecars int // containers beside the main one
}

// machine is the i-th machine of a group, and its volume.
func (a app) machine(g group, i int) (inventory.Machine, []inventory.Volume) {
	id := identity(a.name, g.name, i)
	config := g.config()
	config.Image = "registry.fly.io/" + a.name + ":deployment-1"
	m := inventory.Machine{
		ID: id, Name: fmt.Sprintf("%s-%s-%d", a.name, g.name, i), State: "started", Region: a.home(), Config: config,
		ImageRef: inventory.ImageRef{Registry: "registry.fly.io", Repository: a.name, Tag: "deployment-1", Digest: digest(a.name)},
	}
	if g.disk == 0 {
		return m, nil
	}
	volume := "vol_" + id
	config.Mounts = []inventory.Mount{{Volume: volume, Name: g.name + "_data", Path: "/data", SizeGB: g.disk}}
	return m, []inventory.Volume{{
		ID: volume, Name: g.name + "_data", State: "created", SizeGB: g.disk, Region: a.home(), Encrypted: true, AttachedMachine: id,
	}}
}

func (g group) config() *inventory.MachineConfig {
	config := &inventory.MachineConfig{
		Guest:    g.guest(),
		Metadata: map[string]string{"fly_process_group": g.name},
		Schedule: g.schedule,
		Restart:  &inventory.Restart{Policy: "on-failure"},
	}
	if g.spot {
		config.Spot = &inventory.Spot{MaxPriceFraction: 0.5}
	}
	if g.port != 0 {
		config.Services = []inventory.Service{service(g.port)}
	}
	for n := range g.sidecars {
		config.Containers = append(config.Containers, inventory.Container{Name: fmt.Sprintf("beside-%d", n), Image: "docker.io/library/nginx:1.29"})
	}
	if g.sidecars > 0 {
		config.Containers = append(config.Containers, inventory.Container{Name: "app", Image: "docker.io/library/busybox:1.37"})
	}
	return config
}

func (g group) guest() *inventory.Guest {
	size, ok := machines.Preset(g.size)
	if !ok {
		panic("fleets: no machine size " + g.size)
	}
	if g.memory > 0 {
		size.MemoryMiB = g.memory
	}
	return &inventory.Guest{CPUKind: size.Kind, CPUs: size.CPUs, MemoryMB: size.MemoryMiB, GPUs: size.GPUs, GPUKind: size.GPUKind}
}

// service is HTTP on Fly's usual ports, with a limit to scale by.
func service(port int) inventory.Service {
	plain, encrypted, always := 80, 443, true
	return inventory.Service{
		Protocol: "tcp", InternalPort: port, Autostart: &always,
		Ports: []inventory.Port{
			{Port: &plain, Handlers: []string{"http"}, ForceHTTPS: true},
			{Port: &encrypted, Handlers: []string{"http", "tls"}},
		},
		Concurrency: &inventory.Concurrency{Type: "requests", SoftLimit: 50, HardLimit: 100},
	}
}

// identity is a machine's id: 14 hexadecimal digits, as Fly's are.
func identity(parts ...any) string {
	hash := fnv.New64a()
	fmt.Fprint(hash, parts...)
	return fmt.Sprintf("%016x", hash.Sum64())[:14]
}

func digest(name string) string {
	hash := fnv.New128a()
	fmt.Fprint(hash, name)
	return fmt.Sprintf("sha256:%032x%032x", hash.Sum(nil), hash.Sum(nil))
}
