package fleets

// heavy is few and large pods: two that don't share a node leave a hole that
// nothing fills, and a worker that runs once can't move aside.
func heavy() Fleet {
	return Fleet{Name: "heavy", Hard: "large machines and single workers: pods leave holes", apps: []app{
		{name: "heavy-api", groups: []group{
			{name: "web", count: 4, size: "performance-4x", port: 8080},
			{name: "worker", count: 1, size: "performance-8x"},
		}},
		{name: "heavy-search", groups: []group{
			{name: "web", count: 3, size: "performance-2x", memory: 16384, port: 9200},
			{name: "indexer", count: 1, size: "performance-8x", memory: 32768},
		}},
		{name: "heavy-render", groups: []group{
			{name: "web", count: 2, size: "performance-1x", port: 3000},
			{name: "encoder", count: 2, size: "performance-8x"},
			{name: "queue", count: 1, size: "performance-4x", memory: 32768},
		}},
		{name: "heavy-front", groups: []group{{name: "web", count: 6, size: "performance-1x", memory: 4096, port: 3000}}},
		{name: "heavy-glue", groups: []group{
			{name: "web", count: 2, size: "shared-cpu-4x", port: 8080},
			{name: "cron", count: 1, size: "shared-cpu-2x"},
		}},
	}}
}
