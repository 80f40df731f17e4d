package fleets

import "fmt"

// mixed is pools of every kind in one cluster: GPUs and spot nodes whose pools
// are empty at first, and taints that keep everybody else away.
func mixed() Fleet {
	f := Fleet{Name: "mixed", Hard: "GPU, spot and general nodes: pools that start empty, with taints", apps: []app{
		{name: "mixed-infer", groups: []group{
			{name: "web", count: 2, size: "shared-cpu-4x", port: 8080},
			{name: "model", count: 2, size: "a10", port: 8000},
		}},
		{name: "mixed-train", groups: []group{{name: "trainer", count: 1, size: "a100-40gb"}}},
		{name: "mixed-web", groups: []group{
			{name: "web", count: 3, size: "performance-2x", port: 3000},
			{name: "worker", count: 1, size: "shared-cpu-2x", memory: 2048},
		}},
	}}
	for i := range 8 {
		f.apps = append(f.apps, app{name: fmt.Sprintf("mixed-batch-%d", i), groups: []group{
			{name: "worker", count: 1 + i%3, size: "shared-cpu-4x", memory: 2048 << (i % 2), spot: true},
		}})
	}
	for i := range f.apps {
		f.apps[i].region = "ams" // whose Google region has both kinds of GPU
	}
	return f
}
