package fleets

// disks is groups with a volume on each machine: a pod can't leave the zone of
// its disk, so the zones fill unevenly and a lost one takes pods with it.
func disks() Fleet {
	return Fleet{Name: "disks", Hard: "volumes: pods are tied to the zones of their disks", apps: []app{
		{name: "disks-queue", groups: []group{{name: "broker", count: 5, size: "shared-cpu-4x", memory: 2048, port: 5672, disk: 40}}},
		{name: "disks-search", groups: []group{
			{name: "node", count: 3, size: "performance-2x", memory: 8192, port: 9200, disk: 200},
			{name: "ingest", count: 2, size: "shared-cpu-2x", memory: 1024},
		}},
		{name: "disks-cache", groups: []group{{name: "app", count: 4, size: "shared-cpu-2x", memory: 4096, port: 6379, disk: 10}}},
		{name: "disks-notes", groups: []group{{name: "app", count: 1, size: "shared-cpu-1x", port: 8080, disk: 1}}},
		{name: "disks-files", groups: []group{
			{name: "web", count: 3, size: "shared-cpu-1x", memory: 512, port: 8080},
			{name: "store", count: 2, size: "shared-cpu-8x", memory: 8192, port: 9000, disk: 500},
		}},
		{name: "disks-web", groups: []group{{name: "web", count: 6, size: "shared-cpu-2x", port: 3000}}},
	}}
}
